// RUN: %check_orm %s --checks=-*,orm-ineffective-prefetch -- -Wno-unused-result
// RUN: %exits 3 %orm_verify %s --check=orm-ineffective-prefetch -- %inputs -Wno-unused-result
// case B5: nothing is to be assigned where that would not help.

#include "school.hpp"

// Thrown away after the loop: the loop's own finding has the fix.
void too_late(orm::Database &db) {
  auto students = Student::objects(db);
  for (const Student &student : students)
    std::cout << student.courses.all().size() << '\n';
  students.prefetch_related("courses");
}
// CHECK-MESSAGES: :[[@LINE-2]]:3: warning: 'prefetch_related' has no effect
// CHECK-MESSAGES: note: a query set does not change: assign the new one, or leave this out

// A const query cannot be assigned.
void constant(orm::Database &db) {
  const auto students = Student::objects(db).prefetch_related("courses");
  students.select_related("department");
  for (const Student &student : students)
    std::cout << student.courses.all().size() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:3: warning: 'select_related' has no effect

// Assigned, it would load more than is read: the loop's own finding has the fix.
void too_much(orm::Database &db) {
  auto students = Student::objects(db).filter("id"_c > 0);
  students.prefetch_related("courses__department");
  for (const Student &student : students)
    std::cout << student.courses.all().size() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:3: warning: 'prefetch_related' has no effect

int main() {
  orm::Database db{":memory:"};
  seed(db);
  too_much(db);
  too_late(db);
  constant(db);
}
