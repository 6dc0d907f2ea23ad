// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case A20: the query comes from a function. The warning sits on the call, and
// the fix is appended there: other callers may not follow the relation.

#include "school.hpp"

struct Repository {
  orm::Database &db;
  orm::QuerySet<Student> everyone() const { return Student::objects(db); }
  orm::QuerySet<Student> sorted() const { return Student::objects(db).order_by("first_name"); }
  orm::QuerySet<Student> reversed() const { return Student::objects(db).order_by("-first_name"); }
  orm::QuerySet<Student> with_courses() const { return Student::objects(db).prefetch_related("courses"); }
  orm::QuerySet<Student> by_key() const { return Student::objects(db).order_by("id"); }
};

orm::QuerySet<Course> catalogue(orm::Database &db) {
  return Course::objects(db).order_by("title");
}

void from_a_method(const Repository &students) {
  for (const Student &student : students.everyone())
    for (const Course &course : student.courses.all())
      std::cout << student.first_name << ' ' << course.title << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:33: warning: query of 'Student' rows lacks an eager load of 'courses': 1 + N queries, 2 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Student &student : students.everyone().prefetch_related("courses"))

void refined_after_the_call(const Repository &students) {
  for (const Student &student : students.sorted().filter("first_name"_c != "Ben"))
    for (const Course &course : student.courses.all())
      std::cout << student.first_name << ' ' << course.title << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:33: warning: query of 'Student' rows lacks an eager load of 'courses': 1 + N queries, 2 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Student &student : students.sorted().filter("first_name"_c != "Ben").prefetch_related("courses"))

// Through a function that only refines what another one returns.
orm::QuerySet<Student> without_ben(const Repository &students) {
  return students.reversed().filter("first_name"_c != "Ben");
}
void through_two_functions(const Repository &students) {
  for (const Student &student : without_ben(students))
    for (const Course &course : student.courses.all())
      std::cout << student.first_name << ' ' << course.title << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:33: warning: query of 'Student' rows lacks an eager load of 'courses': 1 + N queries, 2 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Student &student : without_ben(students).prefetch_related("courses"))

void from_a_function(orm::Database &db) {
  const auto courses = catalogue(db);
  for (const Course &course : courses)
    std::cout << course.title << ' ' << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:24: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: const auto courses = catalogue(db).select_related("department");

// Quiet: the function has the eager load, or the caller adds it.
void loaded(const Repository &students) {
  for (const Student &student : students.with_courses())
    std::cout << student.courses.all().size() << '\n';
  for (const Student &student : students.by_key().prefetch_related("courses"))
    std::cout << student.courses.all().size() << '\n';
}
// Quiet: this caller follows no relation.
void names(const Repository &students) {
  for (const Student &student : students.by_key())
    std::cout << student.first_name << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  const Repository students{db};
  from_a_method(students);
  refined_after_the_call(students);
  through_two_functions(students);
  from_a_function(db);
  loaded(students);
  names(students);
}
