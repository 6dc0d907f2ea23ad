// RUN: %check_orm %s --checks=-*,orm-n-plus-one
// RUN: %exits 3 %orm_verify %s -- %inputs
// case A38: the loop writes the relation that it reads. An eager load would read
// it before the write, so there is no fix-it (rows L7, L8).

#include "school.hpp"

void add(orm::Database &db) {
  const Course rome = Course::objects(db).get("title"_c == "Rome");
  for (Student &student : Student::objects(db)) {
    student.courses.add(rome);
    std::cout << student.first_name << ' ' << student.courses.all().size() << '\n';
  }
}
// CHECK-MESSAGES: :[[@LINE-5]]:27: warning: query of 'Student' rows lacks an eager load of 'courses': 1 + N queries, 2 with it [orm-n-plus-one]
// CHECK-MESSAGES: :[[@LINE-6]]:27: note: no fix-it, because the loop writes what it reads, and an eager load would not see that: read first, then write

void enrol(Student &student, const Course &course) {
  student.courses.add(course);
}
void through_a_helper(orm::Database &db) {
  const Course rome = Course::objects(db).get("title"_c == "Rome");
  for (Student &student : Student::objects(db).order_by("id")) {
    enrol(student, rome);
    std::cout << student.first_name << ' ' << student.courses.all().size() << '\n';
  }
}
// CHECK-MESSAGES: :[[@LINE-5]]:27: warning: query of 'Student' rows lacks an eager load of 'courses': 1 + N queries, 2 with it [orm-n-plus-one]
// CHECK-MESSAGES: :[[@LINE-6]]:27: note: no fix-it, because the loop writes what it reads, and an eager load would not see that: read first, then write

void from_the_other_side(orm::Database &db) {
  Course rome = Course::objects(db).get("title"_c == "Rome");
  for (Student &student : Student::objects(db).order_by("-id")) {
    rome.student_set.add(student);
    std::cout << student.first_name << ' ' << student.courses.all().size() << '\n';
  }
}
// CHECK-MESSAGES: :[[@LINE-5]]:27: warning: query of 'Student' rows lacks an eager load of 'courses': 1 + N queries, 2 with it [orm-n-plus-one]
// CHECK-MESSAGES: :[[@LINE-6]]:27: note: no fix-it, because the loop writes what it reads, and an eager load would not see that: read first, then write

// The write comes after the read in the same turn, which is not told apart.
void assigned(orm::Database &db) {
  const Department history = Department::objects(db).get("name"_c == "History");
  for (Course &course : Course::objects(db).order_by("title")) {
    std::cout << course.department->name << '\n';
    course.department = history;
  }
}
// CHECK-MESSAGES: :[[@LINE-5]]:25: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with it [orm-n-plus-one]
// CHECK-MESSAGES: :[[@LINE-6]]:25: note: no fix-it, because the loop writes what it reads, and an eager load would not see that: read first, then write

int main() {
  orm::Database db{":memory:"};
  seed(db);
  add(db);
  through_a_helper(db);
  from_the_other_side(db);
  assigned(db);
}
