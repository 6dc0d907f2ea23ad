// RUN: %check_orm %s
// RUN: %orm_verify %s --expect '%s:10: 6 -> 2' -- %inputs
// case A1: a loop follows a relation to many that its query does not load.

#include "school.hpp"

int main() {
  orm::Database db{":memory:"};
  seed(db);
  for (const Student &student : Student::objects(db))
    for (const Course &course : student.courses.all())
      std::cout << student.first_name << ' ' << course.title << '\n';
  // CHECK-MESSAGES: :[[@LINE-3]]:33: warning: query of 'Student' rows lacks an eager load of 'courses': 1 + N queries, 2 with the fix [orm-n-plus-one]
  // CHECK-MESSAGES: :[[@LINE-4]]:3: note: its rows are looped over here
  // CHECK-MESSAGES: :[[@LINE-4]]:31: note: 'courses' is loaded here, once for each row
  // CHECK-FIXES: for (const Student &student : Student::objects(db).prefetch_related("courses"))

  // A reverse foreign key, under its default name or another one.
  for (const Department &department : Department::objects(db))
    for (const Course &course : department.courses.all())
      std::cout << department.name << ' ' << course.title << '\n';
  // CHECK-MESSAGES: :[[@LINE-3]]:39: warning: query of 'Department' rows lacks an eager load of 'courses': 1 + N queries, 2 with the fix
  // CHECK-FIXES: for (const Department &department : Department::objects(db).prefetch_related("courses"))

  // A reverse many-to-many relation.
  for (const Course &course : Course::objects(db))
    for (const Student &student : course.student_set.all())
      std::cout << course.title << ' ' << student.first_name << '\n';
  // CHECK-MESSAGES: :[[@LINE-3]]:31: warning: query of 'Course' rows lacks an eager load of 'student_set': 1 + N queries, 2 with the fix
  // CHECK-FIXES: for (const Course &course : Course::objects(db).prefetch_related("student_set"))

  // Its size alone is enough, and so is an element.
  for (const Department &department : Department::objects(db).order_by("name"))
    std::cout << department.students.all().size() << '\n';
  // CHECK-MESSAGES: :[[@LINE-2]]:39: warning: query of 'Department' rows lacks an eager load of 'students': 1 + N queries, 2 with the fix
  // CHECK-FIXES: for (const Department &department : Department::objects(db).order_by("name").prefetch_related("students"))

  // Quiet: the loop does not follow the relation.
  for (const Student &student : Student::objects(db).order_by("-first_name"))
    std::cout << student.first_name << student.id << '\n';
}
