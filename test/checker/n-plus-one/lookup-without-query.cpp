// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case A6, case A10: a fix where lookup-further-on.cpp has words, since nothing clashes: the lookup has no query set
// of its own, or is about a relation that is joined.

#include "school.hpp"

void plain(orm::Database &db, bool sorted) {
  auto students = Student::objects(db);
  if (sorted)
    students = students.prefetch_related(orm::Prefetch<Student>("courses"));
  for (const Student &student : students)
    for (const Course &course : student.courses.all())
      std::cout << course.title << '\n';
}
// CHECK-MESSAGES: :[[@LINE-7]]:19: warning: query of 'Student' rows lacks an eager load of 'courses': up to
// CHECK-FIXES: auto students = Student::objects(db).prefetch_related("courses");

void another(orm::Database &db, bool sorted) {
  auto students = Student::objects(db);
  if (sorted)
    students = students.prefetch_related(
        orm::Prefetch<Student>("department", Department::objects(db).order_by("name")));
  for (const Student &student : students) {
    if (student.department)
      std::cout << student.department->name << '\n';
    for (const Course &course : student.courses.all())
      std::cout << course.title << '\n';
  }
}
// CHECK-MESSAGES: :[[@LINE-11]]:19: warning: query of 'Student' rows lacks eager loads of 'department' and 'courses': up to 1 + 2N queries, 2 with the fix
// CHECK-FIXES: auto students = Student::objects(db).select_related("department").prefetch_related("courses");

int main() {
  orm::Database db{":memory:"};
  seed(db);
  for (bool sorted : {false, true}) {
    plain(db, sorted);
    another(db, sorted);
  }
}
