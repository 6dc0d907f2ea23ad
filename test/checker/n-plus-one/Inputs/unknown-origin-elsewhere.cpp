// The other file of ../unknown-origin.cpp.
#include "school.hpp"
#include <functional>

void print(const orm::QuerySet<Student> &students);
void opaque_function(orm::Database &db);
void opaque_change(orm::Database &db);
void opaque_callable(orm::Database &db, const std::function<orm::QuerySet<Student>(orm::QuerySet<Student>)> &refine);
void path_made_at_run_time(orm::Database &db, const std::string &path);
void only_read(orm::Database &db);

orm::QuerySet<Student> defined_elsewhere(orm::Database &db) {
  return Student::objects(db).prefetch_related("courses");
}
void touched_elsewhere(orm::QuerySet<Student> &students) {
  students = students.prefetch_related("courses");
}
void read_elsewhere(const orm::QuerySet<Student> &) {}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  print(Student::objects(db).prefetch_related("courses"));
  opaque_function(db);
  opaque_change(db);
  opaque_callable(db, [](orm::QuerySet<Student> students) { return students.prefetch_related("courses"); });
  path_made_at_run_time(db, "courses");
  only_read(db);
}
