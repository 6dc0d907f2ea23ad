// RUN: %check_orm %s
// RUN: %orm_verify %s --expect '%s:12: 7 -> 1' -- %inputs
// case A20: a default argument calls what returns the query.

#include "school.hpp"

orm::Database &database() {
  static orm::Database db{":memory:"};
  return db;
}
static orm::QuerySet<Course> all_courses() {
  return Course::objects(database());
}
void print_all(const orm::QuerySet<Course> &courses = all_courses()) {
  for (const Course &course : courses)
    std::cout << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:55: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: void print_all(const orm::QuerySet<Course> &courses = all_courses().select_related("department")) {

// Quiet twin.
void print_again(const orm::QuerySet<Course> &courses = all_courses().select_related("department")) {
  for (const Course &course : courses)
    std::cout << course.department->name << '\n';
}

int main() {
  seed(database());
  print_all();
  print_again();
}
