// RUN: %check_orm %s
// RUN: %exits 3 %orm_verify %s -- %inputs
// Case A31: what the analysis does not follow is undecided, and silent. Each of
// these costs 1 + N queries.

#include "school.hpp"
#include <functional>
#include <optional>
#include <vector>

// Not reported yet: a global variable; anybody may set it.
static std::optional<orm::QuerySet<Course>> page;
void in_a_global_variable(orm::Database &db) {
  page = Course::objects(db).filter("id"_c > 0);
  for (const Course &course : *page)
    std::cout << course.department->name << '\n';
}

// Not reported yet: a static local, for the same reason.
void in_a_static_variable(orm::Database &db) {
  static const auto courses = Course::objects(db).filter("id"_c > 1);
  for (const Course &course : courses)
    std::cout << course.department->name << '\n';
}

// Not reported yet: pointers into an array of rows, which advance in a function
// that cannot tell them from pointers to one row.
template <class Pointer> void between(Pointer first, Pointer last) {
  for (; first != last; ++first)
    std::cout << first->department->name << '\n';
}
void by_pointers(orm::Database &db) {
  const std::vector<Course> courses = Course::objects(db).filter("id"_c > 2).to_vector();
  between(courses.data(), courses.data() + courses.size());
}

// Not reported yet: emplace_back calls a constructor that is not seen to be
// called.
struct Line {
  explicit Line(const Course &course) : text(course.department->name) {}
  std::string text;
};
void in_a_constructor(orm::Database &db) {
  std::vector<Line> lines;
  for (const Course &course : Course::objects(db).filter("id"_c > 3))
    lines.emplace_back(course);
  std::cout << lines.size() << '\n';
}

// Not reported yet: a variable that an object's function object changes.
struct Button {
  std::function<void()> pressed;
};
void kept(orm::Database &db) {
  auto courses = Course::objects(db).filter("id"_c > 4);
  Button button;
  button.pressed = [&] { courses = courses.order_by("title"); };
  button.pressed();
  for (const Course &course : courses)
    std::cout << course.department->name << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  in_a_global_variable(db);
  in_a_static_variable(db);
  by_pointers(db);
  in_a_constructor(db);
  kept(db);
}
