// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case A23: a helper loops and calls what it is handed, once for each row. What
// is called belongs to one call of the helper, and so does the finding.

#include "school.hpp"
#include <functional>
#include <utility>

void print_department(const Course &course) { std::cout << course.department->name << '\n'; }
void print_title(const Course &course) { std::cout << course.title << '\n'; }

template <class Callback> void each(const orm::QuerySet<Course> &courses, Callback callback) {
  for (const Course &course : courses)
    callback(course);
}
void by_template(orm::Database &db) {
  each(Course::objects(db).filter("id"_c > 0), [](const Course &course) { print_department(course); });
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
  // CHECK-FIXES: each(Course::objects(db).filter("id"_c > 0).select_related("department"), [](const Course &course) { print_department(course); });
  each(Course::objects(db).filter("id"_c > 0), [](const Course &course) { print_title(course); });
}

void each_by_function(const orm::QuerySet<Course> &courses, const std::function<void(const Course &)> &callback) {
  for (const Course &course : courses)
    callback(course);
}
void by_function(orm::Database &db) {
  each_by_function(Course::objects(db).filter("id"_c > 1), [](const Course &course) { print_department(course); });
  // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
  // CHECK-FIXES: each_by_function(Course::objects(db).filter("id"_c > 1).select_related("department"), [](const Course &course) { print_department(course); });
  each_by_function(Course::objects(db).filter("id"_c > 1), print_title);
  each_by_function(Course::objects(db).filter("id"_c > 1), print_department);
  // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
  // CHECK-FIXES: each_by_function(Course::objects(db).filter("id"_c > 1).select_related("department"), print_department);
}

void each_by_pointer(const orm::QuerySet<Course> &courses, void (*callback)(const Course &)) {
  for (const Course &course : courses)
    callback(course);
}
void by_pointer(orm::Database &db) {
  each_by_pointer(Course::objects(db).filter("id"_c > 2), &print_department);
  // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
  // CHECK-FIXES: each_by_pointer(Course::objects(db).filter("id"_c > 2).select_related("department"), &print_department);
  each_by_pointer(Course::objects(db).filter("id"_c > 2), print_title);
  each_by_pointer(Course::objects(db).filter("id"_c > 2), [](const Course &course) { print_department(course); });
  // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
  // CHECK-FIXES: each_by_pointer(Course::objects(db).filter("id"_c > 2).select_related("department"), [](const Course &course) { print_department(course); });
}

// Handed on by one helper to another.
template <class Callback> void each_of_all(orm::Database &db, Callback &&callback) {
  each_by_function(Course::objects(db).select_related("department"), callback);
  each_by_function(Course::objects(db).filter("id"_c > 3), std::forward<Callback>(callback));
}
void handed_on(orm::Database &db) {
  each_of_all(db, [](const Course &course) { print_title(course); });
}
template <class Callback> void hand_on(const orm::QuerySet<Course> &courses, Callback &&callback) {
  each_by_function(courses, std::forward<Callback>(callback));
}
void handed_on_twice(orm::Database &db) {
  hand_on(Course::objects(db).filter("id"_c > 4), [](const Course &course) { print_department(course); });
  // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
  // CHECK-FIXES: hand_on(Course::objects(db).filter("id"_c > 4).select_related("department"), [](const Course &course) { print_department(course); });
  hand_on(Course::objects(db).filter("id"_c > 4), [](const Course &course) { print_title(course); });
}

// The query is the helper's.
void each_course(orm::Database &db, const std::function<void(const Course &)> &callback) {
  for (const Course &course : Course::objects(db).filter("id"_c > -1))
    callback(course);
}
void in_the_helper(orm::Database &db) {
  std::size_t sum = 0;
  each_course(db, [&](const Course &course) { sum += course.department->name.size(); });
  std::cout << sum << '\n';
}
// CHECK-MESSAGES: :[[@LINE-8]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c > -1).select_related("department"))

// Kept in an object.
class Printer {
public:
  explicit Printer(std::function<void(const Course &)> callback) : callback(std::move(callback)) {}
  void print(const Course &course) const { callback(course); }

private:
  std::function<void(const Course &)> callback;
};
void kept(orm::Database &db) {
  const Printer departments([](const Course &course) { print_department(course); });
  const Printer titles(print_title);
  for (const Course &course : Course::objects(db).filter("id"_c < 100))
    departments.print(course);
  for (const Course &course : Course::objects(db).filter("id"_c < 100))
    titles.print(course);
}
// CHECK-MESSAGES: :[[@LINE-5]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c < 100).select_related("department"))

// A helper of iterators.
template <class Iterator, class Callback> void between(Iterator begin, Iterator end, Callback callback) {
  for (; begin != end; ++begin)
    callback(*begin);
}
void iterators(orm::Database &db) {
  const auto courses = Course::objects(db).filter("id"_c < 101);
  between(courses.begin(), courses.end(), print_department);
}
// CHECK-MESSAGES: :[[@LINE-3]]:24: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: const auto courses = Course::objects(db).filter("id"_c < 101).select_related("department");

// Quiet: called once, not for each row.
template <class Callback> void first(const orm::QuerySet<Course> &courses, Callback callback) {
  for (const Course &course : courses) {
    callback(course);
    break;
  }
}
void once(orm::Database &db) {
  first(Course::objects(db), print_department);
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  by_template(db);
  by_function(db);
  by_pointer(db);
  handed_on(db);
  handed_on_twice(db);
  in_the_helper(db);
  kept(db);
  iterators(db);
  once(db);
}
