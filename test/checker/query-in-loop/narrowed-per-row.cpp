// RUN: %check_orm %s
// RUN: %exits 3 %orm_verify %s -- %inputs
// case C3: some of the related rows are read for each row.

#include "school.hpp"

void filtered(orm::Database &db) {
  for (const Student &student : Student::objects(db))
    for (const Course &course : student.courses.filter("title"_c.icontains("guide")))
      std::cout << course.title << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:33: warning: query of 'Student' rows is followed by a query for each row: 'filter' of 'courses': 1 + N queries [orm-query-in-loop]
// CHECK-MESSAGES: note: load the chosen rows for all of them with a query of their own in .prefetch_related(orm::Prefetch<Student>("courses", …))

void newest(orm::Database &db) {
  for (const Department &department : Department::objects(db))
    if (auto student = department.students.all().order_by("-id").first())
      std::cout << student->first_name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:39: warning: query of 'Department' rows is followed by a query for each row: 'order_by' of 'students': 1 + N queries

void some(orm::Database &db) {
  for (const Student &student : Student::objects(db))
    std::cout << student.courses.limit(2).size() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:33: warning: query of 'Student' rows is followed by a query for each row: 'size' of 'courses': 1 + N queries

// Quiet twins: loaded with a query of its own.
void loaded(orm::Database &db) {
  for (const Student &student : Student::objects(db).prefetch_related(orm::Prefetch<Student>("courses", Course::objects(db).filter("title"_c.icontains("guide")), "guides")))
    for (const Course &course : student.guides)
      std::cout << course.title << '\n';
}

// Looked for until it is found.
void found(orm::Database &db) {
  for (const Student &student : Student::objects(db))
    if (student.courses.filter("title"_c == "Coins").exists()) {
      std::cout << student.first_name << '\n';
      break;
    }
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  filtered(db);
  newest(db);
  some(db);
  loaded(db);
  found(db);
}
