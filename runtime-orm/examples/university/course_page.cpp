// A page of courses with their students: 5 queries as written (1 + N), 2 with the check's fix.
//
// The models here give the reverse side of `Student::courses` no name of their own. Django then
// adds an attribute `student_set` to Course; C++ cannot add a member from outside, so the model
// declares it under that name.
#include <orm/orm.hpp>

#include <iostream>
#include <string>

namespace {

struct Student;

struct Course : orm::Model<Course> {
  std::string title;
  orm::ReverseManyToMany<Student, "courses"> student_set;

  static constexpr auto fields = orm::fields<&Course::title, &Course::student_set>;
};

struct Student : orm::Model<Student> {
  std::string name;
  orm::ManyToMany<Course> courses;

  static constexpr auto fields = orm::fields<&Student::name, &Student::courses>;
};

void seed(orm::Database& db) {
  db.create_tables<Course, Student>();

  auto courses = Course::objects(db);
  auto optics = courses.create({.title = "Optics"});
  auto acoustics = courses.create({.title = "Acoustics"});
  auto statics = courses.create({.title = "Statics"});
  courses.create({.title = "Thermodynamics"}); // nobody has enrolled

  auto students = Student::objects(db);
  students.create({.name = "Asha"}).courses.add(optics, statics);
  students.create({.name = "Ben"}).courses.add(acoustics, optics);
  students.create({.name = "Chen"}).courses.add(optics);
}

} // namespace

int main() {
  orm::Database db{":memory:"};
  seed(db);

  std::cout << "<dl>\n";
  for (const Course& course : Course::objects(db).order_by("title")) {
    std::cout << "  <dt>" << course.title << "</dt>\n";
    for (const Student& student : course.student_set.all())
      std::cout << "  <dd>" << student.name << "</dd>\n";
  }
  std::cout << "</dl>\n";
}
