// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case A22: rows that a lambda collects for the function around it; and
// case A9: a query that a lambda refines.

#include "school.hpp"
#include <algorithm>
#include <functional>
#include <vector>

void collected_by_a_call(orm::Database &db) {
  std::vector<Course> chosen;
  const auto choose = [&](const Course &course) { chosen.push_back(course); };
  for (const Course &course : Course::objects(db).filter("id"_c > 0))
    choose(course);
  for (const Course &course : chosen)
    std::cout << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-5]]:31: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c > 0).select_related("department"))

void collected_by_an_algorithm(orm::Database &db) {
  std::vector<Course> chosen;
  std::ranges::for_each(Course::objects(db).filter("id"_c > 1), [&](const auto &course) {
    if (course.title.size() > 4)
      chosen.push_back(course);
  });
  for (const Course &course : chosen)
    std::cout << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-7]]:25: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: std::ranges::for_each(Course::objects(db).filter("id"_c > 1).select_related("department"), [&](const auto &course) {

static void each_course(orm::Database &db, const std::function<void(const Course &)> &callback) {
  for (const Course &course : Course::objects(db).filter("id"_c > 2))
    callback(course);
}
void collected_by_a_callback(orm::Database &db) {
  std::vector<Course> all;
  each_course(db, [&all](const Course &course) { all.push_back(course); });
  for (const Course &course : all)
    std::cout << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-9]]:31: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c > 2).select_related("department"))

void assigned(orm::Database &db) {
  auto courses = Course::objects(db).filter("id"_c > 3);
  const auto sort = [&] { courses = courses.order_by("title"); };
  sort();
  for (const Course &course : courses)
    std::cout << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-6]]:18: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: auto courses = Course::objects(db).filter("id"_c > 3).select_related("department");

void assigned_on_the_spot(orm::Database &db) {
  orm::QuerySet<Course> courses = Course::objects(db).select_related("department");
  [&] { courses = Course::objects(db).filter("id"_c > 4); }();
  for (const Course &course : courses)
    std::cout << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:19: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: [&] { courses = Course::objects(db).filter("id"_c > 4).select_related("department"); }();

// A lambda within a lambda.
void nested(orm::Database &db) {
  std::vector<Course> chosen;
  const auto choose = [&](const orm::QuerySet<Course> &courses) {
    std::ranges::for_each(courses, [&](const Course &course) { chosen.push_back(course); });
  };
  choose(Course::objects(db).filter("id"_c > 5));
  for (const Course &course : chosen)
    std::cout << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:10: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: choose(Course::objects(db).filter("id"_c > 5).select_related("department"));

// Quiet twins: the lambda loads them, or what it collects is loaded.
void loaded_by_the_lambda(orm::Database &db) {
  auto courses = Course::objects(db);
  const auto load = [&] { courses = courses.select_related("department"); };
  load();
  for (const Course &course : courses)
    std::cout << course.department->name << '\n';
}
void loaded_rows(orm::Database &db) {
  std::vector<Course> all;
  const auto keep = [&](const Course &course) { all.push_back(course); };
  for (const Course &course : Course::objects(db).select_related("department"))
    keep(course);
  for (const Course &course : all)
    std::cout << course.department->name << '\n';
}

// Quiet: what is kept may be called at any time, so which query it is by then
// cannot be seen.
struct Button {
  std::function<void()> pressed;
  void press() const { pressed(); }
};
void kept(orm::Database &db) {
  auto courses = Course::objects(db);
  Button button;
  button.pressed = [&] { courses = courses.select_related("department"); };
  button.press();
  for (const Course &course : courses)
    std::cout << course.department->name << '\n';
}
void captured_again(orm::Database &db) {
  auto courses = Course::objects(db);
  const auto load = [&] { courses = courses.select_related("department"); };
  const auto twice = [&] { load(); };
  twice();
  for (const Course &course : courses)
    std::cout << course.department->name << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  collected_by_a_call(db);
  collected_by_an_algorithm(db);
  collected_by_a_callback(db);
  assigned(db);
  assigned_on_the_spot(db);
  nested(db);
  loaded_by_the_lambda(db);
  loaded_rows(db);
  kept(db);
  captured_again(db);
}
