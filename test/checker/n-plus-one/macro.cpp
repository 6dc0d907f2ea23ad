// RUN: %check_orm %s
// RUN: %exits 3 %orm_verify %s -- %inputs
// case A37: in the body of a macro the warning comes without a fix-it, since the
// edit would reach every use of it.

#include "school.hpp"

#define ALL(model, db) model::objects(db)
#define EACH_COURSE(course, db) for (const Course &course : Course::objects(db))
#define PRINT_DEPARTMENT(course) std::cout << course.department->name << '\n'
#define ID(x) x

void query_in_macro(orm::Database &db) {
  for (const Course &course : ALL(Course, db))
    std::cout << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:35: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with it [orm-n-plus-one]
// CHECK-MESSAGES: :[[@LINE-4]]:35: note: no fix-it, because the query is in a macro: add .select_related("department") to it by hand

void loop_in_macro(orm::Database &db) {
  EACH_COURSE(course, db)
    std::cout << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:3: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with it [orm-n-plus-one]
// CHECK-MESSAGES: :[[@LINE-4]]:3: note: no fix-it, because the query is in a macro: add .select_related("department") to it by hand

void macro_argument(orm::Database &db) {
  for (const Course &course : ID(Course::objects(db)))
    std::cout << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:34: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with it [orm-n-plus-one]
// CHECK-MESSAGES: :[[@LINE-4]]:34: note: no fix-it, because the query is in a macro: add .select_related("department") to it by hand

// Quiet twin.
void loaded(orm::Database &db) {
  for (const Course &course : ALL(Course, db).select_related("department"))
    PRINT_DEPARTMENT(course);
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  query_in_macro(db);
  loop_in_macro(db);
  macro_argument(db);
  loaded(db);
}
