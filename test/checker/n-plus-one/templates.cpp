// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case A26: function templates and generic lambdas. Whatever the number of
// instantiations, each query is reported once.

#include "school.hpp"

/// Another type of stream, so that there are two instantiations.
struct Sink {
  template <class T> Sink &operator<<(const T &) { return *this; }
};

template <class Out> void render(Out &out, const orm::QuerySet<Course> &courses) {
  for (const Course &course : courses)
    out << course.department->name << '\n';
}

template <class Row> const std::string &department_of(const Row &row) {
  return row.department->name;
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  Sink sink;
  render(std::cout, Course::objects(db).order_by("id"));
  // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
  // CHECK-FIXES: render(std::cout, Course::objects(db).order_by("id").select_related("department"));
  render(sink, Course::objects(db).order_by("title"));
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
  // CHECK-FIXES: render(sink, Course::objects(db).order_by("title").select_related("department"));
  for (const Course &course : Course::objects(db).order_by("-title"))
    std::cout << department_of(course) << '\n';
  // CHECK-MESSAGES: :[[@LINE-2]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
  // CHECK-FIXES: for (const Course &course : Course::objects(db).order_by("-title").select_related("department"))
  const auto each = [](const auto &row) { std::cout << row.department->name << '\n'; };
  for (const Course &course : Course::objects(db).order_by("-id"))
    each(course);
  // CHECK-MESSAGES: :[[@LINE-2]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
  // CHECK-FIXES: for (const Course &course : Course::objects(db).order_by("-id").select_related("department"))

  // Quiet twins.
  render(std::cout, Course::objects(db).select_related("department"));
  for (const Course &course : Course::objects(db).select_related("department"))
    std::cout << department_of(course) << '\n', each(course);
}
