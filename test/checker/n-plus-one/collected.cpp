// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case A22: rows collected into a container and looped over later.

#include "school.hpp"
#include <algorithm>
#include <iterator>
#include <vector>

void print(const std::vector<Student> &students) {
  for (const Student &student : students)
    for (const Course &course : student.courses.all())
      std::cout << student.first_name << ' ' << course.title << '\n';
}

void to_vector(orm::Database &db) {
  const auto students = Student::objects(db).to_vector();
  print(students);
}
// CHECK-MESSAGES: :[[@LINE-3]]:25: warning: query of 'Student' rows lacks an eager load of 'courses': 1 + N queries, 2 with the fix [orm-n-plus-one]
// CHECK-FIXES: const auto students = Student::objects(db).prefetch_related("courses").to_vector();

void iterator_pair(orm::Database &db) {
  const auto query = Student::objects(db).order_by("id");
  const std::vector<Student> students(query.begin(), query.end());
  for (const Student &student : students)
    std::cout << student.courses.all().size() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-5]]:22: warning: query of 'Student' rows lacks an eager load of 'courses': 1 + N queries, 2 with the fix [orm-n-plus-one]
// CHECK-FIXES: const auto query = Student::objects(db).order_by("id").prefetch_related("courses");

void push_back(orm::Database &db) {
  std::vector<Student> students;
  for (const Student &student : Student::objects(db).order_by("first_name"))
    students.push_back(student);
  for (const Student &student : students)
    std::cout << student.courses.all().size() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-5]]:33: warning: query of 'Student' rows lacks an eager load of 'courses': 1 + N queries, 2 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Student &student : Student::objects(db).order_by("first_name").prefetch_related("courses"))

void some_pushed_back(orm::Database &db) {
  std::vector<Course> courses;
  for (const Course &course : Course::objects(db).order_by("title"))
    if (course.title != "Rome")
      courses.emplace_back(course);
  for (const Course &course : courses)
    std::cout << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-6]]:31: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Course &course : Course::objects(db).order_by("title").select_related("department"))

void pointers(orm::Database &db) {
  const auto query = Course::objects(db).order_by("-title");
  std::vector<const Course *> courses;
  for (const Course &course : query)
    courses.push_back(&course);
  for (const Course *course : courses)
    std::cout << course->department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-7]]:22: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: const auto query = Course::objects(db).order_by("-title").select_related("department");

void copied(orm::Database &db) {
  const auto query = Course::objects(db).order_by("id");
  std::vector<Course> courses;
  std::copy(query.begin(), query.end(), std::back_inserter(courses));
  for (const Course &course : courses)
    std::cout << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-6]]:22: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: const auto query = Course::objects(db).order_by("id").select_related("department");

void ranges_copied(orm::Database &db) {
  std::vector<Course> courses;
  std::ranges::copy(Course::objects(db).order_by("-id"), std::back_inserter(courses));
  for (const Course &course : courses)
    std::cout << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:21: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: std::ranges::copy(Course::objects(db).order_by("-id").select_related("department"), std::back_inserter(courses));

// Quiet twin.
void loaded(orm::Database &db) {
  print(Student::objects(db).prefetch_related("courses").to_vector());
  std::vector<Course> courses;
  for (const Course &course : Course::objects(db).select_related("department"))
    courses.push_back(course);
  for (const Course &course : courses)
    std::cout << course.department->name << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  to_vector(db);
  iterator_pair(db);
  push_back(db);
  some_pushed_back(db);
  pointers(db);
  copied(db);
  ranges_copied(db);
  loaded(db);
}
