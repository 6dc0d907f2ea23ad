// One department, its students and their courses: 2 + N queries as written, 3 with the check's fix.
#include "models.hpp"
#include "seed.hpp"

#include <iostream>

using namespace university;
using namespace orm::literals;

int main() {
  orm::Database db{":memory:"};
  seed(db);

  const Department department = Department::objects(db).get("name"_c == "Mathematics");
  std::cout << department.name << '\n';
  for (const Student& student : department.students.all()) {
    std::cout << "  " << student.first_name << ' ' << student.last_name << ':';
    for (const Course& course : student.courses.all())
      std::cout << ' ' << course.title;
    std::cout << '\n';
  }
}
