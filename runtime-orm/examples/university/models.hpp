// A university: departments, the courses they teach, and the students who take them.
#pragma once

#include <orm/orm.hpp>

#include <string>

namespace university {

struct Course;
struct Student;

struct Department : orm::Model<Department> {
  std::string name;
  orm::ReverseForeignKey<Course, "department"> courses;
  orm::ReverseForeignKey<Student, "department"> students;

  static constexpr auto fields =
      orm::fields<&Department::name, &Department::courses, &Department::students>;
};

struct Course : orm::Model<Course> {
  std::string title;
  orm::ForeignKey<Department> department;
  orm::ReverseManyToMany<Student, "courses"> students;

  static constexpr auto fields =
      orm::fields<&Course::title, &Course::department, &Course::students>;
};

struct Student : orm::Model<Student> {
  std::string first_name;
  std::string last_name;
  orm::ForeignKey<Department, orm::set_null>
      department; // a student who has not chosen yet has none
  orm::ManyToMany<Course> courses;

  static constexpr auto fields = orm::fields<&Student::first_name, &Student::last_name,
                                             &Student::department, &Student::courses>;
};

} // namespace university
