// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case A9: a query in a variable, refined step by step and iterated later. The
// fix is where the query starts.

#include "school.hpp"

void one_variable(orm::Database &db) {
  auto students = Student::objects(db);
  students = students.filter("first_name"_c != "Ben");
  students = students.order_by("-first_name");
  for (const Student &student : students)
    for (const Course &course : student.courses.all())
      std::cout << student.first_name << ' ' << course.title << '\n';
}
// CHECK-MESSAGES: :[[@LINE-7]]:19: warning: query of 'Student' rows lacks an eager load of 'courses': 1 + N queries, 2 with the fix [orm-n-plus-one]
// CHECK-MESSAGES: :[[@LINE-5]]:3: note: its rows are looped over here
// CHECK-FIXES: auto students = Student::objects(db).prefetch_related("courses");

void several_variables(orm::Database &db) {
  const auto everyone = Student::objects(db).order_by("first_name");
  const orm::QuerySet<Student> some = everyone.filter("first_name"_c != "Ben");
  const auto &same = some;
  auto page = same.limit(3);
  for (const Student &student : page)
    for (const Course &course : student.courses.all())
      std::cout << student.first_name << ' ' << course.title << '\n';
}
// CHECK-MESSAGES: :[[@LINE-8]]:25: warning: query of 'Student' rows lacks an eager load of 'courses': 1 + N queries, 2 with the fix [orm-n-plus-one]
// CHECK-FIXES: const auto everyone = Student::objects(db).order_by("first_name").prefetch_related("courses");

// A refinement on one branch only leaves the relations as they are.
void narrowed_on_one_branch(orm::Database &db, bool few) {
  auto students = Student::objects(db);
  if (few)
    students = students.limit(2);
  for (const Student &student : students)
    for (const Course &course : student.courses.all())
      std::cout << student.first_name << ' ' << course.title << '\n';
}
// CHECK-MESSAGES: :[[@LINE-7]]:19: warning: query of 'Student' rows lacks an eager load of 'courses': 1 + N queries, 2 with the fix [orm-n-plus-one]
// CHECK-FIXES: auto students = Student::objects(db).prefetch_related("courses");

// Two refinements of one query, both looped over: one warning.
void two_pages(orm::Database &db) {
  auto students = Student::objects(db);
  for (const Student &student : students.limit(2))
    for (const Course &course : student.courses.all())
      std::cout << course.title << '\n';
  for (const Student &student : students.offset(2))
    for (const Course &course : student.courses.all())
      std::cout << course.title << '\n';
}
// CHECK-MESSAGES: :[[@LINE-8]]:19: warning: query of 'Student' rows lacks an eager load of 'courses': 2 + N + M queries, 4 with the fix [orm-n-plus-one]
// CHECK-FIXES: auto students = Student::objects(db).prefetch_related("courses");

// Quiet twin: the eager load is one of the steps.
void one_step_loads(orm::Database &db) {
  auto students = Student::objects(db);
  students = students.filter("first_name"_c != "Ben");
  students = students.prefetch_related("courses");
  students = students.order_by("-first_name");
  for (const Student &student : students)
    for (const Course &course : student.courses.all())
      std::cout << student.first_name << ' ' << course.title << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  one_variable(db);
  several_variables(db);
  narrowed_on_one_branch(db, true);
  narrowed_on_one_branch(db, false);
  two_pages(db);
  one_step_loads(db);
}
