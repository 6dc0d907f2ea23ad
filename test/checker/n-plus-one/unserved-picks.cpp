// RUN: %check_orm %s --checks=-*,orm-n-plus-one
// RUN: %exits 3 %orm_verify %s -- %inputs
//
// Rows that a prefetch does not serve (first() on a relation without an ordering)
// have nothing that an eager load of the outer query could load.

#include "school.hpp"

// The relation of a manager's get/first.
void first_of_each(orm::Database &db) {
  for (const Department &d : Department::objects(db).order_by("-name")) {
    if (auto s = d.students.first())
      std::cout << s->first_name << s->department->name << s->courses.all().size() << '\n';
  }
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  first_of_each(db);
}
