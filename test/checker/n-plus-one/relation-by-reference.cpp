// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case A24: a member that refers to a relation of a row is no relation itself.

#include "school.hpp"

struct Line {
  const decltype(Course::department) &department;
};

int main() {
  orm::Database db{":memory:"};
  seed(db);
  for (const Course &course : Course::objects(db)) {
    const Line line{course.department};
    std::cout << line.department->name << '\n';
  }
  // CHECK-MESSAGES: :[[@LINE-4]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix
  // CHECK-FIXES: for (const Course &course : Course::objects(db).select_related("department")) {

  // Quiet: the query loads it.
  for (const Course &course : Course::objects(db).select_related("department")) {
    const Line line{course.department};
    std::cout << line.department->name << '\n';
  }
}
