// RUN: %check_orm %s -- -Wno-unused-result
// RUN: %orm_verify %s -- %inputs -Wno-unused-result
// case B5: the query that has the eager load is thrown away.

#include "school.hpp"

void discarded(orm::Database &db) {
  auto students = Student::objects(db).order_by("first_name");
  students.prefetch_related("courses");
  for (const Student &student : students)
    for (const Course &course : student.courses.all())
      std::cout << course.title << '\n';
}
// CHECK-MESSAGES: :[[@LINE-5]]:3: warning: 'prefetch_related' has no effect: the query it gives is thrown away, and 'courses' is not loaded by this one: 1 + N queries, 2 with the fix [orm-ineffective-prefetch]
// CHECK-FIXES: students = students.prefetch_related("courses");

void joined(orm::Database &db) {
  auto courses = Course::objects(db);
  courses.select_related("department");
  for (const Course &course : courses)
    std::cout << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:3: warning: 'select_related' has no effect: the query it gives is thrown away, and 'department' is not loaded by this one: 1 + N queries, 1 with the fix
// CHECK-FIXES: courses = courses.select_related("department");

// Quiet twins: assigned; thrown away on purpose, say for what it throws.
void on_purpose(orm::Database &db) {
  auto students = Student::objects(db);
  (void)students.prefetch_related("courses");
  for (const Student &student : students)
    std::cout << student.first_name << '\n';
}
void assigned(orm::Database &db) {
  auto students = Student::objects(db);
  students = students.prefetch_related("courses");
  for (const Student &student : students)
    std::cout << student.courses.all().size() << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  discarded(db);
  joined(db);
  assigned(db);
}
