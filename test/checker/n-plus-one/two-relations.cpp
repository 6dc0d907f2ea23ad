// RUN: %check_orm %s
// RUN: %orm_verify %s --expect '%s:10: 13 -> 2' -- %inputs
// case A8: two relations in one loop, one of each kind, in both orders: one
// warning and one combined fix.

#include "school.hpp"


void to_one_first(orm::Database &db) {
  for (const Course &course : Course::objects(db)) {
    std::cout << course.department->name << '\n';
    for (const Student &student : course.student_set.all())
      std::cout << student.first_name << '\n';
  }
}
// CHECK-MESSAGES: :[[@LINE-6]]:31: warning: query of 'Course' rows lacks eager loads of 'department' and 'student_set': 1 + 2N queries, 2 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Course &course : Course::objects(db).select_related("department").prefetch_related("student_set")) {

void to_many_first(orm::Database &db) {
  for (const Course &course : Course::objects(db)) {
    for (const Student &student : course.student_set.all())
      std::cout << student.first_name << '\n';
    std::cout << course.department->name << '\n';
  }
}
// CHECK-MESSAGES: :[[@LINE-6]]:31: warning: query of 'Course' rows lacks eager loads of 'department' and 'student_set': 1 + 2N queries, 2 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Course &course : Course::objects(db).select_related("department").prefetch_related("student_set")) {

// One of the two is loaded: the other one is missing.
void half(orm::Database &db) {
  for (const Course &course : Course::objects(db).prefetch_related("student_set")) {
    std::cout << course.department->name << '\n';
    for (const Student &student : course.student_set.all())
      std::cout << student.first_name << '\n';
  }
}
// CHECK-MESSAGES: :[[@LINE-6]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 2 + N queries, 2 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Course &course : Course::objects(db).prefetch_related("student_set").select_related("department")) {

// Two relations to many go into one call.
void two_to_many(orm::Database &db) {
  for (const Department &department : Department::objects(db)) {
    for (const Course &course : department.courses.all())
      std::cout << course.title << '\n';
    for (const Student &student : department.students.all())
      std::cout << student.first_name << '\n';
  }
}
// CHECK-MESSAGES: :[[@LINE-7]]:39: warning: query of 'Department' rows lacks eager loads of 'courses' and 'students': 1 + 2N queries, 3 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Department &department : Department::objects(db).prefetch_related("courses", "students")) {

// Quiet twin.
void both_loaded(orm::Database &db) {
  for (const Course &course : Course::objects(db).prefetch_related("student_set").select_related("department")) {
    std::cout << course.department->name << '\n';
    for (const Student &student : course.student_set.all())
      std::cout << student.first_name << '\n';
  }
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  to_one_first(db);
  to_many_first(db);
  half(db);
  two_to_many(db);
  both_loaded(db);
}
