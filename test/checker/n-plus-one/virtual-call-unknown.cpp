// RUN: %check_orm %s -- -I%S/Inputs
// RUN: %exits 3 %orm_verify %s -- %inputs -I%S/Inputs
// case A31: the class comes from a header, and anybody may derive from it.
// Undecided, and silent.

#include "school.hpp"
#include "printer.hpp"

struct Departments : Printer {
  void print(const Course &course) const override { std::cout << course.department->name << '\n'; }
};

void through_a_base(orm::Database &db, const Printer &printer) {
  for (const Course &course : Course::objects(db).filter("id"_c > 0))
    printer.print(course);
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  through_a_base(db, Departments());
}
