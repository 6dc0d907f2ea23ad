// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case A27, the positive twins: loaded after the loop, loaded for something else.

#include "school.hpp"

void after_the_loop(orm::Database &db) {
  auto students = Student::objects(db).to_vector();
  for (const Student &student : students)
    std::cout << student.courses.all().size() << '\n';
  orm::prefetch_related_objects(students, "courses");
}
// CHECK-MESSAGES: :[[@LINE-5]]:19: warning: query of 'Student' rows lacks an eager load of 'courses': 2 + N queries, 2 with the fix [orm-n-plus-one]
// CHECK-FIXES: auto students = Student::objects(db).prefetch_related("courses").to_vector();

void another_relation(orm::Database &db) {
  auto students = Student::objects(db).order_by("id").to_vector();
  orm::prefetch_related_objects(students, "locker");
  for (const Student &student : students)
    std::cout << student.courses.all().size() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-5]]:19: warning: query of 'Student' rows lacks an eager load of 'courses': 2 + N queries, 3 with the fix [orm-n-plus-one]
// CHECK-FIXES: auto students = Student::objects(db).order_by("id").prefetch_related("courses").to_vector();

void other_rows(orm::Database &db) {
  auto students = Student::objects(db).order_by("-id").to_vector();
  auto others = Student::objects(db).filter("id"_c < 3).to_vector();
  orm::prefetch_related_objects(others, "courses");
  for (const Student &student : students)
    std::cout << student.courses.all().size() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-6]]:19: warning: query of 'Student' rows lacks an eager load of 'courses': 1 + N queries, 2 with the fix [orm-n-plus-one]
// CHECK-FIXES: auto students = Student::objects(db).order_by("-id").prefetch_related("courses").to_vector();

// Copies that are loaded between two loops serve the second one.
void between_two_loops(orm::Database &db) {
  const auto courses = Course::objects(db).order_by("title");
  for (const Course &course : courses)
    std::cout << course.department->name << '\n';
  const std::vector<Course> copies = courses.to_vector();
  orm::prefetch_related_objects(copies, "department");
  for (const Course &course : courses)
    std::cout << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-8]]:24: warning: query of 'Course' rows lacks an eager load of 'department': up to 2 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: const auto courses = Course::objects(db).order_by("title").select_related("department");

int main() {
  orm::Database db{":memory:"};
  seed(db);
  after_the_loop(db);
  another_relation(db);
  other_rows(db);
  between_two_loops(db);
}
