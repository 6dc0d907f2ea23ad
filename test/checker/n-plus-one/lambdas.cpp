// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case A23: what a lambda has captured, as it is when the lambda is called.

#include "school.hpp"
#include <vector>

void by_copy(orm::Database &db) {
  auto students = Student::objects(db).filter("id"_c > 0);
  const auto print = [students] {
    for (const Student &student : students)
      std::cout << student.courses.all().size() << '\n';
  };
  students = students.prefetch_related("courses");
  print();
  std::cout << students.size() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-9]]:19: warning: query of 'Student' rows lacks an eager load of 'courses': up to 3 + N queries, 4 with the fix [orm-n-plus-one]
// CHECK-FIXES: auto students = Student::objects(db).filter("id"_c > 0).prefetch_related("courses");

// Quiet: by reference, and loaded by then.
void by_reference(orm::Database &db) {
  auto students = Student::objects(db);
  const auto print = [&] {
    for (const Student &student : students)
      std::cout << student.courses.all().size() << '\n';
  };
  students = students.prefetch_related("courses");
  print();
}

void too_late(orm::Database &db) {
  auto students = Student::objects(db).filter("id"_c > 1);
  const auto print = [&] {
    for (const Student &student : students)
      std::cout << student.courses.all().size() << '\n';
  };
  print();
}
// CHECK-MESSAGES: :[[@LINE-7]]:19: warning: query of 'Student' rows lacks an eager load of 'courses': 1 + N queries, 2 with the fix [orm-n-plus-one]
// CHECK-FIXES: auto students = Student::objects(db).filter("id"_c > 1).prefetch_related("courses");

void init_capture(orm::Database &db) {
  const auto print = [courses = Course::objects(db).filter("id"_c > 2)] {
    for (const Course &course : courses)
      std::cout << course.department->name << '\n';
  };
  print();
}
// CHECK-MESSAGES: :[[@LINE-6]]:33: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: const auto print = [courses = Course::objects(db).filter("id"_c > 2).select_related("department")] {

void returned(orm::Database &db) {
  const auto courses = [&] { return Course::objects(db).filter("id"_c > 3); };
  for (const Course &course : courses())
    std::cout << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Course &course : courses().select_related("department"))

// The object of a method is captured, too.
struct Page {
  orm::QuerySet<Course> courses;
  void print() const {
    const auto print_all = [this] {
      for (const Course &course : courses)
        std::cout << course.department->name << '\n';
    };
    print_all();
  }
};
void this_captured(orm::Database &db) {
  Page{Course::objects(db).filter("id"_c > 4)}.print();
  Page{Course::objects(db).filter("id"_c > 4).select_related("department")}.print();
}
// CHECK-MESSAGES: :[[@LINE-3]]:8: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: Page{Course::objects(db).filter("id"_c > 4).select_related("department")}.print();

// Quiet: the lambda loads it. More of the kind is in captured-variables.cpp.
void assigned_inside(orm::Database &db) {
  auto courses = Course::objects(db);
  const auto load = [&] { courses = courses.select_related("department"); };
  load();
  for (const Course &course : courses)
    std::cout << course.department->name << '\n';
}

// Quiet: never called.
void not_called(orm::Database &db) {
  const auto courses = Course::objects(db);
  const auto print = [&] {
    for (const Course &course : courses)
      std::cout << course.department->name << '\n';
  };
  static_cast<void>(print);
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  by_copy(db);
  by_reference(db);
  too_late(db);
  init_capture(db);
  returned(db);
  this_captured(db);
  assigned_inside(db);
  not_called(db);
}
