// The roll of every course, by department: 1 + N + N*M queries as written, 3 with the check's fix.
#include "models.hpp"
#include "seed.hpp"

#include <iostream>

using namespace university;

int main() {
  orm::Database db{":memory:"};
  seed(db);

  for (const Department& department : Department::objects(db)) {
    std::cout << department.name << '\n';
    for (const Course& course : department.courses.all()) {
      std::cout << "  " << course.title << ':';
      for (const Student& student : course.students.all())
        std::cout << ' ' << student.first_name;
      std::cout << '\n';
    }
  }
}
