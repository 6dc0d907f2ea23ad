// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
//
// A relation to many that is asked again in a loop beside its own way.

#include "school.hpp"

// To-many of an outer-held query.
void rows_of_another_loop(orm::Database &db) {
  const auto courses = Course::objects(db).filter("id"_c > 2);
  for (const Department &d : Department::objects(db).order_by("-id"))
    for (const Course &c : courses)
      std::cout << d.name << c.student_set.all().size() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-5]]:24: warning: query of 'Course' rows lacks an eager load of 'student_set'
// CHECK-FIXES: const auto courses = Course::objects(db).filter("id"_c > 2).prefetch_related("student_set");

void a_counted_loop(orm::Database &db) {
  for (const Course &course : Course::objects(db).filter("id"_c >= 1))
    for (int i = 0; i < 3; ++i)
      std::cout << course.student_set.all().size() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:31: warning: query of 'Course' rows lacks an eager load of 'student_set'
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c >= 1).prefetch_related("student_set"))

int main() {
  orm::Database db{":memory:"};
  seed(db);
  rows_of_another_loop(db);
  a_counted_loop(db);
}
