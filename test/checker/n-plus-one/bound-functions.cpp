// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case A18, A23: functions that the library makes of others: std::bind and std::bind_front.

#include "school.hpp"
#include <algorithm>
#include <functional>
#include <vector>

using namespace std::placeholders;

void print(const Course &course) { std::cout << course.department->name << '\n'; }
void print_titled(const char *title, const Course &course) { std::cout << title << course.department->name << '\n'; }

void by_placeholder(orm::Database &db) {
  const auto titled = std::bind(print_titled, "course: ", _1);
  for (const Course &course : Course::objects(db).filter("id"_c > 0))
    titled(course);
}
// CHECK-MESSAGES: :[[@LINE-3]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c > 0).select_related("department"))

class Page {
public:
  void show(orm::Database &db) {
    const auto courses = Course::objects(db).filter("id"_c > 1).to_vector();
    std::for_each(courses.begin(), courses.end(), std::bind(&Page::row, this, _1));
  }

private:
  void row(const Course &course) { std::cout << rows++ << course.department->name << '\n'; }
  int rows = 0;
};
// CHECK-MESSAGES: :[[@LINE-8]]:26: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-
// CHECK-FIXES: const auto courses = Course::objects(db).filter("id"_c > 1).select_related("department").to_vector();

void front(orm::Database &db) {
  const std::function<void(const Course &)> titled = std::bind_front(print_titled, "course: ");
  for (const Course &course : Course::objects(db).filter("id"_c > 2))
    titled(course);
}
// CHECK-MESSAGES: :[[@LINE-3]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c > 2).select_related("department"))

void print_all(const std::vector<Course> &courses) {
  for (const Course &course : courses)
    print(course);
}
void bound_rows(orm::Database &db) {
  const auto courses = Course::objects(db).filter("id"_c >= 2).to_vector();
  const auto later = std::bind(print_all, std::cref(courses));
  later();
}
// CHECK-MESSAGES: :[[@LINE-4]]:24: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-
// CHECK-FIXES: const auto courses = Course::objects(db).filter("id"_c >= 2).select_related("department").to_vector();

// Quiet twins: loaded; the other argument is the one that is looked at.
void loaded(orm::Database &db) {
  const auto courses = Course::objects(db).select_related("department").to_vector();
  std::for_each(courses.begin(), courses.end(), std::bind(print, _1));
  std::bind(print_all, std::cref(courses))();
}
void first_title(const Course &first, const Course &) { std::cout << first.title << '\n'; }
void second_department(const Course &, const Course &second) { std::cout << second.department->name << '\n'; }
void other_argument(orm::Database &db) {
  const Course rome = Course::objects(db).select_related("department").get("title"_c == "Rome");
  const auto swapped = std::bind(second_department, _1, std::cref(rome));
  const auto named = std::bind(first_title, _1, _1);
  for (const Course &course : Course::objects(db).filter("id"_c > 3)) {
    swapped(course);
    named(course);
  }
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  by_placeholder(db);
  Page().show(db);
  front(db);
  bound_rows(db);
  loaded(db);
  other_argument(db);
}
