// RUN: %check_orm %s
// RUN: %orm_verify %s --expect-quiet --expect '%s:11: 1' -- %inputs
// case A16: the key lies in the row. Reading it, or testing it for NULL, runs no
// query (where Django's rows D46 and D47 cost one).

#include "school.hpp"

int main() {
  orm::Database db{":memory:"};
  seed(db);
  for (const Student &student : Student::objects(db)) {
    std::cout << student.department.id() << '\n';
    if (student.department)
      std::cout << "has a department\n";
    if (!student.department || student.department.id() == 1)
      std::cout << (student.department ? "first" : "none") << '\n';
  }
  for (const Locker &locker : Locker::objects(db))
    std::cout << locker.student.id() << '\n';
}
