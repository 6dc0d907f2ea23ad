// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// Any call in a `try` block may reach its handlers: an eager load in it is not
// on every way.

#include "school.hpp"
#include <stdexcept>

void may_throw(bool does) {
  if (does)
    throw std::runtime_error("no");
}

void loaded_in_try(orm::Database &db) {
  auto courses = Course::objects(db).filter("id"_c > 0);
  try {
    may_throw(true);
    courses = courses.select_related("department");
  } catch (const std::runtime_error &) {
    std::cout << "not loaded\n";
  }
  for (const Course &course : courses)
    std::cout << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-10]]:18: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: auto courses = Course::objects(db).filter("id"_c > 0).select_related("department");

void in_a_handler(orm::Database &db) {
  try {
    may_throw(true);
  } catch (const std::runtime_error &) {
    for (const Course &course : Course::objects(db).filter("id"_c > 1))
      std::cout << course.department->name << '\n';
  }
}
// CHECK-MESSAGES: :[[@LINE-4]]:33: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c > 1).select_related("department"))

// Quiet twins: loaded before; the handler ends the function.
void loaded_before(orm::Database &db) {
  auto courses = Course::objects(db).select_related("department");
  try {
    may_throw(false);
    courses = courses.order_by("id");
  } catch (const std::runtime_error &) {
  }
  for (const Course &course : courses)
    std::cout << course.department->name << '\n';
}
void given_up(orm::Database &db) {
  auto courses = Course::objects(db);
  try {
    may_throw(false);
    courses = courses.select_related("department");
  } catch (const std::runtime_error &) {
    return;
  }
  for (const Course &course : courses)
    std::cout << course.department->name << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  loaded_in_try(db);
  in_a_handler(db);
  loaded_before(db);
  given_up(db);
}
