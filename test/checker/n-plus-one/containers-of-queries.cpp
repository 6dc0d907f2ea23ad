// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
//
// Queries that a container holds: the eager loads of one are counted as those of any other, whether they were there
// before, or came by a loop over the container.

#include "school.hpp"
#include <vector>

using Courses = orm::QuerySet<Course>;

void loaded_before(orm::Database &db) {
  std::vector<Courses> all{Course::objects(db).prefetch_related("student_set")};
  for (const Course &course : all[0])
    std::cout << course.department->name << course.student_set.all().size() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:28: warning: query of 'Course' rows lacks an eager load of 'department': up to 2 + N queries, 2 with the fix [orm-n-plus-one]
// CHECK-FIXES: std::vector<Courses> all{Course::objects(db).prefetch_related("student_set").select_related("department")};
void loaded_by_a_loop(orm::Database &db) {
  std::vector<Courses> all{Course::objects(db)};
  for (auto &each : all)
    each = each.prefetch_related("student_set");
  for (const Course &course : all.back())
    for (const Student &student : course.student_set.all())
      std::cout << course.title << student.locker->code << '\n';
}
// CHECK-MESSAGES: :[[@LINE-7]]:28: warning: query of 'Course' rows lacks an eager load of 'student_set__locker': up to 2 + N·M queries, 3 with the fix [orm-n-plus-one]
// CHECK-FIXES: each = each.prefetch_related("student_set__locker");

// Quiet twins.
void all_loaded_before(orm::Database &db) {
  std::vector<Courses> all{Course::objects(db).select_related("department").prefetch_related("student_set")};
  for (const Course &course : all[0])
    std::cout << course.department->name << course.student_set.all().size() << '\n';
}
void all_loaded_by_a_loop(orm::Database &db) {
  std::vector<Courses> all{Course::objects(db)};
  for (auto &each : all)
    each = each.prefetch_related("student_set__locker");
  for (const Course &course : all.back())
    for (const Student &student : course.student_set.all())
      std::cout << course.title << student.locker->code << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  loaded_before(db);
  loaded_by_a_loop(db);
  all_loaded_before(db);
  all_loaded_by_a_loop(db);
}
