// RUN: %check_orm %s
// RUN: %orm_verify %s --expect-quiet -- %inputs
// case E2: batches, single writes, loops that wait for work.

#include "school.hpp"
#include <vector>

void batches(orm::Database &db, const std::vector<std::vector<Course>> &batches) {
  for (const auto &batch : batches)
    Course::objects(db).bulk_create(batch);
}
void deleted(orm::Database &db, const std::vector<std::vector<std::string>> &chunks) {
  for (const auto &chunk : chunks)
    Locker::objects(db).filter("code"_c.in(chunk)).delete_();
}
void single(orm::Database &db) {
  Student student = Student::objects(db).get("id"_c == 1);
  student.first_name += "!";
  student.save();
  Department::objects(db).create({.name = "Maps"});
}
void many_at_once(orm::Database &db, const std::vector<Course> &courses) {
  for (Student student : Student::objects(db))
    student.courses.add(courses);
}
void work(orm::Database &db) {
  while (auto locker = Locker::objects(db).filter("code"_c != "done").first()) {
    locker->code = "done";
    locker->save();
  }
}
void few(orm::Database &db) {
  for (const char *title : {"One", "Two"})
    Department::objects(db).create({.name = title});
  for (int i = 0; i < 3; ++i)
    Department::objects(db).create({.name = std::to_string(i)});
}
// In memory, and written once.
void in_memory(orm::Database &db) {
  auto students = Student::objects(db).to_vector();
  for (Student &student : students)
    student.first_name += "!";
  Student::objects(db).bulk_update(students, "first_name"_c);
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  const Department history = Department::objects(db).get("id"_c == 2);
  batches(db, {{{.title = "A", .department = history}}, {{.title = "B", .department = history}}});
  deleted(db, {{"L1"}, {"L2"}});
  single(db);
  work(db);
  few(db);
  in_memory(db);
}
