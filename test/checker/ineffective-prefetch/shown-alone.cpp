// RUN: %check_orm --checks=-*,orm-ineffective-prefetch %s
// RUN: %orm_verify --check=orm-ineffective-prefetch %s -- %inputs
// case B1: what a check that is not on would find changes neither a fix nor its price.

#include "school.hpp"

void with_missing(orm::Database &db) {
  for (const Department &department : Department::objects(db).prefetch_related("courses")) {
    std::cout << department.courses.filter("title"_c == "Rome").size() << '\n';
    for (const Student &student : department.students.all())
      std::cout << student.first_name << '\n';
  }
}
// CHECK-MESSAGES: :[[@LINE-6]]:39: warning: {{.*}} but 'filter' asks for it again, once for each row: 2 + 2N queries [orm-ineffective-prefetch]
// CHECK-FIXES: Department::objects(db).prefetch_related(orm::Prefetch<Department>("courses", Course::objects(db).filter("title"_c == "Rome")))) {
// CHECK-FIXES-NEXT: department.courses.all().size()

void with_unused(orm::Database &db) {
  for (const Department &department : Department::objects(db).prefetch_related("students", "courses"))
    std::cout << department.courses.filter("title"_c == "Rome").size() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:39: warning: {{.*}} but 'filter' asks for it again, once for each row: 3 + N queries, 3 with the fix [orm-ineffective-prefetch]
// CHECK-FIXES: Department::objects(db).prefetch_related("students", orm::Prefetch<Department>("courses", Course::objects(db).filter("title"_c == "Rome"))))

int main() {
  orm::Database db{":memory:"};
  seed(db);
  with_missing(db);
  with_unused(db);
}
