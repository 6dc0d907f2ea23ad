// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case A23: every form of loop over the rows of a query.

#include "school.hpp"
#include <algorithm>

void iterators(orm::Database &db) {
  const auto courses = Course::objects(db).filter("id"_c > 0);
  for (auto it = courses.begin(); it != courses.end(); ++it)
    std::cout << it->department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:24: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: const auto courses = Course::objects(db).filter("id"_c > 0).select_related("department");

void iterators_to_rows(orm::Database &db) {
  const auto courses = Course::objects(db).filter("id"_c > 1);
  for (auto it = courses.begin(), end = courses.end(); it != end; it++) {
    const Course &course = *it;
    std::cout << course.department->name << '\n';
  }
}
// CHECK-MESSAGES: :[[@LINE-6]]:24: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: const auto courses = Course::objects(db).filter("id"_c > 1).select_related("department");

void while_loop(orm::Database &db) {
  const auto courses = Course::objects(db).filter("id"_c > 2);
  auto it = courses.begin();
  while (it != courses.end()) {
    std::cout << (*it).department->name << '\n';
    ++it;
  }
}
// CHECK-MESSAGES: :[[@LINE-7]]:24: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: const auto courses = Course::objects(db).filter("id"_c > 2).select_related("department");

void do_loop(orm::Database &db) {
  const auto courses = Course::objects(db).filter("id"_c >= 0);
  auto it = courses.begin();
  do
    std::cout << it->department->name << '\n';
  while (++it != courses.end());
}
// CHECK-MESSAGES: :[[@LINE-6]]:24: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-MESSAGES: :[[@LINE-5]]:3: note: its rows are looped over here
// CHECK-FIXES: const auto courses = Course::objects(db).filter("id"_c >= 0).select_related("department");

void standard_iterators(orm::Database &db) {
  const auto courses = Course::objects(db).filter("id"_c >= 1);
  for (auto it = std::begin(courses); it != std::end(courses); it = std::next(it))
    std::cout << it->department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:24: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: const auto courses = Course::objects(db).filter("id"_c >= 1).select_related("department");

void index_loop(orm::Database &db) {
  const auto courses = Course::objects(db).to_vector();
  for (std::size_t i = 0; i < courses.size(); ++i)
    std::cout << courses[i].department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:24: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: const auto courses = Course::objects(db).select_related("department").to_vector();

void index_at(orm::Database &db) {
  const auto courses = Course::objects(db).order_by("id").to_vector();
  for (std::size_t i = 0; i < courses.size(); ++i)
    std::cout << courses.at(i).department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:24: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: const auto courses = Course::objects(db).order_by("id").select_related("department").to_vector();

void index_of_evaluated(orm::Database &db) {
  const auto courses = Course::objects(db).order_by("-id");
  for (std::size_t i = 0; i < courses.size(); ++i)
    std::cout << courses[static_cast<std::ptrdiff_t>(i)].department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:24: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: const auto courses = Course::objects(db).order_by("-id").select_related("department");

void goto_loop(orm::Database &db) {
  const auto courses = Course::objects(db).filter("id"_c >= 2);
  auto it = courses.begin();
again:
  std::cout << it->department->name << '\n';
  if (++it != courses.end())
    goto again;
}
// CHECK-MESSAGES: :[[@LINE-7]]:24: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: const auto courses = Course::objects(db).filter("id"_c >= 2).select_related("department");

// A turn that ends early, and loops in each other.
void nested_loops(orm::Database &db) {
  for (const Course &course : Course::objects(db).filter("id"_c >= 3)) {
    if (course.id == 4)
      continue;
    for (int i = 0; i < 2; ++i)
      for (int j = 0; j < 2; ++j)
        std::cout << course.department->name << i << j << '\n';
  }
}
// CHECK-MESSAGES: :[[@LINE-8]]:31: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c >= 3).select_related("department")) {

// Quiet twins.
void loaded(orm::Database &db) {
  const auto courses = Course::objects(db).select_related("department");
  for (auto it = courses.begin(); it != courses.end(); ++it)
    std::cout << it->department->name << '\n';
  for (std::size_t i = 0; i < courses.size(); ++i)
    std::cout << courses[static_cast<std::ptrdiff_t>(i)].department->name << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  iterators(db);
  iterators_to_rows(db);
  while_loop(db);
  do_loop(db);
  standard_iterators(db);
  index_loop(db);
  index_at(db);
  index_of_evaluated(db);
  goto_loop(db);
  nested_loops(db);
  loaded(db);
}
