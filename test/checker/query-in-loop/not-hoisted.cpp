// RUN: %check_orm %s
// RUN: %exits 3 %orm_verify %s -- %inputs
// case C4: the same query on each turn, where moving it could change what the
// program does, or would not do: words.

#include "school.hpp"
#include <vector>

// One that throws where there is no such row: also where the loop has no turn.
void may_throw(orm::Database &db) {
  for (const Student &student : Student::objects(db)) {
    const auto course = Course::objects(db).get("title"_c == "Rome");
    std::cout << student.first_name << course.title << '\n';
  }
}
// CHECK-MESSAGES: :[[@LINE-4]]:25: warning: query of 'Course' rows runs once for each turn of the loop, and gives the same each time [orm-query-in-loop]
// CHECK-MESSAGES: note: move it before the loop, if nothing in the loop changes its rows

// The loop writes, if not these rows.
void writes(orm::Database &db) {
  for (Student student : Student::objects(db)) {
    const auto count = Department::objects(db).count();
    student.first_name += std::to_string(count);
    student.save();
  }
}
// CHECK-MESSAGES: :[[@LINE-5]]:24: warning: query of 'Department' rows runs once for each turn of the loop, and gives the same each time
// CHECK-MESSAGES: note: move it before the loop, if nothing in the loop changes its rows
// CHECK-MESSAGES: warning: 'save' of 'Student' runs once for each turn of the loop

// What it calls is out of sight.
void calls(orm::Database &db, void (*announce)(const Student &, std::int64_t)) {
  for (const Student &student : Student::objects(db)) {
    const auto count = Department::objects(db).exclude("name"_c == "x").count();
    announce(student, count);
  }
}
// CHECK-MESSAGES: :[[@LINE-4]]:24: warning: query of 'Department' rows runs once for each turn of the loop, and gives the same each time
// CHECK-MESSAGES: note: move it before the loop, if nothing in the loop changes its rows

// By a reference, which something else may change.
void by_reference(orm::Database &db, const std::string &name) {
  for (const Student &student : Student::objects(db)) {
    const auto count = Department::objects(db).filter("name"_c == name).count();
    std::cout << student.first_name << count << '\n';
  }
}
// CHECK-MESSAGES: :[[@LINE-4]]:24: warning: query of 'Department' rows runs once for each turn of the loop, and gives the same each time
// CHECK-MESSAGES: note: move it before the loop

// The name is taken outside of the loop.
void named_twice(orm::Database &db) {
  for (const Student &student : Student::objects(db)) {
    const auto count = Department::objects(db).filter("id"_c > 1).count();
    std::cout << student.first_name << count << '\n';
  }
  const int count = 1;
  std::cout << count << '\n';
}
// CHECK-MESSAGES: :[[@LINE-6]]:24: warning: query of 'Department' rows runs once for each turn of the loop, and gives the same each time
// CHECK-MESSAGES: note: move it before the loop

// No declaration could go in front of the loop; it is asked more than once.
void below_a_condition(orm::Database &db, bool all) {
  if (all)
    for (const Student &student : Student::objects(db)) {
      const auto count = Department::objects(db).filter("id"_c > 2).count();
      std::cout << student.first_name << count << '\n';
    }
  for (const Student &student : Student::objects(db)) {
    const auto departments = Department::objects(db).filter("id"_c > 3);
    std::cout << student.first_name << departments.count() << '\n';
  }
}
// CHECK-MESSAGES: :[[@LINE-8]]:26: warning: query of 'Department' rows runs once for each turn of the loop, and gives the same each time
// CHECK-MESSAGES: note: move it before the loop
// CHECK-MESSAGES: :[[@LINE-6]]:30: warning: query of 'Department' rows runs once for each turn of the loop, and gives the same each time
// CHECK-MESSAGES: note: move it before the loop

void print(const Student &student, std::int64_t count) { std::cout << student.first_name << count << '\n'; }

int main() {
  orm::Database db{":memory:"};
  seed(db);
  may_throw(db);
  writes(db);
  calls(db, print);
  by_reference(db, "History");
  named_twice(db);
  below_a_condition(db, true);
}
