// RUN: %check_orm %s
// RUN: %orm_verify %s --expect-quiet -- %inputs
//
// Eager loads that arrive by a way that is not followed: undecided.

#include "school.hpp"
#include <utility>

// Swap of two queries.
void swapped(orm::Database &db) {
  auto x = Course::objects(db).select_related("department");
  auto y = Course::objects(db).filter("id"_c > 0);
  std::swap(x, y);
  for (const Course &c : y)
    std::cout << c.department->name << '\n';
}

// Through a pointer.
void through_a_pointer(orm::Database &db) {
  auto q = Course::objects(db).filter("id"_c > 2);
  auto *p = &q;
  *p = p->select_related("department");
  for (const Course &c : q)
    std::cout << c.department->name << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  swapped(db);
  through_a_pointer(db);
}
