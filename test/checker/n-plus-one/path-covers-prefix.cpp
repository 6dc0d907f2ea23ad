// RUN: %check_orm %s --checks=-*,orm-n-plus-one
// RUN: %orm_verify %s --expect-quiet --expect '%s:10: 3' -- %inputs
// case A5: an eager load of a path covers every prefix of it.

#include "school.hpp"

int main() {
  orm::Database db{":memory:"};
  seed(db);
  for (const Student &student : Student::objects(db).prefetch_related("courses__department"))
    for (const Course &course : student.courses.all())
      std::cout << course.title << '\n';
  for (const Locker &locker : Locker::objects(db).select_related("student__department"))
    std::cout << locker.student->first_name << '\n';
}
