// RUN: %check_orm %s
// case A25: the query is kept in a member of a class.
// Not reported yet: members are not followed from where they are set to where
// they are read.

#include "school.hpp"

class Page {
public:
  explicit Page(orm::Database &db) : students(Student::objects(db).order_by("first_name")) {}
  void print() const {
    for (const Student &student : students)
      for (const Course &course : student.courses.all())
        std::cout << student.first_name << ' ' << course.title << '\n';
  }

private:
  orm::QuerySet<Student> students;
};

class LoadedPage {
public:
  explicit LoadedPage(orm::Database &db) : students(Student::objects(db).prefetch_related("courses")) {}
  void print() const {
    for (const Student &student : students)
      std::cout << student.courses.all().size() << '\n';
  }

private:
  orm::QuerySet<Student> students;
};

struct Options {
  orm::QuerySet<Course> courses;
};
void local_struct(orm::Database &db) {
  const Options options{Course::objects(db)};
  for (const Course &course : options.courses)
    std::cout << course.department->name << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  Page(db).print();
  LoadedPage(db).print();
  local_struct(db);
}
