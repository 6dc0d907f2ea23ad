// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case A6: two ways to a query load the same, each for itself. What both lack is added where the query starts: one
// literal made longer would leave the other way as it is.

#include "school.hpp"

void on_each_branch(orm::Database &db, bool sorted) {
  auto students = Student::objects(db);
  if (sorted)
    students = students.prefetch_related("courses").order_by("first_name");
  else
    students = students.filter("id"_c > 0).prefetch_related("courses");
  for (const Student &student : students)
    for (const Course &course : student.courses.all())
      std::cout << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-9]]:19: warning: query of 'Student' rows lacks an eager load of 'courses__department': 2 + N·M queries, 3 with the fix [orm-n-plus-one]
// CHECK-FIXES: auto students = Student::objects(db).prefetch_related("courses__department");

// One of them for both is made longer.
void before_the_branches(orm::Database &db, bool sorted) {
  auto students = Student::objects(db).filter("id"_c > 1);
  students = students.prefetch_related("courses");
  if (sorted)
    students = students.order_by("first_name");
  for (const Student &student : students)
    for (const Course &course : student.courses.all())
      std::cout << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-8]]:19: warning: query of 'Student' rows lacks an eager load of 'courses__department': 2 + N·M queries, 3 with the fix [orm-n-plus-one]
// CHECK-FIXES: students = students.prefetch_related("courses__department");

// Quiet twin: all of it on both.
void all_of_it(orm::Database &db, bool sorted) {
  auto students = Student::objects(db);
  if (sorted)
    students = students.prefetch_related("courses__department").order_by("first_name");
  else
    students = students.filter("id"_c > 0).prefetch_related("courses__department");
  for (const Student &student : students)
    for (const Course &course : student.courses.all())
      std::cout << course.department->name << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  for (bool sorted : {false, true}) {
    on_each_branch(db, sorted);
    before_the_branches(db, sorted);
    all_of_it(db, sorted);
  }
}
