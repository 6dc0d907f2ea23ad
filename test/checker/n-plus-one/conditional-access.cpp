// RUN: %check_orm %s
// RUN: %orm_verify %s --expect '%s:11: 4 -> 1' -- %inputs
// case A29: the relation is followed for some of the rows only, so the cost is
// "up to". A foreign key that may be NULL is such a case: NULL is no query.

#include "school.hpp"

// Three of six courses.
void on_a_branch(orm::Database &db) {
  for (const Course &course :
       Course::objects(db))
    if (course.title < "Databases")
      std::cout << course.title << ' ' << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:8: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: Course::objects(db).select_related("department"))

// Every other way to skip it.
void skipped(orm::Database &db, int mode) {
  for (const Course &course : Course::objects(db).order_by("title")) {
    if (course.title.starts_with("Co"))
      continue;
    std::cout << course.department->name << '\n';
  }
  // CHECK-MESSAGES: :[[@LINE-5]]:31: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-n-plus-one]
  for (const Course &course : Course::objects(db).order_by("-title"))
    std::cout << (mode == 1 ? course.department->name : course.title) << '\n';
  // CHECK-MESSAGES: :[[@LINE-2]]:31: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-n-plus-one]
  for (const Course &course : Course::objects(db).order_by("id"))
    if (mode == 1 && course.department->name != "History")
      std::cout << course.title << '\n';
  // CHECK-MESSAGES: :[[@LINE-3]]:31: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-n-plus-one]
  for (const Course &course : Course::objects(db).order_by("-id")) {
    switch (mode) {
    case 0:
      std::cout << course.title << '\n';
      break;
    default:
      std::cout << course.department->name << '\n';
    }
  }
  // CHECK-MESSAGES: :[[@LINE-9]]:31: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-n-plus-one]
  // Left before the end.
  for (const Course &course : Course::objects(db).offset(1)) {
    std::cout << course.department->name << '\n';
    if (course.title == "Archives Guide")
      break;
  }
  // CHECK-MESSAGES: :[[@LINE-5]]:31: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-n-plus-one]
}

// On both branches: each of them by itself is an "up to".
void on_every_branch(orm::Database &db) {
  for (const Course &course : Course::objects(db).filter("title"_c != "Rome"))
    if (course.title < "Databases")
      std::cout << course.department->name << '\n';
    else
      std::cout << course.department->name.size() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-6]]:31: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-n-plus-one]

// Four of five students have a department.
void nullable_key(orm::Database &db) {
  for (const Student &student : Student::objects(db))
    std::cout << (student.department ? student.department->name : "none") << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:33: warning: query of 'Student' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-n-plus-one]

void nullable_key_always_followed(orm::Database &db) {
  for (const Student &student : Student::objects(db).order_by("first_name"))
    if (const Department *department = student.department.get())
      std::cout << department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:33: warning: query of 'Student' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-n-plus-one]

// Some of the rows, and a relation to many of those.
void nested(orm::Database &db) {
  for (const Student &student : Student::objects(db).order_by("-first_name"))
    if (student.first_name != "Ben")
      for (const Course &course : student.courses.all())
        std::cout << course.title << ' ' << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-5]]:33: warning: query of 'Student' rows lacks an eager load of 'courses__department': up to 1 + N + N·M queries, 3 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Student &student : Student::objects(db).order_by("-first_name").prefetch_related("courses__department"))

// Quiet twin.
void loaded(orm::Database &db) {
  for (const Student &student : Student::objects(db).select_related("department"))
    if (student.department)
      std::cout << student.department->name << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  on_a_branch(db);
  skipped(db, 0);
  skipped(db, 1);
  on_every_branch(db);
  nullable_key(db);
  nullable_key_always_followed(db);
  nested(db);
  loaded(db);
}
