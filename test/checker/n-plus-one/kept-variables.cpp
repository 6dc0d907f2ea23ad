// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case A25: variables that outlive calls and that no other file can name.

#include "school.hpp"
#include <map>
#include <optional>
#include <vector>

static std::optional<orm::QuerySet<Course>> page;
void in_a_global(orm::Database &db) {
  page = Course::objects(db).filter("id"_c > 0);
  for (const Course &course : *page)
    std::cout << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:10: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-
// CHECK-FIXES: page = Course::objects(db).filter("id"_c > 0).select_related("department");

namespace {
std::vector<Course> shelf;
std::map<std::string, Course> by_title;
} // namespace
void fill(orm::Database &db) { shelf = Course::objects(db).filter("id"_c > 1).to_vector(); }
void set_elsewhere() {
  for (const Course &course : shelf)
    std::cout << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-5]]:40: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-
// CHECK-FIXES: void fill(orm::Database &db) { shelf = Course::objects(db).filter("id"_c > 1).select_related("department").to_vector(); }
void fill_by_title(orm::Database &db) {
  for (const Course &course : Course::objects(db).filter("id"_c > 2))
    by_title[course.title] = course;
}
// CHECK-MESSAGES: :[[@LINE-3]]:31: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c > 2).select_related("department"))
void filled_one_by_one() {
  for (const auto &[title, course] : by_title)
    std::cout << title << course.department->name << '\n';
}

static std::vector<Course> by_reference;
void through_a_reference(orm::Database &db) {
  auto &courses = by_reference;
  for (const Course &course : Course::objects(db).filter("id"_c >= 1))
    courses.push_back(course);
  for (const Course &course : by_reference)
    std::cout << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-5]]:31: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c >= 1).select_related("department"))

const std::vector<Course> &all(orm::Database &db) {
  static const std::vector<Course> courses = Course::objects(db).filter("id"_c >= 0).to_vector();
  return courses;
}
void in_a_static(orm::Database &db) {
  for (const Course &course : all(db))
    std::cout << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-7]]:46: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-
// CHECK-FIXES: static const std::vector<Course> courses = Course::objects(db).filter("id"_c >= 0).select_related("department").to_vector();

// Quiet: loaded where it is set.
static std::vector<Course> loaded;
void load(orm::Database &db) { loaded = Course::objects(db).select_related("department").to_vector(); }
void print_loaded() {
  for (const Course &course : loaded)
    std::cout << course.department->name << '\n';
}

// Quiet: which of the two it holds, nobody knows.
static std::optional<orm::QuerySet<Course>> either;
void narrow(orm::Database &db) { either = Course::objects(db).filter("id"_c > 3); }
void widen() { either = either->select_related("department"); }
void print_either() {
  for (const Course &course : *either)
    std::cout << course.department->name << '\n';
}

// Quiet: a variable that other files can set.
std::vector<Course> public_courses;
void print_public() {
  for (const Course &course : public_courses)
    std::cout << course.department->name << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  in_a_global(db);
  fill(db);
  set_elsewhere();
  fill_by_title(db);
  filled_one_by_one();
  through_a_reference(db);
  in_a_static(db);
  load(db);
  print_loaded();
  narrow(db);
  widen();
  print_either();
  print_public();
}
