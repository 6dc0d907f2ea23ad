// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case A24: rows in pairs and tuples, taken out by number, by type, or by name.

#include "school.hpp"
#include <tuple>
#include <utility>

void show(const Student &student) {
  if (student.department)
    std::cout << student.department->name << '\n';
}

void by_number(orm::Database &db) {
  for (const Student &row : Student::objects(db)) {
    const std::tuple<int, Student> held(1, row);
    show(std::get<1>(held));
  }
}
// CHECK-MESSAGES: :[[@LINE-5]]:29: warning: query of 'Student' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix
// CHECK-FIXES: for (const Student &row : Student::objects(db).select_related("department")) {

void by_type(orm::Database &db) {
  for (const Student &row : Student::objects(db)) {
    const auto held = std::make_tuple(1, &row, 'c');
    show(*std::get<const Student *>(held));
  }
}
// CHECK-MESSAGES: :[[@LINE-5]]:29: warning: query of 'Student' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix
// CHECK-FIXES: for (const Student &row : Student::objects(db).select_related("department")) {

void of_a_pair(orm::Database &db) {
  for (const Student &row : Student::objects(db)) {
    const std::pair<int, const Student *> held{1, &row};
    show(*std::get<const Student *>(held));
  }
}
// CHECK-MESSAGES: :[[@LINE-5]]:29: warning: query of 'Student' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix
// CHECK-FIXES: for (const Student &row : Student::objects(db).select_related("department")) {

void by_name(orm::Database &db) {
  for (const Student &row : Student::objects(db)) {
    const std::tuple<int, const Student &> held(1, row);
    const auto &[number, student] = held;
    std::cout << number << '\n';
    show(student);
  }
}
// CHECK-MESSAGES: :[[@LINE-7]]:29: warning: query of 'Student' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix
// CHECK-FIXES: for (const Student &row : Student::objects(db).select_related("department")) {

// Quiet twins: it is loaded; the other row, which is a single one, is taken out.
void loaded(orm::Database &db) {
  for (const Student &row : Student::objects(db).select_related("department")) {
    const std::tuple<int, Student> held(1, row);
    show(std::get<Student>(held));
  }
}
void the_other(orm::Database &db) {
  const Student first = *Student::objects(db).order_by("id").first();
  for (const Student &row : Student::objects(db)) {
    const std::tuple<const Student *, const Student *> held(&first, &row);
    show(*std::get<0>(held));
  }
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  by_number(db);
  by_type(db);
  of_a_pair(db);
  by_name(db);
  loaded(db);
  the_other(db);
}
