// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
//
// An eager load that is added in a loop: without a turn of it there is none.

#include "school.hpp"

void loaded_in_a_loop(orm::Database &db) {
  auto q = Course::objects(db).filter("id"_c >= 2);
  for (int i = 0; i < 2; ++i)
    q = q.select_related("department");
  for (const Course &c : q)
    std::cout << c.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-6]]:12: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: auto q = Course::objects(db).filter("id"_c >= 2).select_related("department");

int main() {
  orm::Database db{":memory:"};
  seed(db);
  loaded_in_a_loop(db);
}
