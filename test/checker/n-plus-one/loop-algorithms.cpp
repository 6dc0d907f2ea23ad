// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case A23: algorithms, views, lambdas, structured bindings.

#include "school.hpp"
#include <algorithm>
#include <map>
#include <numeric>
#include <ranges>
#include <vector>

void for_each(orm::Database &db) {
  const auto courses = Course::objects(db).filter("id"_c > 0);
  std::for_each(courses.begin(), courses.end(), [](const Course &course) {
    std::cout << course.department->name << '\n';
  });
}
// CHECK-MESSAGES: :[[@LINE-5]]:24: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: const auto courses = Course::objects(db).filter("id"_c > 0).select_related("department")

void ranges_for_each(orm::Database &db) {
  std::ranges::for_each(Course::objects(db).filter("id"_c > 1), [](const Course &course) {
    std::cout << course.department->name << '\n';
  });
}
// CHECK-MESSAGES: :[[@LINE-4]]:25: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: std::ranges::for_each(Course::objects(db).filter("id"_c > 1).select_related("department")

void transform(orm::Database &db) {
  const auto courses = Course::objects(db).filter("id"_c > 2);
  std::vector<std::string> names;
  std::transform(courses.begin(), courses.end(), std::back_inserter(names),
                 [](const Course &course) { return course.department->name; });
  std::cout << names.size() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-6]]:24: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: const auto courses = Course::objects(db).filter("id"_c > 2).select_related("department")

void accumulate(orm::Database &db) {
  const auto courses = Course::objects(db).filter("id"_c >= 0);
  std::cout << std::accumulate(courses.begin(), courses.end(), std::size_t{0},
                               [](std::size_t sum, const Course &course) {
                                 return sum + course.department->name.size();
                               }) << '\n';
}
// CHECK-MESSAGES: :[[@LINE-6]]:24: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: const auto courses = Course::objects(db).filter("id"_c >= 0).select_related("department")

void stored_lambda(orm::Database &db) {
  const auto print = [](const Course &course) {
    std::cout << course.department->name << '\n';
  };
  for (const Course &course : Course::objects(db).filter("id"_c >= 1))
    print(course);
}
// CHECK-MESSAGES: :[[@LINE-3]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c >= 1).select_related("department"))

void capturing_lambda(orm::Database &db) {
  for (const Course &course : Course::objects(db).filter("id"_c >= 2)) {
    const auto print = [&] { std::cout << course.department->name << '\n'; };
    print();
  }
}
// CHECK-MESSAGES: :[[@LINE-5]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c >= 2).select_related("department")

void views(orm::Database &db) {
  const auto courses = Course::objects(db).filter("id"_c < 100);
  for (const Course &course : courses | std::views::filter([](const Course &each) { return each.title != "Rome"; }))
    std::cout << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:24: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: const auto courses = Course::objects(db).filter("id"_c < 100).select_related("department")

void view_of_names(orm::Database &db) {
  const auto courses = Course::objects(db).filter("id"_c < 101);
  for (const std::string &name : courses | std::views::transform([](const Course &course) -> const std::string & { return course.department->name; }))
    std::cout << name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:24: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: const auto courses = Course::objects(db).filter("id"_c < 101).select_related("department")

void structured_binding(orm::Database &db) {
  std::map<std::string, Course> by_title;
  for (const Course &course : Course::objects(db).filter("id"_c < 102))
    by_title.emplace(course.title, course);
  for (const auto &[title, course] : by_title)
    std::cout << title << ' ' << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-5]]:31: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c < 102).select_related("department")

// Quiet twins.
void loaded(orm::Database &db) {
  const auto courses = Course::objects(db).select_related("department");
  std::ranges::for_each(courses, [](const Course &course) { std::cout << course.department->name << '\n'; });
  for (const Course &course : courses | std::views::take(3))
    std::cout << course.department->name << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  for_each(db);
  ranges_for_each(db);
  transform(db);
  accumulate(db);
  stored_lambda(db);
  capturing_lambda(db);
  views(db);
  view_of_names(db);
  structured_binding(db);
  loaded(db);
}
