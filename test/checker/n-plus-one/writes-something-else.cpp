// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case A38, the twin: the loop writes another relation than the one it reads, so
// there is a fix-it.

#include "school.hpp"

void another_relation(orm::Database &db) {
  for (Student &student : Student::objects(db).order_by("first_name")) {
    student.department = nullptr;
    std::cout << student.first_name << ' ' << student.courses.all().size() << '\n';
  }
}
// CHECK-MESSAGES: :[[@LINE-5]]:27: warning: query of 'Student' rows lacks an eager load of 'courses': 1 + N queries, 2 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (Student &student : Student::objects(db).order_by("first_name").prefetch_related("courses")) {

int main() {
  orm::Database db{":memory:"};
  seed(db);
  another_relation(db);
}
