// RUN: %check_orm %s
// RUN: %exits 3 %orm_verify %s -- %inputs
// case E1: a write for each turn of a loop.

#include "school.hpp"
#include <vector>

void saved(orm::Database &db) {
  auto students = Student::objects(db).to_vector();
  for (Student &student : students) {
    student.first_name += "!";
    student.save();
  }
}
// CHECK-MESSAGES: :[[@LINE-3]]:13: warning: 'save' of 'Student' runs once for each turn of the loop, a statement each [orm-write-in-loop]
// CHECK-MESSAGES: :[[@LINE-6]]:3: note: repeated by this loop
// CHECK-MESSAGES: note: use one bulk_update for the whole loop (of new rows, one bulk_create), or one update of the query instead

void created(orm::Database &db, const Department &history, const std::vector<std::string> &titles) {
  for (const std::string &title : titles)
    if (!title.empty())
      Course::objects(db).create({.title = title, .department = history});
}
// CHECK-MESSAGES: :[[@LINE-2]]:27: warning: 'create' of 'Course' runs up to once for each turn of the loop, a statement each
// CHECK-MESSAGES: note: use one bulk_create for the whole loop (rows that refer to these follow in one of their own) instead

void deleted(orm::Database &db, const std::vector<std::string> &codes) {
  for (std::size_t i = 0; i < codes.size(); ++i)
    Locker::objects(db).filter("code"_c == codes[i]).delete_();
}
// CHECK-MESSAGES: :[[@LINE-2]]:54: warning: 'delete_' of 'Locker' runs once for each turn of the loop, a statement each
// CHECK-MESSAGES: note: use one delete_ of a query instead

void added(orm::Database &db, Student &student) {
  for (const Course &course : Course::objects(db))
    student.courses.add(course);
}
// CHECK-MESSAGES: :[[@LINE-2]]:21: warning: 'add' of 'Course' runs once for each turn of the loop, a statement each
// CHECK-MESSAGES: note: use one add of all of them instead

// The other verbs, and rows that are not there yet.
void saved_new(orm::Database &db, const std::vector<std::string> &names) {
  for (const std::string &name : names) {
    Department department;
    department.name = name;
    department.save(db);
  }
}
// CHECK-MESSAGES: :[[@LINE-3]]:16: warning: 'save' of 'Department' runs once for each turn of the loop, a statement each
void row_deleted(orm::Database &db) {
  for (Locker locker : Locker::objects(db).filter("code"_c == "L4"))
    locker.delete_();
}
// CHECK-MESSAGES: :[[@LINE-2]]:12: warning: 'delete_' of 'Locker' runs once for each turn of the loop, a statement each
void got_or_created(orm::Database &db, const std::vector<std::string> &names) {
  for (const std::string &name : names)
    Department::objects(db).get_or_create("name"_c = name);
}
// CHECK-MESSAGES: :[[@LINE-2]]:29: warning: 'get_or_create' of 'Department' runs once for each turn of the loop, a statement each
// CHECK-MESSAGES: note: use one query for what is there, and one bulk_create of the rest instead
void updated_or_created(orm::Database &db, const std::vector<std::string> &names) {
  for (const std::string &name : names)
    Department::objects(db).update_or_create("name"_c = name);
}
// CHECK-MESSAGES: :[[@LINE-2]]:29: warning: 'update_or_create' of 'Department' runs once for each turn of the loop, a statement each
// CHECK-MESSAGES: note: use one bulk_create with orm::update_conflicts instead
void updated(orm::Database &db, const std::vector<std::int64_t> &keys) {
  for (std::int64_t key : keys)
    Locker::objects(db).filter("id"_c == key).update("code"_c = "free");
}
// CHECK-MESSAGES: :[[@LINE-2]]:47: warning: 'update' of 'Locker' runs once for each turn of the loop, a statement each
// CHECK-MESSAGES: note: use one update of all rows instead
void removed(orm::Database &db, Student &student) {
  for (const Course &course : Course::objects(db))
    student.courses.remove(course);
}
// CHECK-MESSAGES: :[[@LINE-2]]:21: warning: 'remove' of 'Course' runs once for each turn of the loop, a statement each
// CHECK-MESSAGES: note: use one remove of all of them instead
void created_by_relation(Department &department, const std::vector<std::string> &titles) {
  for (const std::string &title : titles)
    department.courses.create({.title = title});
}
// CHECK-MESSAGES: :[[@LINE-2]]:24: warning: 'create' of 'Course' runs once for each turn of the loop, a statement each

// Quiet twins: what the notes name.
void at_once(orm::Database &db, Student &student, const std::vector<std::string> &names) {
  std::vector<Department> departments;
  for (const std::string &name : names)
    departments.push_back({.name = name});
  Department::objects(db).bulk_create(departments);
  auto students = Student::objects(db).to_vector();
  for (Student &each : students)
    each.first_name += "?";
  Student::objects(db).bulk_update(students, "first_name"_c);
  Locker::objects(db).filter("code"_c.in(names)).delete_();
  Locker::objects(db).update("code"_c = "free");
  student.courses.add(Course::objects(db).to_vector());
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  saved(db);
  created(db, Department::objects(db).get("id"_c == 2), {"Maps", "Trade"});
  deleted(db, {"L1", "L2"});
  auto student = Student::objects(db).get("id"_c == 1);
  added(db, student);
  saved_new(db, {"Maps", "Seas"});
  row_deleted(db);
  got_or_created(db, {"Maps", "Stars"});
  updated_or_created(db, {"Maps", "Winds"});
  updated(db, {3, 5});
  removed(db, student);
  auto history = Department::objects(db).get("id"_c == 2);
  created_by_relation(history, {"Wars", "Peace"});
  at_once(db, student, {"One", "Two"});
}
