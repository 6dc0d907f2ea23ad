// RUN: %check_orm %s
// RUN: %orm_verify %s %S/Inputs/unknown-origin-elsewhere.cpp -- %inputs
// case A31: where the rows come from cannot be seen: silence, but counted.

#include "school.hpp"
#include <functional>

orm::QuerySet<Student> defined_elsewhere(orm::Database &db);
void touched_elsewhere(orm::QuerySet<Student> &students);

// No caller in sight.
void print(const orm::QuerySet<Student> &students) {
  for (const Student &student : students)
    std::cout << student.courses.all().size() << '\n';
}

void opaque_function(orm::Database &db) {
  for (const Student &student : defined_elsewhere(db))
    std::cout << student.courses.all().size() << '\n';
}

void opaque_change(orm::Database &db) {
  auto students = Student::objects(db);
  touched_elsewhere(students);
  for (const Student &student : students)
    std::cout << student.courses.all().size() << '\n';
}

void opaque_callable(orm::Database &db, const std::function<orm::QuerySet<Student>(orm::QuerySet<Student>)> &refine) {
  for (const Student &student : refine(Student::objects(db)))
    std::cout << student.courses.all().size() << '\n';
}

void path_made_at_run_time(orm::Database &db, const std::string &path) {
  for (const Student &student : Student::objects(db).prefetch_related(orm::path(path)))
    std::cout << student.courses.all().size() << '\n';
}

// The positive twin: passing by const reference to an opaque function leaves the
// query as it was.
void read_elsewhere(const orm::QuerySet<Student> &students);
void only_read(orm::Database &db) {
  const auto students = Student::objects(db);
  read_elsewhere(students);
  for (const Student &student : students)
    std::cout << student.courses.all().size() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-5]]:25: warning: query of 'Student' rows lacks an eager load of 'courses': 1 + N queries, 2 with the fix
// CHECK-FIXES: const auto students = Student::objects(db).prefetch_related("courses");
