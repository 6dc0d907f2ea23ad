// RUN: %check_orm %s
// RUN: %orm_verify %s --expect '%s:10: 20 -> 3' -- %inputs
// case A4: a relation to many, then a relation to one of each of its rows.

#include "school.hpp"

int main() {
  orm::Database db{":memory:"};
  seed(db);
  for (const Student &student : Student::objects(db)) {
    std::cout << student.first_name << '\n';
    for (const Course &course : student.courses.all())
      std::cout << course.title << ' ' << course.department->name << '\n';
  }
  // CHECK-MESSAGES: :[[@LINE-5]]:33: warning: query of 'Student' rows lacks an eager load of 'courses__department': 1 + N + N·M queries, 3 with the fix [orm-n-plus-one]
  // CHECK-MESSAGES: :[[@LINE-6]]:3: note: its rows are looped over here
  // CHECK-MESSAGES: :[[@LINE-5]]:31: note: 'courses' is loaded here, once for each row
  // CHECK-MESSAGES: :[[@LINE-6]]:5: note: the rows of 'courses' are looped over here
  // CHECK-MESSAGES: :[[@LINE-6]]:43: note: 'department' is loaded here, once for each row
  // CHECK-MESSAGES: :[[@LINE-10]]:33: note: one query fewer for each joined relation: prefetch 'courses' with a query set of its own that has .select_related("department")
  // CHECK-FIXES: for (const Student &student : Student::objects(db).prefetch_related("courses__department")) {

  // Two relations to many, one inside the other.
  for (const Department &department : Department::objects(db))
    for (const Course &course : department.courses.all())
      for (const Student &student : course.student_set.all())
        std::cout << department.name << ' ' << course.title << ' ' << student.first_name << '\n';
  // CHECK-MESSAGES: :[[@LINE-4]]:39: warning: query of 'Department' rows lacks an eager load of 'courses__student_set': 1 + N + N·M queries, 3 with the fix
  // CHECK-FIXES: for (const Department &department : Department::objects(db).prefetch_related("courses__student_set"))

  // Three levels.
  for (const Department &department : Department::objects(db).order_by("name"))
    for (const Course &course : department.courses.all())
      for (const Student &student : course.student_set.all())
        std::cout << course.title << ' ' << student.locker->code << '\n';
  // CHECK-MESSAGES: :[[@LINE-4]]:39: warning: query of 'Department' rows lacks an eager load of 'courses__student_set__locker': 1 + N + N·M + N·M·K queries, 4 with the fix
  // CHECK-FIXES: for (const Department &department : Department::objects(db).order_by("name").prefetch_related("courses__student_set__locker"))

  // Two relations to one in a row are one join.
  for (const Locker &locker : Locker::objects(db).filter("code"_c != "L5"))
    std::cout << locker.code << ' ' << locker.student->department->name << '\n';
  // CHECK-MESSAGES: :[[@LINE-2]]:31: warning: query of 'Locker' rows lacks an eager load of 'student__department': up to 1 + 2N queries, 1 with the fix
  // CHECK-FIXES: for (const Locker &locker : Locker::objects(db).filter("code"_c != "L5").select_related("student__department"))
}
