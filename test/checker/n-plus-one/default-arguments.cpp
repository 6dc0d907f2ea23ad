// RUN: %check_orm %s
// case A20: the query is a default argument. Not proved by running: the log
// places such a query where the default is used, by the rule of
// std::source_location; default-argument-calls.cpp is.

#include "school.hpp"

orm::Database &database() {
  static orm::Database db{":memory:"};
  return db;
}
void print_all(const orm::QuerySet<Course> &courses = Course::objects(database())) {
  for (const Course &course : courses)
    std::cout << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:55: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: void print_all(const orm::QuerySet<Course> &courses = Course::objects(database()).select_related("department")) {

// Quiet twins: handed another one; loaded.
void print_again(const orm::QuerySet<Course> &courses = Course::objects(database()).select_related("department")) {
  for (const Course &course : courses)
    std::cout << course.department->name << '\n';
}

int main() {
  seed(database());
  print_all();
  print_all(Course::objects(database()).select_related("department"));
  print_again();
}
