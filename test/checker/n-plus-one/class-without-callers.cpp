// RUN: split-file %s %t
// RUN: %check_orm %t/page.cpp
// RUN: %orm_verify %t/page.cpp %t/main.cpp -- %inputs
// case A25: a class that is used elsewhere only. What its constructors put into a
// private member is what its methods loop over, if nothing else here sets it.

//--- page.hpp
#pragma once
#include "school.hpp"

class Page {
public:
  explicit Page(orm::Database &db);
  void print() const;

private:
  orm::QuerySet<Student> students;
};
//--- main.cpp
#include "page.hpp"

int main() {
  orm::Database db{":memory:"};
  seed(db);
  Page(db).print();
}
//--- page.cpp
#include "page.hpp"

Page::Page(orm::Database &db) : students(Student::objects(db)) {}
void Page::print() const {
  for (const Student &student : students)
    std::cout << student.courses.all().size() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-5]]:42: warning: query of 'Student' rows lacks an eager load of 'courses': 1 + N queries, 2 with the fix [orm-n-plus-one]
// CHECK-FIXES: Page::Page(orm::Database &db) : students(Student::objects(db).prefetch_related("courses")) {}

// Quiet: loaded in each constructor.
class Loaded {
public:
  explicit Loaded(orm::Database &db) : students(Student::objects(db).prefetch_related("courses")) {}
  Loaded(orm::Database &db, int limit) : students(Student::objects(db).limit(limit).prefetch_related("courses")) {}
  void print() const {
    for (const Student &student : students)
      std::cout << student.courses.all().size() << '\n';
  }

private:
  orm::QuerySet<Student> students;
};

// Quiet: a method sets it anew, another is not in sight, everybody can set it.
class SetLater {
public:
  explicit SetLater(orm::Database &db) : students(Student::objects(db)) {}
  void load() { students = students.prefetch_related("courses"); }
  void print() const {
    for (const Student &student : students)
      std::cout << student.courses.all().size() << '\n';
  }

private:
  orm::QuerySet<Student> students;
};
class DefinedElsewhere {
public:
  explicit DefinedElsewhere(orm::Database &db) : students(Student::objects(db)) {}
  void load();
  void print() const {
    for (const Student &student : students)
      std::cout << student.courses.all().size() << '\n';
  }

private:
  orm::QuerySet<Student> students;
};
struct Open {
  explicit Open(orm::Database &db) : students(Student::objects(db)) {}
  void print() const {
    for (const Student &student : students)
      std::cout << student.courses.all().size() << '\n';
  }
  orm::QuerySet<Student> students;
};
