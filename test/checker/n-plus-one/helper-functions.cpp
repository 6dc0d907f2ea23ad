// RUN: %check_orm %s
// RUN: %orm_verify %s --expect '%s:19: 7 -> 1' -- %inputs
// case A17: the relation is read in a helper that gets the row by reference, by
// pointer, by value.

#include "school.hpp"

void by_reference(const Course &course) {
  std::cout << course.department->name << '\n';
}
void by_pointer(const Course *course) {
  std::cout << course->department->name << '\n';
}
void by_value(Course course) {
  std::cout << course.department->name << '\n';
}

void reference(orm::Database &db) {
  for (const Course &course : Course::objects(db))
    by_reference(course);
}
// CHECK-MESSAGES: :[[@LINE-3]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-MESSAGES: :[[@LINE-4]]:3: note: its rows are looped over here
// CHECK-MESSAGES: :[[@LINE-4]]:5: note: passed to 'by_reference' here
// CHECK-MESSAGES: :[[@LINE-16]]:16: note: 'department' is loaded here, once for each row
// CHECK-FIXES: for (const Course &course : Course::objects(db).select_related("department"))

void pointer(orm::Database &db) {
  for (const Course &course : Course::objects(db).order_by("title"))
    by_pointer(&course);
}
// CHECK-MESSAGES: :[[@LINE-3]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Course &course : Course::objects(db).order_by("title").select_related("department"))

void value(orm::Database &db) {
  for (const Course &course : Course::objects(db).order_by("-title"))
    by_value(course);
}
// CHECK-MESSAGES: :[[@LINE-3]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Course &course : Course::objects(db).order_by("-title").select_related("department"))

// The row's relation is handed over rather than the row.
void print_all(const orm::QuerySet<Student> &students) {
  for (const Student &student : students)
    std::cout << student.first_name << '\n';
}
void related_query(orm::Database &db) {
  for (const Course &course : Course::objects(db).offset(1))
    print_all(course.student_set.all());
}
// CHECK-MESSAGES: :[[@LINE-3]]:31: warning: query of 'Course' rows lacks an eager load of 'student_set': 1 + N queries, 2 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Course &course : Course::objects(db).offset(1).prefetch_related("student_set"))

// Quiet: one caller has the eager load, and another one has a single row.
void loaded(orm::Database &db) {
  for (const Course &course : Course::objects(db).select_related("department")) {
    by_reference(course);
    by_pointer(&course);
    by_value(course);
  }
  by_reference(Course::objects(db).get("title"_c == "Rome"));
}

// Quiet: a helper that does not follow a relation.
void print_title(const Course &course) {
  std::cout << course.title << '\n';
}
void titles(orm::Database &db) {
  for (const Course &course : Course::objects(db))
    print_title(course);
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  reference(db);
  pointer(db);
  value(db);
  related_query(db);
  loaded(db);
  titles(db);
}
