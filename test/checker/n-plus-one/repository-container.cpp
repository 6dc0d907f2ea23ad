// RUN: %check_orm %s
// RUN: %exits 3 %orm_verify %s -- %inputs
// case A20: a function returns the rows in a container.

#include "school.hpp"

struct Repository {
  orm::Database &db;
  std::vector<Student> list() const { return Student::objects(db).order_by("-first_name").to_vector(); }
  std::vector<Student> list_loaded() const {
    return Student::objects(db).prefetch_related("courses").to_vector();
  }
};

// A container that comes back filled cannot get an eager load any more: words.
void from_a_container(const Repository &students) {
  for (const Student &student : students.list())
    for (const Course &course : student.courses.all())
      std::cout << student.first_name << ' ' << course.title << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:33: warning: query of 'Student' rows lacks an eager load of 'courses': 1 + N queries, 2 with it [orm-n-plus-one]
// CHECK-MESSAGES: :[[@LINE-5]]:33: note: no fix-it, because the call gives rows and not a query: the query behind it needs .prefetch_related("courses")

// Quiet twin.
void loaded(const Repository &students) {
  for (const Student &student : students.list_loaded())
    std::cout << student.courses.all().size() << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  from_a_container(Repository{db});
  loaded(Repository{db});
}
