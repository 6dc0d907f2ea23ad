// RUN: %check_orm %s
// RUN: %exits 3 %orm_verify %s -- %inputs
// case C4: the bound of a loop that counts is asked for again on each turn, and once more at its end.

#include "school.hpp"

void bound(orm::Database &db) {
  const auto students = Student::objects(db).filter("id"_c > 1);
  for (std::size_t i = 0; i < students.count(); ++i)
    std::cout << i << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:25: warning: query of 'Student' rows runs once for each turn of the loop, and gives the same each time [orm-query-in-loop]
void bound_first(orm::Database &db) {
  for (std::size_t i = 0; Student::objects(db).count() > i; ++i)
    std::cout << i << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:27: warning: query of 'Student' rows runs once for each turn of the loop, and gives the same each time [orm-query-in-loop]
void of_each_row(orm::Database &db) {
  for (const Student &student : Student::objects(db))
    for (std::size_t i = 0; i < student.courses.all().count(); ++i)
      std::cout << i << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:33: warning: query of 'Student' rows is followed by a query for each row: 'count' of 'courses': 1 + N + N·M queries [orm-query-in-loop]

// Twins: asked once; asked by what looks for something (case C5).
void once(orm::Database &db) {
  const std::size_t count = Student::objects(db).count();
  for (std::size_t i = 0; i < count; ++i)
    std::cout << i << '\n';
}
void waits(orm::Database &db) {
  for (int attempt = 0; !Student::objects(db).filter("id"_c == 1).exists(); ++attempt)
    std::cout << attempt << '\n';
}
void waits_not_for_ever(orm::Database &db) {
  for (int attempt = 0; attempt < 100 && !Student::objects(db).filter("id"_c == 1).exists(); ++attempt)
    std::cout << attempt << '\n';
}
void until_none_is_left(orm::Database &db) {
  for (std::size_t i = 0; i < Student::objects(db).filter("id"_c > 100).count(); ++i)
    Student::objects(db).filter("id"_c > 100).delete_();
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  bound(db);
  bound_first(db);
  of_each_row(db);
  once(db);
  waits(db);
  waits_not_for_ever(db);
  until_none_is_left(db);
}
