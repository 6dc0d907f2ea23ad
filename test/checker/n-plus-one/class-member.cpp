// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// cases A24, A25: the query is kept in a member of an object.

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

// CHECK-MESSAGES: :[[@LINE-11]]:47: warning: query of 'Student' rows lacks an eager load of 'courses': 1 + N queries, 2 with the fix [orm-n-plus-one]
// CHECK-FIXES: explicit Page(orm::Database &db) : students(Student::objects(db).order_by("first_name").prefetch_related("courses")) {}

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

// CHECK-MESSAGES: :[[@LINE-5]]:25: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: const Options options{Course::objects(db).select_related("department")};

// Two objects of one class: each has its own query.
void two_objects(orm::Database &db) {
  const Options loaded{.courses = Course::objects(db).select_related("department")};
  const Options titles{.courses = Course::objects(db).order_by("id")};
  for (const Course &course : loaded.courses)
    std::cout << course.department->name << '\n';
  for (const Course &course : titles.courses)
    std::cout << course.title << '\n';
}

// Handed in from outside, and kept: the caller's query lacks the eager load.
class Table {
public:
  explicit Table(orm::QuerySet<Course> rows) { this->rows = std::move(rows); }
  void print() { print_rows(); }

private:
  void print_rows() const {
    for (const Course &course : rows)
      std::cout << course.title << ' ' << course.department->name << '\n';
  }
  orm::QuerySet<Course> rows = Course::objects(nowhere());
  static orm::Database &nowhere() {
    static orm::Database db{":memory:"};
    return db;
  }
};
void tables(orm::Database &db) {
  Table(Course::objects(db).order_by("title").select_related("department")).print();
  Table(Course::objects(db).order_by("-title")).print();
}
// CHECK-MESSAGES: :[[@LINE-2]]:9: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: Table(Course::objects(db).order_by("-title").select_related("department")).print();

// Quiet: set anew by another method before it is looped over.
class Report {
public:
  explicit Report(orm::Database &db) : students(Student::objects(db)) {}
  void load() { students = students.prefetch_related("courses"); }
  void print() const {
    for (const Student &student : students)
      std::cout << student.courses.all().size() << '\n';
  }

private:
  orm::QuerySet<Student> students;
};
void report(orm::Database &db) {
  Report loaded(db);
  loaded.load();
  loaded.print();
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  Page(db).print();
  LoadedPage(db).print();
  local_struct(db);
  two_objects(db);
  tables(db);
  report(db);
}
