// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case A23: function objects of all kinds, called once for each row.

#include "school.hpp"
#include <algorithm>
#include <functional>
#include <future>
#include <optional>
#include <ranges>
#include <thread>
#include <vector>

struct Print {
  void operator()(const Course &course) const { std::cout << course.department->name << '\n'; }
};
void object_for_algorithm(orm::Database &db) {
  const auto courses = Course::objects(db).filter("id"_c > 0);
  std::for_each(courses.begin(), courses.end(), Print());
}
// CHECK-MESSAGES: :[[@LINE-3]]:24: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-
// CHECK-FIXES: const auto courses = Course::objects(db).filter("id"_c > 0).select_related("department");
void object_in_a_function(orm::Database &db) {
  const std::function<void(const Course &)> print = Print();
  for (const Course &course : Course::objects(db).filter("id"_c > 1))
    print(course);
}
// CHECK-MESSAGES: :[[@LINE-3]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c > 1).select_related("department"))
struct ByDepartment {
  bool operator()(const Course &a, const Course &b) const { return a.department->name < b.department->name; }
};
void comparator(orm::Database &db) {
  auto courses = Course::objects(db).filter("id"_c > 2).to_vector();
  std::stable_sort(courses.begin(), courses.end(), ByDepartment());
  std::cout << courses.front().title << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:18: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-
// CHECK-FIXES: auto courses = Course::objects(db).filter("id"_c > 2).select_related("department").to_vector();

// A generic lambda is a function for each type that it is called with.
void generic(orm::Database &db) {
  const auto print = [](const auto &row) { std::cout << row.department->name << '\n'; };
  const auto students = Student::objects(db).filter("id"_c < 5).select_related("department").to_vector();
  const auto courses = Course::objects(db).filter("id"_c >= 0).to_vector();
  std::ranges::for_each(students, print);
  std::ranges::for_each(courses, print);
}
// CHECK-MESSAGES: :[[@LINE-4]]:24: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-
// CHECK-FIXES: const auto courses = Course::objects(db).filter("id"_c >= 0).select_related("department").to_vector();

// Pointers to members.
struct Entry {
  Course course;
  const std::string &where() const { return course.department->name; }
};
void projection(orm::Database &db) {
  std::vector<Entry> entries;
  for (const Course &course : Course::objects(db).filter("id"_c >= 1))
    entries.push_back({course});
  std::ranges::stable_sort(entries, {}, &Entry::where);
  std::cout << entries.front().course.title << '\n';
}
// CHECK-MESSAGES: :[[@LINE-5]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c >= 1).select_related("department"))
void relation_by_pointer(orm::Database &db) {
  const auto courses = Course::objects(db).filter("id"_c >= 2);
  for (const auto &department : courses | std::views::transform(&Course::department))
    std::cout << department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:24: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-
// CHECK-FIXES: const auto courses = Course::objects(db).filter("id"_c >= 2).select_related("department");
// Quiet: a column.
void column_by_pointer(orm::Database &db) {
  const auto courses = Course::objects(db);
  for (const std::string &title : courses | std::views::transform(&Course::title))
    std::cout << title << '\n';
}

// Kept by one member function, called by another.
class Bus {
public:
  void on(std::function<void(const Course &)> handler) { handlers.push_back(std::move(handler)); }
  void fire(const Course &course) const {
    for (const auto &handler : handlers)
      handler(course);
  }

private:
  std::vector<std::function<void(const Course &)>> handlers;
};
void bus(orm::Database &db) {
  Bus departments;
  departments.on([](const Course &course) { std::cout << course.department->name << '\n'; });
  for (const Course &course : Course::objects(db).filter("id"_c < 100))
    departments.fire(course);
}
// CHECK-MESSAGES: :[[@LINE-3]]:31: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c < 100).select_related("department"))
// Quiet: another one's handlers.
void other_bus(orm::Database &db) {
  Bus titles;
  titles.on([](const Course &course) { std::cout << course.title << '\n'; });
  for (const Course &course : Course::objects(db).filter("id"_c < 100))
    titles.fire(course);
}

// Run by a thread or a task.
void thread(orm::Database &db) {
  const auto courses = Course::objects(db).filter("id"_c < 101).to_vector();
  std::thread worker([&] {
    for (const Course &course : courses)
      std::cout << course.department->name << '\n';
  });
  worker.join();
}
// CHECK-MESSAGES: :[[@LINE-7]]:24: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-
// CHECK-FIXES: const auto courses = Course::objects(db).filter("id"_c < 101).select_related("department").to_vector();
void print_all(const std::vector<Course> &courses) {
  for (const Course &course : courses)
    std::cout << course.department->name << '\n';
}
void task(orm::Database &db) {
  const auto courses = Course::objects(db).filter("id"_c < 102).to_vector();
  std::async(std::launch::deferred, print_all, std::cref(courses)).get();
}
// CHECK-MESSAGES: :[[@LINE-3]]:24: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-
// CHECK-FIXES: const auto courses = Course::objects(db).filter("id"_c < 102).select_related("department").to_vector();

// Quiet twins.
void loaded(orm::Database &db) {
  const auto courses = Course::objects(db).select_related("department").to_vector();
  std::for_each(courses.begin(), courses.end(), Print());
  std::cout << std::ranges::min_element(courses, ByDepartment())->title << '\n';
  for (const auto &department : courses | std::views::transform(&Course::department))
    std::cout << department->name << '\n';
  Bus departments;
  departments.on(Print());
  for (const Course &course : courses)
    departments.fire(course);
  std::thread worker(print_all, std::cref(courses));
  worker.join();
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  object_for_algorithm(db);
  object_in_a_function(db);
  comparator(db);
  generic(db);
  projection(db);
  relation_by_pointer(db);
  column_by_pointer(db);
  bus(db);
  other_bus(db);
  thread(db);
  task(db);
  loaded(db);
}
