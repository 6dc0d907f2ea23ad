// RUN: %check_orm %s
// RUN: %exits 3 %orm_verify %s -- %inputs
// case E1: the loop is around a call of a helper that writes.

#include "school.hpp"
#include <algorithm>
#include <vector>

// The row is handed to the helper.
void rename(Student &student, const std::string &suffix) {
  student.first_name += suffix;
  student.save();
}
void rename_all(orm::Database &db) {
  auto students = Student::objects(db).to_vector();
  for (Student &student : students)
    rename(student, "!");
}
// CHECK-MESSAGES: :[[@LINE-7]]:11: warning: 'save' of 'Student' runs once for each turn of the loop, a statement each [orm-write-in-loop]
// CHECK-MESSAGES: :[[@LINE-4]]:3: note: repeated by this loop
// CHECK-MESSAGES: :[[@LINE-4]]:5: note: passed to 'rename' here
// CHECK-MESSAGES: note: use one bulk_update for the whole loop (of new rows, one bulk_create), or one update of the query instead

// What the helper makes its row of, two calls deep.
void add_department(orm::Database &db, const std::string &name) {
  Department::objects(db).create({.name = name});
}
void add_if_named(orm::Database &db, const std::string &name) {
  if (!name.empty())
    add_department(db, name);
}
void add_all(orm::Database &db, const std::vector<std::string> &names) {
  for (std::size_t i = 0; i < names.size(); ++i)
    add_if_named(db, names[i]);
}
// CHECK-MESSAGES: :[[@LINE-10]]:27: warning: 'create' of 'Department' runs up to once for each turn of the loop, a statement each
// CHECK-MESSAGES: :[[@LINE-4]]:3: note: repeated by this loop
// CHECK-MESSAGES: :[[@LINE-4]]:5: note: passed to 'add_if_named' here
// CHECK-MESSAGES: :[[@LINE-9]]:5: note: passed to 'add_department' here

// A new row for each call.
void found(orm::Database &db, std::string name) {
  Department department;
  department.name = std::move(name);
  department.save(db);
}
void found_all(orm::Database &db, const std::vector<std::string> &names) {
  for (const std::string &name : names)
    found(db, name);
}
// CHECK-MESSAGES: :[[@LINE-6]]:14: warning: 'save' of 'Department' runs once for each turn of the loop

// By its key.
void free_locker(orm::Database &db, std::int64_t key) {
  Locker::objects(db).filter("id"_c == key).update("code"_c = "free");
}
void free_lockers(orm::Database &db, const std::vector<std::int64_t> &keys) {
  for (std::int64_t key : keys)
    free_locker(db, key);
}
// CHECK-MESSAGES: :[[@LINE-6]]:45: warning: 'update' of 'Locker' runs once for each turn of the loop

// What an algorithm calls.
void rename_each(orm::Database &db) {
  auto lockers = Locker::objects(db).to_vector();
  std::ranges::for_each(lockers, [](Locker &locker) {
    locker.code += "!";
    locker.save();
  });
}
// CHECK-MESSAGES: :[[@LINE-3]]:12: warning: 'save' of 'Locker' runs once for each turn of the loop

// Quiet twins: a helper that is handed all of them, or a batch;
void rename_at_once(orm::Database &db, const std::vector<Student> &students) {
  Student::objects(db).bulk_update(students, "first_name"_c);
}
void at_once(orm::Database &db, const std::vector<std::vector<Student>> &groups) {
  rename_at_once(db, Student::objects(db).to_vector());
  for (const auto &group : groups)
    rename_at_once(db, group);
}
// one that is called once;
void rename_once(Student &student) {
  student.first_name += "?";
  student.save();
}
void once(orm::Database &db) {
  auto student = Student::objects(db).get("id"_c == 1);
  rename_once(student);
  for (const Course &course : Course::objects(db))
    std::cout << course.title << '\n';
}
// one whose answer may end the loop;
bool claim(orm::Database &db, const std::string &code) {
  return Locker::objects(db).filter("code"_c == code).update("code"_c = "mine") != 0;
}
void first_free(orm::Database &db, const std::vector<std::string> &codes) {
  for (const std::string &code : codes)
    if (claim(db, code))
      break;
}
// the same row on each turn, of which only the caller knows why.
void note_progress(Student &student) {
  student.first_name += ".";
  student.save();
}
void with_progress(orm::Database &db) {
  auto student = Student::objects(db).get("id"_c == 2);
  for (const Course &course : Course::objects(db)) {
    std::cout << course.title << '\n';
    note_progress(student);
  }
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  rename_all(db);
  add_all(db, {"Maps", "", "Trade"});
  found_all(db, {"Winds", "Tides"});
  free_lockers(db, {1, 2});
  rename_each(db);
  at_once(db, {});
  once(db);
  first_free(db, {"L1", "L2"});
  with_progress(db);
}
