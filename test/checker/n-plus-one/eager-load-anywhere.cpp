// RUN: %check_orm %s
// RUN: %orm_verify %s --expect-quiet --expect '%s:13: 2' -- %inputs
// case A3: an eager load serves wherever it stands in the chain.

#include "school.hpp"

void print(const Student &student) {
  for (const Course &course : student.courses.all())
    std::cout << student.first_name << ' ' << course.title << '\n';
}

void page(orm::Database &db) {
  for (const Student &student : Student::objects(db).prefetch_related("courses"))
    print(student);
}

void elsewhere(orm::Database &db) {
  for (const Student &student : Student::objects(db).prefetch_related("courses").filter("first_name"_c != "Ben"))
    print(student);
  for (const Student &student : Student::objects(db).filter("first_name"_c != "Ben").prefetch_related("courses"))
    print(student);
  for (const Student &student : Student::objects(db).order_by("first_name").prefetch_related("courses").exclude("first_name"_c == "Ben").all())
    print(student);
  for (const Student &student : Student::objects(db).all().prefetch_related("locker", "courses").offset(1))
    print(student);
  for (const Student &student : Student::objects(db).prefetch_related("courses").prefetch_related("locker"))
    print(student);
  auto students = Student::objects(db);
  auto with_courses = students.prefetch_related("courses");
  auto some = with_courses.filter("id"_c < 4);
  for (const Student &student : some)
    print(student);

  for (const Course &course : Course::objects(db).select_related("department").filter("title"_c != "Rome"))
    std::cout << course.department->name << '\n';
  for (const Course &course : Course::objects(db).order_by("title").select_related("department").limit(3))
    std::cout << course.department->name << '\n';
  // Without an argument, every relation to one that cannot be NULL is joined.
  for (const Course &course : Course::objects(db).select_related())
    std::cout << course.department->name << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  page(db);
  elsewhere(db);
}
