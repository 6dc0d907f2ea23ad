// RUN: %check_orm %s
// RUN: %exits 3 %orm_verify %s -- %inputs
// case B2: each of these asks for other rows than those that were loaded, or for
// one in an order that they do not have; an eager load could not choose for it.

#include "school.hpp"

void values(orm::Database &db) {
  for (const Student &student : Student::objects(db).prefetch_related("courses"))
    for (const std::string &title : student.courses.all().values_list("title"_c))
      std::cout << title << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:33: warning: query of 'Student' rows loads 'courses', but 'values_list' asks for it again, once for each row: 2 + N queries [orm-ineffective-prefetch]

void get(orm::Database &db) {
  for (const Department &department : Department::objects(db).prefetch_related("courses"))
    std::cout << department.courses.get("title"_c.contains("Guide")).title << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:39: warning: query of 'Department' rows loads 'courses', but 'get' asks for it again, once for each row: 2 + N queries [orm-ineffective-prefetch]

void last(orm::Database &db) {
  for (const Student &student : Student::objects(db).prefetch_related("courses"))
    std::cout << student.courses.all().last()->title << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:33: warning: query of 'Student' rows loads 'courses', but 'last' asks for it again, once for each row: 2 + N queries [orm-ineffective-prefetch]

void earliest(orm::Database &db) {
  for (const Student &student : Student::objects(db).prefetch_related("courses"))
    std::cout << student.courses.earliest("title").title << student.courses.all().latest("title").title << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:33: warning: query of 'Student' rows loads 'courses', but 'earliest' asks for it again, once for each row: 2 + 2N queries [orm-ineffective-prefetch]

void aggregate(orm::Database &db) {
  for (const Student &student : Student::objects(db).prefetch_related("courses"))
    std::cout << student.courses.aggregate(orm::Count("id"_c)) << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:33: warning: query of 'Student' rows loads 'courses', but 'aggregate' asks for it again, once for each row: 2 + N queries [orm-ineffective-prefetch]

// A relation without an order: which one is first, only a query says.
void picked(orm::Database &db) {
  for (const Department &department : Department::objects(db).prefetch_related("courses"))
    std::cout << department.courses.first()->title << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:39: warning: query of 'Department' rows loads 'courses', but 'first' asks for it again, once for each row: 2 + N queries [orm-ineffective-prefetch]

// Quiet twins: the rows that were loaded, and one of them by its place.
void served(orm::Database &db) {
  for (const Student &student : Student::objects(db).prefetch_related("courses"))
    std::cout << student.courses.all().size() << student.courses.all()[0].title << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  values(db);
  earliest(db);
  aggregate(db);
  picked(db);
  get(db);
  last(db);
  served(db);
}
