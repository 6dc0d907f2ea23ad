// Three departments, six courses, seven students: one without a department, one without a course.
#pragma once

#include "models.hpp"

namespace university {

inline void seed(orm::Database& db) {
  db.create_tables<Department, Course, Student>();

  auto departments = Department::objects(db);
  auto computing = departments.create({.name = "Computing"});
  auto mathematics = departments.create({.name = "Mathematics"});
  auto history = departments.create({.name = "History"});

  auto courses = Course::objects(db);
  auto compilers = courses.create({.title = "Compilers", .department = computing});
  auto databases = courses.create({.title = "Databases", .department = computing});
  auto algebra = courses.create({.title = "Algebra", .department = mathematics});
  auto logic = courses.create({.title = "Logic", .department = mathematics});
  auto antiquity = courses.create({.title = "Antiquity", .department = history});
  auto archives = courses.create({.title = "Archives", .department = history});

  auto students = Student::objects(db);
  students.create({.first_name = "Asha", .last_name = "Rao", .department = computing})
      .courses.add(compilers, databases, logic);
  students.create({.first_name = "Ben", .last_name = "Okafor", .department = computing})
      .courses.add(databases);
  students.create({.first_name = "Chen", .last_name = "Li", .department = mathematics})
      .courses.add(algebra, logic);
  students.create({.first_name = "Dana", .last_name = "Levi", .department = history})
      .courses.add(antiquity, archives, databases);
  students.create({.first_name = "Emil", .last_name = "Novak"}).courses.add(algebra, antiquity);
  students.create({.first_name = "Fatima", .last_name = "Rao", .department = mathematics})
      .courses.add(logic);
  students.create({.first_name = "Goran", .last_name = "Ilic", .department = history});
}

} // namespace university
