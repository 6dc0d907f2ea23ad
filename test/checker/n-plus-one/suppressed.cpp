// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case A35: clang-tidy's comments on the line of the warning, which is the line
// of the query.

#include "school.hpp"

void same_line(orm::Database &db) {
  for (const Course &course : Course::objects(db)) // NOLINT(orm-n-plus-one)
    std::cout << course.department->name << '\n';
  for (const Course &course : Course::objects(db)) // NOLINT: six courses
    std::cout << course.department->name << '\n';
}

void line_before(orm::Database &db) {
  // NOLINTNEXTLINE(orm-*)
  for (const Course &course : Course::objects(db))
    std::cout << course.department->name << '\n';
}

// NOLINTBEGIN(orm-n-plus-one)
void block(orm::Database &db) {
  for (const Course &course : Course::objects(db))
    std::cout << course.department->name << '\n';
}
// NOLINTEND(orm-n-plus-one)

// The positive twin: a comment on the line of the access says nothing about the
// query.
void elsewhere(orm::Database &db) {
  for (const Course &course : Course::objects(db))
    std::cout << course.department->name << '\n'; // NOLINT(orm-n-plus-one)
}
// CHECK-MESSAGES: :[[@LINE-3]]:31: warning: query of 'Course' rows lacks an eager load of 'department'
// CHECK-FIXES: for (const Course &course : Course::objects(db).select_related("department"))
// CHECK-FIXES-NEXT: std::cout << course.department->name << '\n'; // NOLINT(orm-n-plus-one)

int main() {
  orm::Database db{":memory:"};
  seed(db);
  same_line(db);
  line_before(db);
  block(db);
  elsewhere(db);
}
