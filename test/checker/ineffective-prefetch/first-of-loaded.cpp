// RUN: %check_orm %s
// RUN: %exits 3 %orm_verify %s -- %inputs
// case B2: first() is answered by rows in memory only if they have an order, and an eager load's own query has none of
// itself.

#include "school.hpp"

void without_an_order(orm::Database &db) {
  for (const Department &department : Department::objects(db).prefetch_related(orm::Prefetch<Department>("students", Student::objects(db))))
    if (const auto student = department.students.first())
      std::cout << student->first_name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:39: warning: query of 'Department' rows loads 'students', but 'first' asks for it again, once for each row: 2 + N queries [orm-ineffective-prefetch]

// Quiet twin: whether its order is the one that is asked for is not followed.
void in_an_order(orm::Database &db) {
  for (const Department &department : Department::objects(db).prefetch_related(orm::Prefetch<Department>("students", Student::objects(db).order_by("id"))))
    if (const auto student = department.students.first())
      std::cout << student->first_name << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  without_an_order(db);
  in_an_order(db);
}
