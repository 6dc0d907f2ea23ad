#pragma once
#include <orm/orm.hpp>
#include <string>

struct Department : orm::Model<Department> {
  std::string name;
  static constexpr auto fields = orm::fields<&Department::name>;
};

struct Student : orm::Model<Student> {
  std::string name;
  orm::ForeignKey<Department> department;
  static constexpr auto fields = orm::fields<&Student::name, &Student::department>;
};

void page(orm::Database& db);
