// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// cases A22, A24: rows put into containers and taken out again, in all manners.

#include "school.hpp"
#include <deque>
#include <list>
#include <map>
#include <ranges>
#include <utility>
#include <vector>

void looked_up(orm::Database &db) {
  std::map<std::string, Course> by_title;
  for (const Course &course : Course::objects(db).filter("id"_c > 0))
    by_title.insert_or_assign(course.title, course);
  for (const char *title : {"Rome", "Coins", "Logic"})
    std::cout << by_title.at(title).department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-5]]:31: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c > 0).select_related("department"))
void found(orm::Database &db) {
  std::map<std::string, Course> by_title;
  for (const Course &course : Course::objects(db).filter("id"_c > 1))
    by_title.emplace(course.title, course);
  for (const char *title : {"Rome", "Coins", "Logic"})
    if (auto at = by_title.find(title); at != by_title.end())
      std::cout << at->second.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-6]]:31: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c > 1).select_related("department"))
void in_groups(orm::Database &db) {
  std::map<char, std::vector<Course>> groups;
  for (const Course &course : Course::objects(db).filter("id"_c > 2)) {
    auto &group = groups[course.title.front()];
    group.push_back(course);
  }
  for (const auto &[letter, courses] : groups)
    for (const Course &course : courses)
      std::cout << letter << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-8]]:31: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N·M queries, 1 with the fix [orm-
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c > 2).select_related("department")) {
void moved_over(orm::Database &db) {
  std::vector<Course> courses, others = Course::objects(db).filter("id"_c >= 0).to_vector();
  courses.swap(others);
  for (const Course &course : std::exchange(courses, {}))
    std::cout << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-5]]:41: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-
// CHECK-FIXES: std::vector<Course> courses, others = Course::objects(db).filter("id"_c >= 0).select_related("department").to_vector();
void spliced(orm::Database &db) {
  std::list<Course> courses, others;
  for (const Course &course : Course::objects(db).filter("id"_c >= 1))
    others.push_front(course);
  courses.splice(courses.end(), others);
  for (const Course &course : courses)
    std::cout << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-6]]:31: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c >= 1).select_related("department"))
void array_of_pointers(orm::Database &db) {
  const auto query = Course::objects(db).filter("id"_c >= 2);
  const Course *courses[6];
  std::size_t size = 0;
  for (const Course &course : query)
    courses[size++] = &course;
  for (std::size_t i = 0; i < size; ++i)
    std::cout << courses[i]->department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-8]]:22: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-
// CHECK-FIXES: const auto query = Course::objects(db).filter("id"_c >= 2).select_related("department");
void deque(orm::Database &db) {
  std::deque<Course> waiting;
  for (const Course &course : Course::objects(db).filter("id"_c < 100))
    waiting.emplace_back(course);
  while (!waiting.empty()) {
    std::cout << waiting.front().department->name << '\n';
    waiting.pop_front();
  }
}
// CHECK-MESSAGES: :[[@LINE-7]]:31: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c < 100).select_related("department"))
void joined(orm::Database &db) {
  std::vector<std::vector<Course>> pages;
  pages.push_back(Course::objects(db).filter("id"_c < 102).to_vector());
  for (const Course &course : pages | std::views::join)
    std::cout << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:19: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-
// CHECK-FIXES: pages.push_back(Course::objects(db).filter("id"_c < 102).select_related("department").to_vector());
void by_indices(orm::Database &db) {
  const auto courses = Course::objects(db).filter("id"_c < 103).to_vector();
  for (std::size_t i : std::views::iota(std::size_t{0}, courses.size()))
    std::cout << courses[i].department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:24: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-
// CHECK-FIXES: const auto courses = Course::objects(db).filter("id"_c < 103).select_related("department").to_vector();
void load_into(orm::Database &db, std::vector<Course> *courses) {
  *courses = Course::objects(db).filter("id"_c < 104).to_vector();
}
// CHECK-MESSAGES: :[[@LINE-2]]:14: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-
// CHECK-FIXES: *courses = Course::objects(db).filter("id"_c < 104).select_related("department").to_vector();
void out_pointer(orm::Database &db) {
  std::vector<Course> courses;
  load_into(db, &courses);
  for (const Course &course : courses)
    std::cout << course.department->name << '\n';
}

// Quiet twins.
void loaded(orm::Database &db) {
  const auto query = Course::objects(db).select_related("department");
  std::map<std::string, Course> by_title;
  std::map<char, std::vector<Course>> groups;
  std::deque<Course> waiting;
  for (const Course &course : query) {
    by_title.emplace(course.title, course);
    auto &group = groups[course.title.front()];
    group.push_back(course);
    waiting.push_back(course);
  }
  for (const char *title : {"Rome", "Coins"})
    std::cout << by_title.at(title).department->name << by_title.find(title)->second.department->name << '\n';
  for (const auto &[letter, courses] : groups)
    for (const Course &course : courses)
      std::cout << letter << course.department->name << '\n';
  for (; !waiting.empty(); waiting.pop_front())
    std::cout << waiting.front().department->name << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  looked_up(db);
  found(db);
  in_groups(db);
  moved_over(db);
  spliced(db);
  array_of_pointers(db);
  deque(db);
  joined(db);
  by_indices(db);
  out_pointer(db);
  loaded(db);
}
