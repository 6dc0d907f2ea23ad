// RUN: %check_orm %s
// RUN: %exits 3 %orm_verify %s -- %inputs
// case A26: a template whose query is of another model in each instantiation is
// reported once all the same.

#include "school.hpp"

template <class Model> void all_departments(orm::Database &db) {
  for (const Model &row : Model::objects(db))
    std::cout << row.department.id() << row.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:27: warning: query of {{.*}} rows lacks an eager load of 'department'
// CHECK-MESSAGES: :[[@LINE-4]]:27: note: no fix-it, because the query is in a template: add .select_related("department") if it suits every instantiation
template void all_departments<Course>(orm::Database &);
template void all_departments<Student>(orm::Database &);

// Quiet twin: no instantiation follows the relation.
template <class Model> void all_keys(orm::Database &db) {
  for (const Model &row : Model::objects(db))
    std::cout << row.department.id() << '\n';
}
template void all_keys<Course>(orm::Database &);
template void all_keys<Student>(orm::Database &);

int main() {
  orm::Database db{":memory:"};
  seed(db);
  Student::objects(db).filter("first_name"_c == "Emil").delete_(); // has no department
  all_departments<Course>(db);
  all_departments<Student>(db);
  all_keys<Course>(db);
  all_keys<Student>(db);
}
