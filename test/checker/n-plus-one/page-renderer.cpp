// RUN: %check_orm %s
// RUN: %orm_verify %s --expect '%s:25: 6 -> 2' -- %inputs
// case A19: the loop is in a helper that gets the query. Of its two callers one
// prefetches and one does not: the second one is warned.

#include "school.hpp"

void render_page(std::ostream &out, const orm::QuerySet<Student> &students) {
  out << "<ul>\n";
  for (const Student &student : students) {
    out << "<li>" << student.first_name;
    for (const Course &course : student.courses.all())
      out << ' ' << course.title;
    out << "</li>\n";
  }
  out << "</ul>\n";
}

void prefetches(orm::Database &db) {
  auto students = Student::objects(db).order_by("first_name");
  render_page(std::cout, students.prefetch_related("courses"));
}

void does_not(orm::Database &db) {
  auto students = Student::objects(db);
  render_page(std::cout, students);
}
// CHECK-MESSAGES: :[[@LINE-3]]:19: warning: query of 'Student' rows lacks an eager load of 'courses': 1 + N queries, 2 with the fix [orm-n-plus-one]
// CHECK-MESSAGES: :[[@LINE-3]]:3: note: passed to 'render_page' here
// CHECK-MESSAGES: :[[@LINE-20]]:3: note: its rows are looped over here
// CHECK-MESSAGES: :[[@LINE-19]]:31: note: 'courses' is loaded here, once for each row
// CHECK-FIXES: auto students = Student::objects(db).prefetch_related("courses");

// By value, and refined on the way; through two functions.
void sorted_page(orm::QuerySet<Student> students) {
  render_page(std::cout, students.order_by("-first_name"));
}
void does_not_either(orm::Database &db) {
  sorted_page(Student::objects(db).filter("first_name"_c != "Ben"));
}
// CHECK-MESSAGES: :[[@LINE-2]]:15: warning: query of 'Student' rows lacks an eager load of 'courses': 1 + N queries, 2 with the fix [orm-n-plus-one]
// CHECK-FIXES: sorted_page(Student::objects(db).filter("first_name"_c != "Ben").prefetch_related("courses"));

// Quiet: the helper adds the eager load itself.
void careful_page(const orm::QuerySet<Student> &students) {
  render_page(std::cout, students.prefetch_related("courses"));
}
void leaves_it_to_the_helper(orm::Database &db) {
  careful_page(Student::objects(db).order_by("id"));
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  prefetches(db);
  does_not(db);
  does_not_either(db);
  leaves_it_to_the_helper(db);
}
