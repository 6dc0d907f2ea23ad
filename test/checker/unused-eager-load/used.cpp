// RUN: %check_orm %s
// RUN: %orm_verify %s --expect-quiet -- %inputs
// case D3: one use is enough, wherever it is.

#include "school.hpp"
#include <vector>

void on_one_branch(orm::Database &db, bool all) {
  for (const Student &student : Student::objects(db).prefetch_related("courses"))
    if (all)
      std::cout << student.courses.all().size() << '\n';
}
static void print(const Student &student) {
  for (const Course &course : student.courses.all())
    std::cout << course.title << course.department->name << '\n';
}
void through_a_helper(orm::Database &db) {
  for (const Student &student : Student::objects(db).prefetch_related("courses__department"))
    print(student);
}
void an_empty_result(orm::Database &db) {
  for (const Student &student : Student::objects(db).filter("first_name"_c == "Nobody").select_related("department"))
    std::cout << student.department->name << '\n';
}
void counted(orm::Database &db) {
  for (const Student &student : Student::objects(db).prefetch_related("courses"))
    std::cout << student.courses.count() << '\n';
}
static orm::QuerySet<Student> all(orm::Database &db) {
  return Student::objects(db).prefetch_related("courses");
}
void by_one_of_two_callers(orm::Database &db) {
  for (const Student &student : all(db))
    std::cout << student.first_name << '\n';
  for (const Student &student : all(db))
    std::cout << student.courses.all().size() << '\n';
}
void collected(orm::Database &db) {
  std::vector<Student> kept;
  for (const Student &student : Student::objects(db).prefetch_related("courses"))
    kept.push_back(student);
  for (const Student &student : kept)
    std::cout << student.courses.all().size() << '\n';
}
void of_one(orm::Database &db) {
  const Student student = Student::objects(db).prefetch_related("courses").get("first_name"_c == "Asha");
  std::cout << student.courses.all().size() << '\n';
}
void of_related_rows(orm::Database &db) {
  const Department department = Department::objects(db).get("name"_c == "History");
  for (const Student &student : department.students.all().prefetch_related("courses"))
    std::cout << student.courses.all().size() << '\n';
}
void handed_away(orm::Database &db) {
  auto students = Student::objects(db);
  if (students.exists())
    students = students.prefetch_related("courses");
  for (const Student &student : students.filter("id"_c > 0).prefetch_related("courses"))
    std::cout << student.courses.all().size() << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  on_one_branch(db, true);
  through_a_helper(db);
  an_empty_result(db);
  counted(db);
  by_one_of_two_callers(db);
  collected(db);
  of_one(db);
  of_related_rows(db);
  handed_away(db);
}
