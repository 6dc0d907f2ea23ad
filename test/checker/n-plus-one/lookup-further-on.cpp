// RUN: %check_orm %s
// RUN: %exits 3 %orm_verify %s -- %inputs
// case A6, case A10: a lookup with a query set of its own is added on one way only. A plain path for the same
// relation, appended where the query starts, would come before it, and two ways to load one relation clash.

#include "school.hpp"

void on_one_branch(orm::Database &db, bool sorted) {
  auto students = Student::objects(db);
  if (sorted)
    students = students.prefetch_related(orm::Prefetch<Student>("courses", Course::objects(db).order_by("title")));
  for (const Student &student : students)
    for (const Course &course : student.courses.all())
      std::cout << course.title << '\n';
}
// CHECK-MESSAGES: :[[@LINE-7]]:19: warning: query of 'Student' rows lacks an eager load of 'courses': up to 1 + N queries, 2 with it [orm-n-plus-one]
// CHECK-MESSAGES: :[[@LINE-8]]:19: note: no fix-it, because the query is later given a lookup with a query of its own for a part of this, and the two would clash: where it is not, add .prefetch_related("courses")

// A part of the path is enough.
void longer(orm::Database &db, bool sorted) {
  auto students = Student::objects(db);
  if (sorted)
    students = students.prefetch_related(
        orm::Prefetch<Student>("courses", Course::objects(db).select_related("department")));
  for (const Student &student : students)
    for (const Course &course : student.courses.all())
      std::cout << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-8]]:19: warning: query of 'Student' rows lacks an eager load of 'courses__department': up to
// CHECK-MESSAGES: :[[@LINE-9]]:19: note: no fix-it, because the query is later given a lookup

// Quiet twin: on both ways.
void on_both(orm::Database &db, bool sorted) {
  auto students = Student::objects(db);
  if (sorted)
    students = students.prefetch_related(orm::Prefetch<Student>("courses", Course::objects(db).order_by("title")));
  else
    students = students.prefetch_related("courses");
  for (const Student &student : students)
    for (const Course &course : student.courses.all())
      std::cout << course.title << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  for (bool sorted : {false, true}) {
    on_one_branch(db, sorted);
    longer(db, sorted);
    on_both(db, sorted);
  }
}
