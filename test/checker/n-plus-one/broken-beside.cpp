// RUN: %check_orm %s --allow-errors
// case A36, the positive twin: an error somewhere else leaves a sound function as
// it is, warning included. Fix-its wait until the file compiles.

#include "school.hpp"

void sound(orm::Database &db) {
  for (const Course &course : Course::objects(db))
    std::cout << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:31: warning: query of 'Course' rows lacks an eager load of 'department'

void broken(orm::Database &db) {
  for (const Course &course : Course::objects(db))
    std::cout << course.departmnt->name << '\n';
}
