// RUN: %check_orm %s --checks=-*,orm-n-plus-one
// RUN: %orm_verify %s -- %inputs
// case A12: an eager load that is taken back does not serve. The fix comes after
// the clear.

#include "school.hpp"

void in_one_chain(orm::Database &db) {
  for (const Student &student : Student::objects(db).prefetch_related("courses").prefetch_related(nullptr).order_by("id"))
    std::cout << student.courses.all().size() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:33: warning: query of 'Student' rows lacks an eager load of 'courses': 1 + N queries, 2 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Student &student : Student::objects(db).prefetch_related("courses").prefetch_related(nullptr).order_by("id").prefetch_related("courses"))

void step_by_step(orm::Database &db) {
  auto students = Student::objects(db);
  students = students.prefetch_related("courses");
  students = students.prefetch_related(nullptr);
  for (const Student &student : students)
    std::cout << student.courses.all().size() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:14: warning: query of 'Student' rows lacks an eager load of 'courses': 1 + N queries, 2 with the fix [orm-n-plus-one]
// CHECK-FIXES: students = students.prefetch_related(nullptr).prefetch_related("courses");

void joins(orm::Database &db) {
  for (const Course &course : Course::objects(db).select_related("department").select_related(nullptr))
    std::cout << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Course &course : Course::objects(db).select_related("department").select_related(nullptr).select_related("department"))

// Quiet twins: loaded again after the clear; the other kind is cleared.
void loaded_again(orm::Database &db) {
  for (const Student &student : Student::objects(db).prefetch_related("locker").prefetch_related(nullptr).prefetch_related("courses"))
    std::cout << student.courses.all().size() << '\n';
}
void other_kind(orm::Database &db) {
  for (const Student &student : Student::objects(db).prefetch_related("courses").select_related(nullptr))
    std::cout << student.courses.all().size() << '\n';
  for (const Course &course : Course::objects(db).prefetch_related(nullptr).select_related("department"))
    std::cout << course.department->name << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  in_one_chain(db);
  step_by_step(db);
  joins(db);
  loaded_again(db);
  other_kind(db);
}
