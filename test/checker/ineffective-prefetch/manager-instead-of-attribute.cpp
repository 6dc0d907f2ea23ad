// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case A42: a Prefetch fills an attribute, and the loop reads the manager (row
// C2).

#include "school.hpp"

void manager(orm::Database &db) {
  for (const Student &student : Student::objects(db).prefetch_related(orm::Prefetch<Student>("courses", Course::objects(db).filter("title"_c.icontains("guide")), "guides")))
    for (const Course &course : student.courses.all())
      std::cout << student.first_name << ' ' << course.title << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:33: warning: query of 'Student' rows loads 'courses' under another name than the loop reads: 2 + N queries, 3 with the fix [orm-ineffective-prefetch]
// CHECK-FIXES: for (const Student &student : Student::objects(db).prefetch_related(orm::Prefetch<Student>("courses", Course::objects(db).filter("title"_c.icontains("guide")), "guides"), "courses"))

// Quiet twin.
void attribute(orm::Database &db) {
  for (const Student &student : Student::objects(db).prefetch_related(orm::Prefetch<Student>("courses", Course::objects(db).filter("title"_c.icontains("guide")), "guides")))
    for (const Course &course : student.guides)
      std::cout << student.first_name << ' ' << course.title << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  manager(db);
  attribute(db);
}
