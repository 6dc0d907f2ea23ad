// RUN: %check_orm %s
// RUN: %exits 3 %orm_verify %s -- %inputs
// case B6: the relation is changed between the prefetch and the read.

#include "school.hpp"

void changed(orm::Database &db, const Course &rome) {
  for (Student student : Student::objects(db).prefetch_related("courses")) {
    student.courses.add(rome);
    std::cout << student.courses.all().size() << '\n';
  }
}
// CHECK-MESSAGES: :[[@LINE-5]]:26: warning: query of 'Student' rows loads 'courses', but the loop changes it before it reads it: 2 + N queries [orm-ineffective-prefetch]
// CHECK-MESSAGES: note: a change drops what was loaded
// CHECK-MESSAGES: :[[@LINE-6]]:21: warning: 'add' of 'Course' runs once for each turn of the loop, a statement each [orm-write-in-loop]

// Quiet twin of this check: read, then changed.
void read_first(orm::Database &db, const Course &rome) {
  for (Student student : Student::objects(db).prefetch_related("courses")) {
    std::cout << student.courses.all().size() << '\n';
    student.courses.remove(rome);
  }
}
// CHECK-MESSAGES: :[[@LINE-3]]:21: warning: 'remove' of 'Course' runs once for each turn of the loop, a statement each [orm-write-in-loop]

int main() {
  orm::Database db{":memory:"};
  seed(db);
  const Course rome = Course::objects(db).get("title"_c == "Rome");
  read_first(db, rome);
  changed(db, rome);
}
