// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case A37: only the access is in a macro. The query is not, so it gets its fix.

#include "school.hpp"

#define PRINT_DEPARTMENT(course) std::cout << course.department->name << '\n'

void access_in_macro(orm::Database &db) {
  for (const Course &course : Course::objects(db))
    PRINT_DEPARTMENT(course);
}
// CHECK-MESSAGES: :[[@LINE-3]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Course &course : Course::objects(db).select_related("department"))

int main() {
  orm::Database db{":memory:"};
  seed(db);
  access_in_macro(db);
}
