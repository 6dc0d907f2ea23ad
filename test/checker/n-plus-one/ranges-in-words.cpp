// RUN: %check_orm %s
// RUN: %exits 3 %orm_verify %s -- %inputs
// cases A20, A23: rows that a function gives out as a range or positions of its
// own: words, because nothing can be appended to those.

#include "school.hpp"
#include <vector>

class Courses {
public:
  explicit Courses(orm::Database &db) : courses(Course::objects(db).filter("id"_c > 0)) {}
  auto begin() const { return courses.begin(); }
  auto end() const { return courses.end(); }

private:
  orm::QuerySet<Course> courses;
};
void range_of_a_query(orm::Database &db) {
  for (const Course &course : Courses(db))
    std::cout << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:29: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with it [orm-

class Window {
public:
  explicit Window(const std::vector<Course> &courses) : first(courses.data()), last(first + courses.size()) {}
  const Course *begin() const { return first; }
  const Course *end() const { return last; }

private:
  const Course *first;
  const Course *last;
};
void window(orm::Database &db) {
  const std::vector<Course> courses = Course::objects(db).filter("id"_c >= 1).to_vector();
  for (const Course &course : Window(courses))
    std::cout << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:29: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with it [orm-

// Quiet twins.
class Loaded {
public:
  explicit Loaded(orm::Database &db) : courses(Course::objects(db).select_related("department")) {}
  auto begin() const { return courses.begin(); }
  auto end() const { return courses.end(); }

private:
  orm::QuerySet<Course> courses;
};
void loaded(orm::Database &db) {
  for (const Course &course : Loaded(db))
    std::cout << course.department->name << '\n';
  const std::vector<Course> courses = Course::objects(db).select_related("department").to_vector();
  for (const Course &course : Window(courses))
    std::cout << course.department->name << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  range_of_a_query(db);
  window(db);
  loaded(db);
}
