// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case C2: where the rows are read too, the eager load of orm-n-plus-one serves
// the count, and one path is reported once.

#include "school.hpp"

void both(orm::Database &db) {
  for (const Student &student : Student::objects(db)) {
    std::cout << student.courses.count() << '\n';
    for (const Course &course : student.courses.all())
      std::cout << course.title << '\n';
  }
}
// CHECK-MESSAGES: :[[@LINE-6]]:33: warning: query of 'Student' rows lacks an eager load of 'courses': 1 + 2N queries, 2 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Student &student : Student::objects(db).prefetch_related("courses")) {

int main() {
  orm::Database db{":memory:"};
  seed(db);
  both(db);
}
