// RUN: %check_orm %s
// RUN: %orm_verify %s --expect-quiet -- %inputs
// case A30: a loop that is left at the end of its first turn has no N.

#include "school.hpp"

void broken_off(orm::Database &db) {
  for (const Course &course : Course::objects(db)) {
    std::cout << course.department->name << '\n';
    break;
  }
}
std::string returned(orm::Database &db) {
  for (const Course &course : Course::objects(db).order_by("title"))
    return course.department->name;
  return "none";
}
std::string found(orm::Database &db) {
  for (const Course &course : Course::objects(db).order_by("title"))
    if (course.title == "Rome")
      return course.department->name;
  return "none";
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  broken_off(db);
  std::cout << returned(db) << found(db) << '\n';
}
