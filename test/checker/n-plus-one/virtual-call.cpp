// RUN: %check_orm %s
// RUN: %orm_verify %s --expect-quiet -- %inputs
//
// A virtual call: what runs is not known.

#include "school.hpp"

struct Printer {
  virtual ~Printer() = default;
  virtual void print(const Course &c) const { std::cout << c.department->name << '\n'; }
};
struct Titles : Printer {
  void print(const Course &c) const override { std::cout << c.title << '\n'; }
};

void through_a_base(orm::Database &db, const Printer &p) {
  for (const Course &c : Course::objects(db).filter("id"_c > 0))
    p.print(c);
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  through_a_base(db, Titles{});
}
