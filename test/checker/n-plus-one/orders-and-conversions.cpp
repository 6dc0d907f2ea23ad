// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// cases A22, A23: containers that ask for the order of their rows, objects that
// are made of rows, and parts of containers.

#include "school.hpp"
#include <algorithm>
#include <map>
#include <ranges>
#include <set>
#include <span>
#include <vector>

// A container in order compares what is put in.
struct ByDepartment {
  bool operator()(const Course &a, const Course &b) const { return a.department->name < b.department->name; }
};
void in_order(orm::Database &db) {
  std::multiset<Course, ByDepartment> courses;
  for (const Course &course : Course::objects(db).filter("id"_c < 101))
    courses.insert(course);
  std::cout << courses.size() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c < 101).select_related("department"))

// The `<` of a class.
struct Entry {
  Course course;
  friend bool operator<(const Entry &a, const Entry &b) { return a.course.department->name < b.course.department->name; }
};
void sorted(orm::Database &db) {
  std::vector<Entry> all;
  for (const Course &course : Course::objects(db).filter("id"_c < 102))
    all.push_back({course});
  std::sort(all.begin(), all.end());
  std::cout << all.size() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-5]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c < 102).select_related("department"))

// Objects that a container makes of rows.
struct Label {
  explicit Label(const Course &course) : text(course.title + course.department->name) {}
  std::string text;
};
void converted(orm::Database &db) {
  const auto courses = Course::objects(db).filter("id"_c < 103).to_vector();
  const std::vector<Label> all(courses.begin(), courses.end());
  std::cout << all.front().text << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:24: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix
// CHECK-FIXES: const auto courses = Course::objects(db).filter("id"_c < 103).select_related("department").to_vector();

// Some of the rows.
void some(orm::Database &db) {
  const auto courses = Course::objects(db).filter("id"_c < 104).to_vector();
  for (const Course &course : std::span(courses).first(4))
    std::cout << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:24: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix
// CHECK-FIXES: const auto courses = Course::objects(db).filter("id"_c < 104).select_related("department").to_vector();
void of_one_key(orm::Database &db) {
  std::multimap<char, Course> by_letter;
  for (const Course &course : Course::objects(db).filter("id"_c < 105))
    by_letter.emplace(course.title.front(), course);
  for (auto [at, end] = by_letter.equal_range('C'); at != end; ++at)
    std::cout << at->second.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-5]]:31: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c < 105).select_related("department"))
void filtered(orm::Database &db) {
  const auto courses = Course::objects(db).filter("id"_c < 106).to_vector();
  for (const Course &course : std::ranges::filter_view(courses, [](const Course &each) { return each.id > 2; }))
    std::cout << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:24: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix
// CHECK-FIXES: const auto courses = Course::objects(db).filter("id"_c < 106).select_related("department").to_vector();
void parted(orm::Database &db) {
  auto courses = Course::objects(db).filter("id"_c < 107).to_vector();
  std::ranges::partition(courses, [](const Course &course) { return course.department->name == "History"; });
}
// CHECK-MESSAGES: :[[@LINE-3]]:18: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix
// CHECK-FIXES: auto courses = Course::objects(db).filter("id"_c < 107).select_related("department").to_vector();

// Rows as keys.
struct ById {
  bool operator()(const Course &a, const Course &b) const { return a.id < b.id; }
};
void as_keys(orm::Database &db) {
  std::map<Course, int, ById> all;
  for (const Course &course : Course::objects(db).filter("id"_c < 108))
    all[course] = 1;
  for (const auto &[course, number] : all)
    std::cout << course.department->name << number << '\n';
}
// CHECK-MESSAGES: :[[@LINE-5]]:31: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c < 108).select_related("department"))

// Quiet twins: loaded; an order of something else.
void loaded(orm::Database &db) {
  const auto courses = Course::objects(db).select_related("department").to_vector();
  const std::multiset<Course, ByDepartment> ordered(courses.begin(), courses.end());
  std::multiset<Course, ByDepartment> filled;
  std::vector<Entry> all;
  for (const Course &course : courses) {
    filled.insert(course);
    all.push_back({course});
  }
  std::sort(all.begin(), all.end());
  const std::vector<Label> labels(courses.begin(), courses.end());
  for (const Course &course : std::span(courses).last(2))
    std::cout << course.department->name << '\n';
}
void by_key(orm::Database &db) {
  std::set<Course, ById> courses;
  for (const Course &course : Course::objects(db).filter("id"_c < 109))
    courses.insert(course);
  std::cout << courses.size() << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  in_order(db);
  sorted(db);
  converted(db);
  some(db);
  of_one_key(db);
  filtered(db);
  parted(db);
  as_keys(db);
  loaded(db);
  by_key(db);
}
