// The roll of every course, loaded eagerly: one query for each of the three levels, 3 in all.
#include "models.hpp"
#include "seed.hpp"

#include <iostream>

using namespace university;

int main() {
  orm::Database db{":memory:"};
  seed(db);

  for (const Department& department :
       Department::objects(db).prefetch_related("courses", "courses__students")) {
    std::cout << department.name << '\n';
    for (const Course& course : department.courses.all()) {
      std::cout << "  " << course.title << ':';
      for (const Student& student : course.students.all())
        std::cout << ' ' << student.first_name;
      std::cout << '\n';
    }
  }
}
