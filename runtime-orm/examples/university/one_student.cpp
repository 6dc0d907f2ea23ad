// One student's courses: a single row has no N, so 2 queries are right and the check is quiet.
#include "models.hpp"
#include "seed.hpp"

#include <iostream>

using namespace university;
using namespace orm::literals;

int main() {
  orm::Database db{":memory:"};
  seed(db);

  const Student student = Student::objects(db).get("id"_c == 1);
  std::cout << student.first_name << ' ' << student.last_name << '\n';
  for (const Course& course : student.courses.all())
    std::cout << "  " << course.title << '\n';
}
