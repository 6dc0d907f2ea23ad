// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case D1, case A8: an eager load that nothing reads stands where a missing one is added: one edit for both.

#include "school.hpp"

void one(orm::Database &db) {
  for (const Student &student : Student::objects(db).prefetch_related("courses"))
    if (student.department)
      std::cout << student.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:33: warning: query of 'Student' rows lacks an eager load of 'department': up to 2 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-MESSAGES: :[[@LINE-5]]:71: warning: query of 'Student' rows loads 'courses', which nothing reads: up to 2 + N queries, 1 with the fix [orm-unused-eager-load]
// CHECK-MESSAGES: note: the fix of another finding takes it out
// CHECK-FIXES: for (const Student &student : Student::objects(db).select_related("department"))

void on_its_own_line(orm::Database &db) {
  const auto students = Student::objects(db)
                            .order_by("id")
                            .prefetch_related("courses");
  for (const Student &student : students)
    if (student.department)
      std::cout << student.department->name << '\n';
}
// CHECK-MESSAGES: warning: query of 'Student' rows lacks an eager load of 'department': up to 2 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-MESSAGES: warning: query of 'Student' rows loads 'courses', which nothing reads: up to 2 + N queries, 1 with the fix [orm-unused-eager-load]
// CHECK-FIXES: .order_by("id")
// CHECK-FIXES-NEXT: .select_related("department");

// Quiet twin: both are read.
void both(orm::Database &db) {
  for (const Student &student : Student::objects(db).prefetch_related("courses").select_related("department"))
    if (student.department)
      std::cout << student.department->name << student.courses.all().size() << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  one(db);
  on_its_own_line(db);
  both(db);
}
