// RUN: %check_orm %s
// RUN: %orm_verify %s --expect-quiet --expect '%s:15: 2' --expect '%s:21: 2' -- %inputs
// case A40: other eager loads than the one the fix would write serve as well.

#include "school.hpp"

void print(const Student &student) {
  for (const Course &course : student.courses.all())
    std::cout << student.first_name << ' ' << course.title << ' ' << course.department->name << '\n';
}

// A relation to one, prefetched.
void prefetched_to_one(orm::Database &db) {
  for (const Course &course :
       Course::objects(db).prefetch_related("department"))
    std::cout << course.title << ' ' << course.department->name << '\n';
}

// The query set of a Prefetch joins.
void prefetch_that_joins(orm::Database &db) {
  for (const Student &student : Student::objects(db).prefetch_related(orm::Prefetch<Student>("courses", Course::objects(db).select_related("department"))))
    print(student);
}

// It prefetches.
void prefetch_that_prefetches(orm::Database &db) {
  for (const Student &student : Student::objects(db).prefetch_related(orm::Prefetch<Student>("courses", Course::objects(db).order_by("title").prefetch_related("department"))))
    print(student);
}

// Into an attribute.
void into_an_attribute(orm::Database &db) {
  for (const Student &student : Student::objects(db).prefetch_related(orm::Prefetch<Student>("courses", Course::objects(db).filter("title"_c.icontains("guide")).select_related("department"), "guides")))
    for (const Course &course : student.guides)
      std::cout << student.first_name << ' ' << course.title << ' ' << course.department->name << '\n';
}

// In variables, made step by step.
void in_variables(orm::Database &db) {
  auto courses = Course::objects(db);
  courses = courses.select_related("department");
  const orm::Prefetch<Student> with_courses("courses", courses.order_by("title"));
  const auto students = Student::objects(db).prefetch_related(with_courses);
  for (const Student &student : students)
    print(student);
}

// A Prefetch inside a Prefetch, and a Prefetch of a path.
void nested(orm::Database &db) {
  for (const Department &department : Department::objects(db).prefetch_related(orm::Prefetch<Department>("students", Student::objects(db).prefetch_related(orm::Prefetch<Student>("courses", Course::objects(db).select_related("department"))))))
    for (const Student &student : department.students.all())
      print(student);
  for (const Department &department : Department::objects(db).prefetch_related(orm::Prefetch<Department>("students__courses", Course::objects(db).select_related("department"))))
    for (const Student &student : department.students.all())
      print(student);
}

// A Prefetch without a query set is the path.
void plain(orm::Database &db) {
  for (const Student &student : Student::objects(db).prefetch_related(orm::Prefetch<Student>("courses__department")))
    print(student);
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  prefetched_to_one(db);
  prefetch_that_joins(db);
  prefetch_that_prefetches(db);
  into_an_attribute(db);
  in_variables(db);
  nested(db);
  plain(db);
}
