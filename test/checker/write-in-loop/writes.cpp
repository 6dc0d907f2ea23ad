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
// CHECK-MESSAGES: note: use one bulk_update after the loop, or one update of the query instead

void created(orm::Database &db, const Department &history, const std::vector<std::string> &titles) {
  for (const std::string &title : titles)
    if (!title.empty())
      Course::objects(db).create({.title = title, .department = history});
}
// CHECK-MESSAGES: :[[@LINE-2]]:27: warning: 'create' of 'Course' runs up to once for each turn of the loop, a statement each

void deleted(orm::Database &db, const std::vector<std::string> &codes) {
  for (std::size_t i = 0; i < codes.size(); ++i)
    Locker::objects(db).filter("code"_c == codes[i]).delete_();
}
// CHECK-MESSAGES: :[[@LINE-2]]:54: warning: 'delete_' of 'Locker' runs once for each turn of the loop, a statement each

void added(orm::Database &db, Student &student) {
  for (const Course &course : Course::objects(db))
    student.courses.add(course);
}
// CHECK-MESSAGES: :[[@LINE-2]]:21: warning: 'add' of 'Course' runs once for each turn of the loop, a statement each

int main() {
  orm::Database db{":memory:"};
  seed(db);
  saved(db);
  created(db, Department::objects(db).get("id"_c == 2), {"Maps", "Trade"});
  deleted(db, {"L1", "L2"});
  auto student = Student::objects(db).get("id"_c == 1);
  added(db, student);
}
