// All students and their courses as a page: 8 queries as written (1 + N), 2 with the check's fix.
#include "student_page.hpp"
#include "seed.hpp"

#include <iostream>

using namespace university;

int main() {
  orm::Database db{":memory:"};
  seed(db);

  render_student_page(std::cout, Student::objects(db).order_by("last_name", "first_name"));
}
