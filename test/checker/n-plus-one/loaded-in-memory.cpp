// RUN: %check_orm %s
// RUN: %orm_verify %s --expect-quiet -- %inputs
// case A27: relations that were assigned or loaded in memory before the loop.

#include "school.hpp"

void assigned(orm::Database &db) {
  const Department history = Department::objects(db).get("name"_c == "History");
  for (Course &course : Course::objects(db)) {
    course.department = history;
    std::cout << course.title << ' ' << course.department->name << '\n';
  }
}

void in_bulk(orm::Database &db) {
  auto students = Student::objects(db).to_vector();
  orm::prefetch_related_objects(students, "courses");
  for (const Student &student : students)
    for (const Course &course : student.courses.all())
      std::cout << student.first_name << ' ' << course.title << '\n';
}

void in_bulk_on_a_query(orm::Database &db) {
  auto courses = Course::objects(db);
  orm::prefetch_related_objects(courses, "department");
  for (const Course &course : courses)
    std::cout << course.department->name << '\n';
}

// Copies share their relations with the rows they were copied from.
void in_bulk_for_copies(orm::Database &db) {
  const auto courses = Course::objects(db).order_by("title");
  const std::vector<Course> copies = courses.to_vector();
  orm::prefetch_related_objects(copies, "department");
  for (const Course &course : courses)
    std::cout << course.department->name << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  assigned(db);
  in_bulk(db);
  in_bulk_on_a_query(db);
  in_bulk_for_copies(db);
}
