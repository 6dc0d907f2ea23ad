// RUN: %check_orm %s
// RUN: %orm_verify %s --expect-quiet --expect '%s:12: 2' -- %inputs
// case A13: the relation of a single row is one query more, and no N.

#include "school.hpp"

void print(const Student &student) {
  for (const Course &course : student.courses.all())
    std::cout << student.first_name << ' ' << course.title << '\n';
}
void by_key(orm::Database &db) {
  const Student ben = Student::objects(db).get("first_name"_c == "Ben");
  print(ben);
}
void first(orm::Database &db) {
  if (auto student = Student::objects(db).order_by("first_name").first())
    print(*student);
}
void by_position(orm::Database &db) {
  const Student third = Student::objects(db)[2];
  print(third);
  print(Student::objects(db).order_by("-first_name")[0]);
}
void limited(orm::Database &db) {
  for (const Student &student : Student::objects(db).limit(1))
    print(student);
  auto one = Student::objects(db).order_by("first_name").limit(1);
  for (const Student &student : one)
    print(student);
}
void its_relation_to_one(orm::Database &db) {
  const Course rome = Course::objects(db).get("title"_c == "Rome");
  std::cout << rome.department->name << '\n';
  // Several reads of one row's relation to one are one query.
  for (int i = 0; i < 3; ++i)
    std::cout << rome.department->name << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  by_key(db);
  first(db);
  by_position(db);
  limited(db);
  its_relation_to_one(db);
}
