// RUN: %check_orm %s --in-words 1
// RUN: %orm_verify %s -- %inputs
//
// A function reads a relation of the rows that it returns in a container, and its callers read others: both count
// for its query, and only the one in the function has a fix.

#include "school.hpp"

static std::vector<Course> taught(orm::Database &db) {
  std::vector<Course> result;
  for (const Course &course : Course::objects(db))
    if (!course.department->name.empty())
      result.push_back(course);
  return result;
}
// CHECK-MESSAGES: :[[@LINE-5]]:31: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N + M queries [orm-n-plus-one]
// CHECK-FIXES: for (const Course &course : Course::objects(db).select_related("department"))
void students(orm::Database &db) {
  for (const Course &course : taught(db))
    for (const Student &student : course.student_set.all())
      std::cout << student.first_name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:31: warning: query of 'Course' rows lacks an eager load of 'student_set': up to 1 + N + M queries [orm-n-plus-one]
// CHECK-MESSAGES: :[[@LINE-5]]:31: note: no fix-it, because the call gives rows and not a query

// Twin: a caller that reads the same relation has nothing more to pay for.
static std::vector<Course> named(orm::Database &db) {
  std::vector<Course> result;
  for (const Course &course : Course::objects(db).filter("id"_c > 0).select_related("department"))
    if (!course.department->name.empty())
      result.push_back(course);
  return result;
}
void names(orm::Database &db) {
  for (const Course &course : named(db))
    std::cout << course.department->name << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  students(db);
  names(db);
}
