// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case A23: loops that take each row, in other ways than from the first to the
// last: the count is exact.

#include "school.hpp"
#include <list>
#include <numeric>
#include <utility>
#include <vector>

void gathered(orm::Database &db) {
  const auto courses = Course::objects(db).filter("id"_c < 101).to_vector();
  std::list<const Course *> all;
  for (const Course &course : courses)
    all.push_back(&course);
  for (const Course *course : all)
    std::cout << course->department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-7]]:24: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix
// CHECK-FIXES: const auto courses = Course::objects(db).filter("id"_c < 101).select_related("department").to_vector();

void in_pairs(orm::Database &db) {
  std::vector<std::pair<int, Course>> all;
  for (const Course &course : Course::objects(db).filter("id"_c < 102))
    all.emplace_back(1, course);
  for (const auto &[number, course] : all)
    std::cout << number << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-5]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c < 102).select_related("department"))

void backwards(orm::Database &db) {
  const auto courses = Course::objects(db).filter("id"_c < 103).to_vector();
  for (std::size_t i = courses.size(); i-- > 0;)
    std::cout << courses[i].department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:24: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix
// CHECK-FIXES: const auto courses = Course::objects(db).filter("id"_c < 103).select_related("department").to_vector();

void reversed(orm::Database &db) {
  const auto courses = Course::objects(db).filter("id"_c < 104).to_vector();
  for (auto it = courses.rbegin(); it != courses.rend(); ++it)
    std::cout << it->department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:24: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix
// CHECK-FIXES: const auto courses = Course::objects(db).filter("id"_c < 104).select_related("department").to_vector();

void between_commas(orm::Database &db) {
  const auto courses = Course::objects(db).filter("id"_c < 105).to_vector();
  for (std::size_t i = 0; i < courses.size(); ++i) {
    std::cout << courses[i].department->name;
    if (i + 1 < courses.size())
      std::cout << ", ";
  }
}
// CHECK-MESSAGES: :[[@LINE-7]]:24: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix
// CHECK-FIXES: const auto courses = Course::objects(db).filter("id"_c < 105).select_related("department").to_vector();

void stepped_in_the_condition(orm::Database &db) {
  const auto courses = Course::objects(db).filter("id"_c < 106).to_vector();
  std::size_t i = 0;
  do {
    std::cout << courses[i].department->name << '\n';
  } while (++i < courses.size());
}
// CHECK-MESSAGES: :[[@LINE-6]]:24: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix
// CHECK-FIXES: const auto courses = Course::objects(db).filter("id"_c < 106).select_related("department").to_vector();

void folded(orm::Database &db) {
  const auto courses = Course::objects(db).filter("id"_c < 107).to_vector();
  std::cout << std::accumulate(courses.begin(), courses.end(), std::string(),
                               [](std::string all, const Course &course) { return all + course.department->name; });
}
// CHECK-MESSAGES: :[[@LINE-4]]:24: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix
// CHECK-FIXES: const auto courses = Course::objects(db).filter("id"_c < 107).select_related("department").to_vector();

void with_a_handler(orm::Database &db) {
  for (const Course &course : Course::objects(db).filter("id"_c < 108)) {
    try {
      std::cout << course.department->name << '\n';
    } catch (const std::exception &error) {
      std::cout << error.what() << '\n';
    }
  }
}
// CHECK-MESSAGES: :[[@LINE-8]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c < 108).select_related("department")) {

// Quiet twins.
void loaded(orm::Database &db) {
  const auto courses = Course::objects(db).select_related("department").to_vector();
  std::size_t i = 0;
  do {
    std::cout << courses[i].department->name << '\n';
  } while (++i < courses.size());
  std::vector<std::pair<int, Course>> all;
  for (const Course &course : courses)
    all.emplace_back(1, course);
  for (const auto &[number, course] : all)
    std::cout << number << course.department->name << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  gathered(db);
  in_pairs(db);
  backwards(db);
  reversed(db);
  between_commas(db);
  stepped_in_the_condition(db);
  folded(db);
  with_a_handler(db);
  loaded(db);
}
