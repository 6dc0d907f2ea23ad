// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case A18, A23: tables of functions, which nothing changes, and arrays of containers.

#include "school.hpp"
#include <array>
#include <functional>
#include <map>
#include <vector>

void with_department(const Course &course) { std::cout << course.department->name << '\n'; }
void with_title(const Course &course) { std::cout << course.title << '\n'; }

void by_table(orm::Database &db) {
  static constexpr void (*printers[])(const Course &) = {with_department, with_title};
  for (const Course &course : Course::objects(db).filter("id"_c < 100))
    for (const auto print : printers)
      print(course);
}
// CHECK-MESSAGES: :[[@LINE-4]]:31: warning: query of 'Course' rows lacks an eager load of 'department': {{.*}} queries, 1 with the fix [orm-
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c < 100).select_related("department"))

struct Column {
  const char *title;
  void (*print)(const Course &);
};
const Column columns[] = {{"title", with_title}, {"department", with_department}};
void by_column(orm::Database &db) {
  for (const Course &course : Course::objects(db).filter("id"_c < 101))
    for (const Column &column : columns)
      column.print(course);
}
// CHECK-MESSAGES: :[[@LINE-4]]:31: warning: query of 'Course' rows lacks an eager load of 'department': {{.*}} queries, 1 with the fix [orm-
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c < 101).select_related("department"))

const std::map<std::string, std::function<void(const Course &)>> by_name = {{"department", with_department}};
void by_key(orm::Database &db) {
  for (const Course &course : Course::objects(db).filter("id"_c < 102))
    by_name.at("department")(course);
}
// CHECK-MESSAGES: :[[@LINE-3]]:31: warning: query of 'Course' rows lacks an eager load of 'department': {{.*}} queries, 1 with the fix [orm-
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c < 102).select_related("department"))

void pages(orm::Database &db) {
  const std::array<std::vector<Course>, 1> all{Course::objects(db).filter("id"_c < 103).to_vector()};
  for (const auto &courses : all)
    for (const Course &course : courses)
      with_department(course);
}
// CHECK-MESSAGES: :[[@LINE-5]]:48: warning: query of 'Course' rows lacks an eager load of 'department': {{.*}} queries, 1 with the fix [orm-
// CHECK-FIXES: const std::array<std::vector<Course>, 1> all{Course::objects(db).filter("id"_c < 103).select_related("department").to_vector()};

// Quiet twins: none of the functions loads; the query does; nobody knows what the table holds.
void quiet(orm::Database &db) {
  static constexpr void (*printers[])(const Course &) = {with_title, with_title};
  for (const Course &course : Course::objects(db).filter("id"_c < 104))
    for (const auto print : printers)
      print(course);
  for (const Course &course : Course::objects(db).select_related("department"))
    for (const Column &column : columns)
      column.print(course);
}
Column chosen[] = {{"title", with_title}};
void by_variable(orm::Database &db) {
  for (const Course &course : Course::objects(db).filter("id"_c < 105))
    for (const Column &column : chosen)
      column.print(course);
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  by_table(db);
  by_column(db);
  by_key(db);
  pages(db);
  quiet(db);
  by_variable(db);
}
