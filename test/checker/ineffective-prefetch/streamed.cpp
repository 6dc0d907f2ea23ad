// RUN: %check_orm %s
// RUN: %exits 3 %orm_verify %s -- %inputs
// case B4: rows that are streamed in parts whose size is not given.

#include "school.hpp"

void streamed(orm::Database &db) {
  for (const Student &student : Student::objects(db).prefetch_related("courses").iterator())
    std::cout << student.courses.all().size() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:33: warning: an eager load of 'courses' does not serve rows that are streamed by 'iterator' without a chunk size [orm-ineffective-prefetch]
// CHECK-MESSAGES: note: use iterator(chunk_size) instead

// Quiet twins: with a size; with a join; without an eager load.
void in_parts(orm::Database &db) {
  for (const Student &student : Student::objects(db).prefetch_related("courses").iterator(100))
    std::cout << student.courses.all().size() << '\n';
}
void joined(orm::Database &db) {
  for (const Course &course : Course::objects(db).select_related("department").iterator())
    std::cout << course.department->name << '\n';
}
void bare(orm::Database &db) {
  for (const Course &course : Course::objects(db).iterator())
    std::cout << course.title << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  in_parts(db);
  joined(db);
  bare(db);
}
