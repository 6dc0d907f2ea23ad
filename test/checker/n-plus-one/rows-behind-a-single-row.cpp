// RUN: %check_orm %s
// RUN: %orm_verify %s --expect '%s:10: 4 -> 3' -- %inputs
// case A14: the rows behind a single row are many, and what each of them follows
// is 1 + N. The fix is on the query of those rows.

#include "school.hpp"

void related_rows(orm::Database &db) {
  const Department department =
      Department::objects(db).get("name"_c == "History");
  for (const Student &student : department.students.all())
    for (const Course &course : student.courses.all())
      std::cout << student.first_name << ' ' << course.title << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:33: warning: query of 'Student' rows lacks an eager load of 'courses': 2 + N queries, 3 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Student &student : department.students.all().prefetch_related("courses"))

// Filtered, and with a relation to one.
void narrowed_related_rows(orm::Database &db) {
  const auto department = Department::objects(db).order_by("-name").first();
  for (const Student &student : department->students.filter("first_name"_c != "Ben"))
    std::cout << student.first_name << ' ' << student.locker->code << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:33: warning: query of 'Student' rows lacks an eager load of 'locker': 2 + N queries, 2 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Student &student : department->students.filter("first_name"_c != "Ben").select_related("locker"))

// Behind a row that a relation to one leads to.
void behind_a_relation_to_one(orm::Database &db) {
  const Course rome = Course::objects(db).get("title"_c == "Rome");
  for (const Student &student : rome.department->students.all())
    for (const Course &course : student.courses.all())
      std::cout << student.first_name << ' ' << course.title << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:33: warning: query of 'Student' rows lacks an eager load of 'courses': 3 + N queries, 4 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Student &student : rome.department->students.all().prefetch_related("courses"))

// Under a condition that the row may not meet.
void under_a_condition(orm::Database &db) {
  const Department department = Department::objects(db).get("name"_c == "History");
  if (department.id > 0)
    for (const Student &student : department.students.all())
      for (const Course &course : student.courses.all())
        std::cout << student.first_name << ' ' << course.title << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:35: warning: query of 'Student' rows lacks an eager load of 'courses': up to 2 + N queries, 3 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Student &student : department.students.all().prefetch_related("courses"))

// Quiet twin.
void loaded(orm::Database &db) {
  const Department department = Department::objects(db).get("name"_c == "History");
  for (const Student &student : department.students.all().prefetch_related("courses"))
    for (const Course &course : student.courses.all())
      std::cout << student.first_name << ' ' << course.title << '\n';
}
// Quiet twin: the eager load goes with the single row.
void loaded_with_the_row(orm::Database &db) {
  const Department department = Department::objects(db).prefetch_related("students__courses").get("name"_c == "History");
  for (const Student &student : department.students.all())
    for (const Course &course : student.courses.all())
      std::cout << student.first_name << ' ' << course.title << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  related_rows(db);
  narrowed_related_rows(db);
  behind_a_relation_to_one(db);
  under_a_condition(db);
  loaded(db);
  loaded_with_the_row(db);
}
