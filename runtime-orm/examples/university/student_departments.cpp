// Each student with the department, if one is chosen: up to 1 + N queries as written, 1 with the
// check's fix.
#include "models.hpp"
#include "seed.hpp"

#include <iostream>

using namespace university;

int main() {
  orm::Database db{":memory:"};
  seed(db);

  for (const Student& student : Student::objects(db)) {
    std::cout << student.first_name << ' ' << student.last_name << ", ";
    if (student.department)
      std::cout << student.department->name << '\n';
    else
      std::cout << "undecided\n";
  }
}
