// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// cases A17, A24: rows behind variants and tuples, and what is called through
// pointers to members.

#include "school.hpp"
#include <functional>
#include <tuple>
#include <variant>
#include <vector>

void in_a_variant(orm::Database &db) {
  std::vector<std::variant<int, Course>> all;
  for (const Course &course : Course::objects(db).filter("id"_c < 100))
    all.emplace_back(course);
  for (const auto &each : all)
    if (const auto *course = std::get_if<Course>(&each))
      std::cout << course->department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-6]]:31: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c < 100).select_related("department"))

// Rows of two entities: each query is asked for what its own rows are.
struct Printer {
  void operator()(const Student &student) const {
    for (const Course &course : student.courses.all())
      std::cout << course.title << '\n';
  }
  void operator()(const Course &course) const { std::cout << course.department->name << '\n'; }
};
void of_two_kinds(orm::Database &db) {
  std::vector<std::variant<Student, Course>> all;
  for (const Student &student : Student::objects(db).filter("id"_c < 100))
    all.push_back(student);
  for (const Course &course : Course::objects(db).filter("id"_c < 104))
    all.push_back(course);
  for (const auto &each : all)
    std::visit(Printer{}, each);
}
// CHECK-MESSAGES: :[[@LINE-7]]:33: warning: query of 'Student' rows lacks an eager load of 'courses': {{.*}}1 + N queries, 2 with the fix
// CHECK-MESSAGES: :[[@LINE-6]]:31: warning: query of 'Course' rows lacks an eager load of 'department': {{.*}}1 + N queries, 1 with the fix
// CHECK-FIXES: for (const Student &student : Student::objects(db).filter("id"_c < 100).prefetch_related("courses"))
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c < 104).select_related("department"))

// Not reported: each has its own.
void of_two_kinds_loaded(orm::Database &db) {
  std::vector<std::variant<Student, Course>> all;
  for (const Student &student : Student::objects(db).prefetch_related("courses"))
    all.push_back(student);
  for (const Course &course : Course::objects(db).select_related("department"))
    all.push_back(course);
  for (const auto &each : all)
    std::visit(Printer{}, each);
}

// A generic lambda: the instance for rows counts.
void visited(orm::Database &db) {
  std::vector<std::variant<int, Course>> all;
  for (const Course &course : Course::objects(db).filter("id"_c < 101))
    all.push_back(course);
  for (const auto &each : all)
    std::visit(
        [](const auto &one) {
          if constexpr (std::is_same_v<std::decay_t<decltype(one)>, Course>)
            std::cout << one.department->name << '\n';
        },
        each);
}
// CHECK-MESSAGES: :[[@LINE-10]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c < 101).select_related("department"))

// Overloads that are taken from lambdas.
template <class... Each> struct overloaded : Each... {
  using Each::operator()...;
};
template <class... Each> overloaded(Each...) -> overloaded<Each...>;
void visited_by_overloads(orm::Database &db) {
  for (const Course &course : Course::objects(db).filter("id"_c < 102)) {
    const std::variant<int, Course> each = course;
    std::visit(overloaded{[](int) {}, [](const Course &one) { std::cout << one.department->name << '\n'; }}, each);
  }
}
// CHECK-MESSAGES: :[[@LINE-5]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c < 102).select_related("department")) {

// A tuple's elements as arguments.
void spread(orm::Database &db) {
  for (const Course &course : Course::objects(db).filter("id"_c < 103))
    std::apply([](int number, const Course &one) { std::cout << number << one.department->name << '\n'; }, std::make_tuple(1, course));
}
// CHECK-MESSAGES: :[[@LINE-3]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c < 103).select_related("department"))

struct Line {
  const Course &course;
  void print() const { std::cout << course.department->name << '\n'; }
};
void invoked(orm::Database &db) {
  for (const Course &course : Course::objects(db).filter("id"_c < 104))
    std::invoke(&Line::print, Line{course});
}
// CHECK-MESSAGES: :[[@LINE-3]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c < 104).select_related("department"))
void by_pointer_to_function(orm::Database &db) {
  constexpr auto print = &Line::print;
  for (const Course &course : Course::objects(db).filter("id"_c < 105)) {
    const Line line{course};
    (line.*print)();
  }
}
// CHECK-MESSAGES: :[[@LINE-5]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c < 105).select_related("department")) {
void by_pointer_to_relation(orm::Database &db) {
  constexpr auto relation = &Course::department;
  for (const Course &course : Course::objects(db).filter("id"_c < 106))
    std::cout << (course.*relation)->name << std::invoke(&Course::department, course)->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c < 106).select_related("department"))

// Quiet twins: loaded; nothing of the relation is read.
void loaded(orm::Database &db) {
  for (const Course &course : Course::objects(db).select_related("department")) {
    const std::variant<int, Course> each = course;
    std::visit(overloaded{[](int) {}, [](const Course &one) { std::cout << one.department->name << '\n'; }}, each);
    std::apply([](int number, const Course &one) { std::cout << number << one.department->name << '\n'; }, std::make_tuple(1, course));
    std::invoke(&Line::print, Line{course});
    std::cout << std::invoke(&Course::department, course)->name << '\n';
  }
}
void keys(orm::Database &db) {
  constexpr auto relation = &Course::department;
  for (const Course &course : Course::objects(db).filter("id"_c < 107)) {
    const std::variant<int, Course> each = course;
    std::visit(overloaded{[](int) {}, [](const Course &one) { std::cout << one.title << '\n'; }}, each);
    std::cout << (course.*relation).id() << '\n';
  }
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  in_a_variant(db);
  of_two_kinds(db);
  of_two_kinds_loaded(db);
  visited(db);
  visited_by_overloads(db);
  spread(db);
  invoked(db);
  by_pointer_to_function(db);
  by_pointer_to_relation(db);
  loaded(db);
  keys(db);
}
