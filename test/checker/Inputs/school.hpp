// A school, for tests of the checks. Every relation of every row has several
// targets, and no two levels have the same number of rows, so that a formula
// that is proved by running it cannot hold by chance.
#pragma once
#include <orm/orm.hpp>
#include <iostream>
#include <string>

using namespace orm::literals;

struct Course;
struct Student;
struct Locker;

struct Department : orm::Model<Department> {
  std::string name;
  orm::ReverseForeignKey<Course, "department"> courses;
  orm::ReverseForeignKey<Student, "department"> students;
  static constexpr auto fields = orm::fields<&Department::name, &Department::courses, &Department::students>;
};

struct Course : orm::Model<Course> {
  std::string title;
  orm::ForeignKey<Department> department;
  orm::ReverseManyToMany<Student, "courses"> student_set;
  static constexpr auto fields = orm::fields<&Course::title, &Course::department, &Course::student_set>;
};

struct Student : orm::Model<Student> {
  std::string first_name;
  orm::ForeignKey<Department, orm::set_null> department; // may be NULL
  orm::ManyToMany<Course> courses;
  orm::ReverseOneToOne<Locker, "student"> locker;
  orm::Prefetched<Course> guides; // where a Prefetch puts some of the courses
  static constexpr auto fields = orm::fields<&Student::first_name, &Student::department, &Student::courses, &Student::locker, &Student::guides>;
};

struct Locker : orm::Model<Locker> {
  std::string code;
  orm::OneToOne<Student> student;
  static constexpr auto fields = orm::fields<&Locker::code, &Locker::student>;
};

/// Two departments with three courses each; five students, one of them without a
/// department, with two to four courses and a locker each.
inline void seed(orm::Database &db) {
  db.create_tables<Department, Course, Student, Locker>();
  auto computing = Department::objects(db).create({.name = "Computing"});
  auto history = Department::objects(db).create({.name = "History"});
  auto courses = Course::objects(db);
  auto compilers = courses.create({.title = "Compilers Guide", .department = computing});
  auto databases = courses.create({.title = "Databases", .department = computing});
  auto logic = courses.create({.title = "Logic", .department = computing});
  auto archives = courses.create({.title = "Archives Guide", .department = history});
  auto rome = courses.create({.title = "Rome", .department = history});
  auto coins = courses.create({.title = "Coins", .department = history});
  auto students = Student::objects(db);
  auto asha = students.create({.first_name = "Asha", .department = computing});
  asha.courses.add(compilers, databases, archives);
  auto ben = students.create({.first_name = "Ben", .department = computing});
  ben.courses.add(databases, logic);
  auto chen = students.create({.first_name = "Chen", .department = history});
  chen.courses.add(archives, rome, coins, compilers);
  auto dana = students.create({.first_name = "Dana", .department = history});
  dana.courses.add(rome, coins);
  auto emil = students.create({.first_name = "Emil"});
  emil.courses.add(logic, coins, compilers);
  auto lockers = Locker::objects(db);
  lockers.create({.code = "L1", .student = asha});
  lockers.create({.code = "L2", .student = ben});
  lockers.create({.code = "L3", .student = chen});
  lockers.create({.code = "L4", .student = dana});
  lockers.create({.code = "L5", .student = emil});
}
