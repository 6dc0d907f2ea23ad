// RUN: %check_orm %s
// RUN: %orm_verify %s --expect '%s:10: 7 -> 1' -- %inputs
// case A2: a loop follows a relation to one that its query does not join.

#include "school.hpp"

int main() {
  orm::Database db{":memory:"};
  seed(db);
  for (const Course &course : Course::objects(db))
    std::cout << course.title << ' ' << course.department->name << '\n';
  // CHECK-MESSAGES: :[[@LINE-2]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
  // CHECK-MESSAGES: :[[@LINE-3]]:3: note: its rows are looped over here
  // CHECK-MESSAGES: :[[@LINE-3]]:41: note: 'department' is loaded here, once for each row
  // CHECK-FIXES: for (const Course &course : Course::objects(db).select_related("department"))

  // Every way to the related row. The first one loads it, and the row keeps it.
  for (const Course &course : Course::objects(db).filter("title"_c != "Rome")) {
    const Department &department = *course.department;
    std::cout << department.name << course.department.get()->name << course.department->name << '\n';
  }
  // CHECK-MESSAGES: :[[@LINE-4]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix
  // CHECK-FIXES: for (const Course &course : Course::objects(db).filter("title"_c != "Rome").select_related("department"))

  // Quiet: the loop reads the row's own columns.
  for (const Course &course : Course::objects(db).order_by("title"))
    std::cout << course.title << '\n';
}
