// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case A18: a virtual call runs one of the overriders, where all are in sight:
// those of a class that no header declares.

#include "school.hpp"
#include <memory>

struct Printer {
  virtual ~Printer() = default;
  virtual void print(const Course &course) const = 0;
};
struct Departments : Printer {
  void print(const Course &course) const override { std::cout << course.department->name << '\n'; }
};
struct Titles : Printer {
  void print(const Course &course) const override { std::cout << course.title << '\n'; }
};
void through_a_base(orm::Database &db, const Printer &printer) {
  for (const Course &course : Course::objects(db).filter("id"_c > 0))
    printer.print(course);
}
// CHECK-MESSAGES: :[[@LINE-3]]:31: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c > 0).select_related("department"))
void by_pointer(orm::Database &db, bool all) {
  std::unique_ptr<Printer> printer;
  if (all)
    printer = std::make_unique<Departments>();
  else
    printer = std::make_unique<Titles>();
  for (const Course &course : Course::objects(db).filter("id"_c > 1))
    printer->print(course);
}
// CHECK-MESSAGES: :[[@LINE-3]]:31: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c > 1).select_related("department"))

// Quiet: the class is known.
void through_the_class(orm::Database &db) {
  const Titles titles;
  for (const Course &course : Course::objects(db))
    titles.print(course);
}
// Quiet: loaded.
void loaded(orm::Database &db, const Printer &printer) {
  for (const Course &course : Course::objects(db).select_related("department"))
    printer.print(course);
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  through_a_base(db, Departments());
  by_pointer(db, true);
  through_the_class(db);
  loaded(db, Departments());
}
