// RUN: %check_orm %s --allow-errors
// case A36: code with errors is read without a crash, and nothing is guessed.

#include "school.hpp"

// A type that does not exist.
void unknown_entity(orm::Database &db) {
  for (const Studnet &student : Studnet::objects(db))
    for (const Course &course : student.courses.all())
      std::cout << course.title;
}

// A relation that does not exist, and one that is no relation.
void unknown_relation(orm::Database &db) {
  for (const Student &student : Student::objects(db)) {
    for (const Course &course : student.classes.all())
      std::cout << course.department->name;
    std::cout << student.first_name->name;
  }
}

// A path that names nothing is an error of its own; what else the query lacks is
// not known.
void wrong_path(orm::Database &db) {
  for (const Student &student : Student::objects(db).prefetch_related("classes"))
    for (const Course &course : student.courses.all())
      std::cout << course.title;
}

// Wrong arguments.
void wrong_arguments(orm::Database &db) {
  for (const Student &student : Student::objects())
    for (const Course &course : student.courses.all(1, 2, 3))
      std::cout << course.title;
  for (const Student &student : Student::objects(db).filter(nothing == 1))
    for (const Course &course : student.courses.all())
      std::cout << course.title;
}

// A function that does not exist, in the way of the rows.
void unknown_function(orm::Database &db) {
  for (const Student &student : sorted(Student::objects(db)))
    for (const Course &course : student.courses.all())
      std::cout << course.title;
}

// An incomplete type.
struct Unfinished;
void incomplete(orm::Database &db, const Unfinished &unfinished) {
  for (const Unfinished &each : Unfinished::objects(db))
    std::cout << unfinished.department->name << each.department->name;
}

// A model whose description is wrong.
struct Misdescribed : orm::Model<Misdescribed> {
  orm::ForeignKey<Nobody> nobody;
  orm::ForeignKey<Department> department;
  static constexpr auto fields = orm::fields<&Misdescribed::nobody, &Misdescribed::none>;
};
void misdescribed(orm::Database &db) {
  for (const Misdescribed &each : Misdescribed::objects(db))
    std::cout << each.nobody->name << '\n';
}

// A variable without a type, and a loop without a range.
void no_types(orm::Database &db) {
  auto students;
  for (const Student &student : students)
    std::cout << student.department->name;
  for (const Student &student : )
    std::cout << student.department->name;
}
