#include <orm/orm.hpp>

using namespace orm::literals;

struct Student;

struct Course : orm::Model<Course> {
  std::string title;
  orm::ReverseManyToMany<Student, "courses"> student_set;
  static constexpr auto fields = orm::fields<&Course::title, &Course::student_set>;
};

struct Department : orm::Model<Department> {
  std::string name;
  orm::ReverseForeignKey<Student, "minor"> minors;
  static constexpr auto fields = orm::fields<&Department::name, &Department::minors>;
};

struct Student : orm::Model<Student> {
  std::string name;
  int year = 0;
  orm::ForeignKey<Department, orm::set_null> department;
  orm::ForeignKey<Department> minor;
  orm::ManyToMany<Course> courses;
  static constexpr auto fields = orm::fields<&Student::name, &Student::year, &Student::department,
                                             &Student::minor, &Student::courses>;
};
