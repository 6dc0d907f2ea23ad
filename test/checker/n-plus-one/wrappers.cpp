// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case A24: rows behind pointers and wrappers.

#include "school.hpp"
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

void pointer(orm::Database &db) {
  for (const Course &course : Course::objects(db).filter("id"_c > 0)) {
    const Course *same = &course;
    std::cout << same->department->name << (*same).title << '\n';
  }
}
// CHECK-MESSAGES: :[[@LINE-5]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c > 0).select_related("department")) {

void forwarding_reference(orm::Database &db) {
  for (auto &&course : Course::objects(db).filter("id"_c > 1)) {
    auto &&department = *course.department;
    std::cout << department.name << '\n';
  }
}
// CHECK-MESSAGES: :[[@LINE-5]]:24: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (auto &&course : Course::objects(db).filter("id"_c > 1).select_related("department")) {

void copy(orm::Database &db) {
  for (Course course : Course::objects(db).filter("id"_c > 2)) {
    const Course moved = std::move(course);
    std::cout << moved.department->name << '\n';
  }
}
// CHECK-MESSAGES: :[[@LINE-5]]:24: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (Course course : Course::objects(db).filter("id"_c > 2).select_related("department")) {

void optional(orm::Database &db) {
  for (const Course &course : Course::objects(db).filter("id"_c >= 0)) {
    std::optional<Course> maybe = course;
    if (maybe)
      std::cout << maybe->department->name << '\n';
  }
}
// CHECK-MESSAGES: :[[@LINE-6]]:31: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c >= 0).select_related("department")) {

void unique_ptr(orm::Database &db) {
  for (const Course &course : Course::objects(db).filter("id"_c >= 1)) {
    const auto owned = std::make_unique<Course>(course);
    std::cout << owned->department->name << '\n';
  }
}
// CHECK-MESSAGES: :[[@LINE-5]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c >= 1).select_related("department")) {

void shared_ptr(orm::Database &db) {
  std::vector<std::shared_ptr<const Course>> courses;
  for (const Course &course : Course::objects(db).filter("id"_c >= 2))
    courses.push_back(std::make_shared<const Course>(course));
  for (const auto &course : courses)
    std::cout << course->department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-5]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c >= 2).select_related("department"))

void reference_wrapper(orm::Database &db) {
  const auto query = Course::objects(db).filter("id"_c < 100);
  std::vector<std::reference_wrapper<const Course>> courses;
  for (const Course &course : query)
    courses.push_back(std::cref(course));
  for (const Course &course : courses)
    std::cout << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-7]]:22: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: const auto query = Course::objects(db).filter("id"_c < 100).select_related("department");

void pair(orm::Database &db) {
  std::vector<std::pair<int, Course>> courses;
  for (const Course &course : Course::objects(db).filter("id"_c < 101))
    courses.emplace_back(1, course);
  for (const auto &each : courses)
    std::cout << each.second.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-5]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c < 101).select_related("department"))

struct Line {
  int number;
  const Course *course;
};
void struct_member(orm::Database &db) {
  int number = 0;
  for (const Course &course : Course::objects(db).filter("id"_c < 102)) {
    const Line line{++number, &course};
    std::cout << line.number << ' ' << line.course->department->name << '\n';
  }
}
// CHECK-MESSAGES: :[[@LINE-5]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c < 102).select_related("department")) {

// Quiet twins.
void loaded(orm::Database &db) {
  for (auto &&course : Course::objects(db).select_related("department")) {
    const auto owned = std::make_unique<Course>(course);
    const std::optional<Course> maybe = course;
    const Line line{0, &course};
    std::cout << owned->department->name << maybe->department->name << line.course->department->name << '\n';
  }
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  pointer(db);
  forwarding_reference(db);
  copy(db);
  optional(db);
  unique_ptr(db);
  shared_ptr(db);
  reference_wrapper(db);
  pair(db);
  struct_member(db);
  loaded(db);
}
