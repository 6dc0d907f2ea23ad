// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case A23: a callback that changes a variable, and is called at once, or kept
// and called later on.

#include "school.hpp"
#include <functional>
#include <vector>

void at_once(const std::function<void()> &callback) { callback(); }
void twice(const std::function<void()> &callback) {
  at_once(callback);
  at_once(callback);
}
void ordered(orm::Database &db) {
  auto courses = Course::objects(db).filter("id"_c > 0);
  twice([&] { courses = courses.order_by("title"); });
  for (const Course &course : courses)
    std::cout << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-5]]:18: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-
// CHECK-FIXES: auto courses = Course::objects(db).filter("id"_c > 0).select_related("department");
// Quiet: loaded.
void loaded(orm::Database &db) {
  auto courses = Course::objects(db).filter("id"_c > 0);
  twice([&] { courses = courses.select_related("department"); });
  for (const Course &course : courses)
    std::cout << course.department->name << '\n';
}

// What a callback collects; others are handed to the same helper.
void collected(orm::Database &db) {
  std::vector<Course> courses;
  at_once([&] {
    for (const Course &course : Course::objects(db).filter("id"_c > 2))
      courses.push_back(course);
  });
  for (const Course &course : courses)
    std::cout << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-6]]:33: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c > 2).select_related("department"))
// Quiet: loaded.
void collected_with_all(orm::Database &db) {
  std::vector<Course> courses;
  at_once([&] { courses = Course::objects(db).select_related("department").to_vector(); });
  for (const Course &course : courses)
    std::cout << course.department->name << '\n';
}

// Quiet: when it is called, nobody knows.
static std::function<void()> later;
static std::vector<std::function<void()>> jobs;
void defer(std::function<void()> job) { later = std::move(job); }
void enqueue(std::function<void()> job) { jobs.push_back(std::move(job)); }
void defer_too(std::function<void()> job) { defer(job); }
void in_a_variable(orm::Database &db) {
  auto courses = Course::objects(db).filter("id"_c > 1);
  defer([&] { courses = courses.select_related("department"); });
  later();
  for (const Course &course : courses)
    std::cout << course.department->name << '\n';
}
void in_a_container(orm::Database &db) {
  auto courses = Course::objects(db).filter("id"_c > 1);
  enqueue([&] { courses = courses.select_related("department"); });
  for (const auto &job : jobs)
    job();
  for (const Course &course : courses)
    std::cout << course.department->name << '\n';
}
void by_a_helper(orm::Database &db) {
  auto courses = Course::objects(db).filter("id"_c > 1);
  defer_too([&] { courses = courses.select_related("department"); });
  later();
  for (const Course &course : courses)
    std::cout << course.department->name << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  ordered(db);
  loaded(db);
  collected(db);
  collected_with_all(db);
  in_a_variable(db);
  in_a_container(db);
  by_a_helper(db);
}
