// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case A22: rows that are put into groups, whichever way the group is found.

#include "school.hpp"
#include <map>
#include <vector>

void inserted(orm::Database &db) {
  std::map<char, std::vector<Course>> groups;
  for (const Course &course : Course::objects(db).filter("id"_c < 100))
    groups.try_emplace(course.title.front()).first->second.push_back(course);
  for (const auto &[letter, courses] : groups)
    for (const Course &course : courses)
      std::cout << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-6]]:31: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c < 100).select_related("department"))

void found(orm::Database &db) {
  std::map<char, std::vector<Course>> groups;
  for (const Course &course : Course::objects(db).filter("id"_c < 101)) {
    auto at = groups.find(course.title.front());
    if (at == groups.end())
      at = groups.emplace(course.title.front(), std::vector<Course>()).first;
    at->second.push_back(course);
  }
  for (const auto &[letter, courses] : groups)
    for (const Course &course : courses)
      std::cout << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-10]]:31: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c < 101).select_related("department")) {

// In a member of what the map holds.
struct Group {
  std::vector<Course> courses;
  int number = 0;
};
void in_members(orm::Database &db) {
  std::map<char, Group> groups;
  for (const Course &course : Course::objects(db).filter("id"_c < 102)) {
    auto &group = groups[course.title.front()];
    group.courses.push_back(course);
    ++group.number;
  }
  for (const auto &[letter, group] : groups)
    for (const Course &course : group.courses)
      std::cout << group.number << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-9]]:31: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c < 102).select_related("department")) {

// By their keys, from the database; looked up by one of them.
void by_key(orm::Database &db, const std::vector<std::int64_t> &keys) {
  for (const auto &[key, course] : Course::objects(db).in_bulk(keys))
    std::cout << key << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:36: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix
// CHECK-FIXES: for (const auto &[key, course] : Course::objects(db).select_related("department").in_bulk(keys))
void looked_up(orm::Database &db, const std::vector<std::int64_t> &keys) {
  const auto courses = Course::objects(db).order_by("id").in_bulk(keys);
  for (const std::int64_t key : keys)
    std::cout << courses.at(key).department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:24: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix
// CHECK-FIXES: const auto courses = Course::objects(db).order_by("id").select_related("department").in_bulk(keys);

// Quiet twins.
void loaded(orm::Database &db) {
  std::map<char, std::vector<Course>> groups;
  for (const Course &course : Course::objects(db).select_related("department"))
    groups.try_emplace(course.title.front()).first->second.push_back(course);
  for (const auto &[letter, courses] : groups)
    for (const Course &course : courses)
      std::cout << course.department->name << '\n';
}
void counted(orm::Database &db) {
  std::map<char, Group> groups;
  for (const Course &course : Course::objects(db).filter("id"_c < 103))
    groups[course.title.front()].courses.push_back(course);
  for (const auto &[letter, group] : groups)
    std::cout << letter << group.courses.size() << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  inserted(db);
  found(db);
  in_members(db);
  by_key(db, {1, 2, 3, 4});
  looked_up(db, {1, 2, 3, 5});
  loaded(db);
  counted(db);
}
