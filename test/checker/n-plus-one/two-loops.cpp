// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case A28: two loops over the same evaluated query. A row keeps what a relation
// to one has loaded; a relation to many is asked again each time.

#include "school.hpp"

void to_one(orm::Database &db) {
  const auto courses = Course::objects(db);
  for (const Course &course : courses)
    std::cout << course.department->name << '\n';
  for (const Course &course : courses)
    std::cout << course.title << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-6]]:24: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: const auto courses = Course::objects(db).select_related("department");

void to_many(orm::Database &db) {
  const auto students = Student::objects(db);
  for (const Student &student : students)
    std::cout << student.courses.all().size() << '\n';
  for (const Student &student : students)
    std::cout << student.first_name << student.courses.all().size() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-6]]:25: warning: query of 'Student' rows lacks an eager load of 'courses': 1 + 2N queries, 2 with the fix [orm-n-plus-one]
// CHECK-FIXES: const auto students = Student::objects(db).prefetch_related("courses");

void twice_in_one_loop(orm::Database &db) {
  for (const Student &student : Student::objects(db).order_by("id")) {
    std::cout << student.courses.all().size() << '\n';
    for (const Course &course : student.courses.all())
      std::cout << course.title << '\n';
  }
}
// CHECK-MESSAGES: :[[@LINE-6]]:33: warning: query of 'Student' rows lacks an eager load of 'courses': 1 + 2N queries, 2 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Student &student : Student::objects(db).order_by("id").prefetch_related("courses")) {

// Quiet twin.
void loaded(orm::Database &db) {
  const auto students = Student::objects(db).prefetch_related("courses");
  for (const Student &student : students)
    std::cout << student.courses.all().size() << '\n';
  for (const Student &student : students)
    std::cout << student.first_name << student.courses.all().size() << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  to_one(db);
  to_many(db);
  twice_in_one_loop(db);
  loaded(db);
}
