// What each student takes and which department teaches it: 1 + N + N*M queries as written, 3 with
// the check's fix.
#include "models.hpp"
#include "seed.hpp"

#include <iostream>

using namespace university;

int main() {
  orm::Database db{":memory:"};
  seed(db);

  for (const Student& student : Student::objects(db)) {
    std::cout << student.first_name << ' ' << student.last_name << '\n';
    for (const Course& course : student.courses.all())
      std::cout << "  " << course.title << " (" << course.department->name << ")\n";
  }
}
