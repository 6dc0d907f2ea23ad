// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case A20: callers of one function that ask for different things. Each is judged
// by itself.

#include "school.hpp"

orm::QuerySet<Student> everyone(orm::Database &db) {
  return Student::objects(db);
}

void lacks_it(orm::Database &db) {
  for (const Student &student : everyone(db))
    std::cout << student.courses.all().size() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:33: warning: query of 'Student' rows lacks an eager load of 'courses': 1 + N queries, 2 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Student &student : everyone(db).prefetch_related("courses"))

void lacks_another(orm::Database &db) {
  for (const Student &student : everyone(db).order_by("first_name"))
    std::cout << student.locker->code << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:33: warning: query of 'Student' rows lacks an eager load of 'locker': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Student &student : everyone(db).order_by("first_name").select_related("locker"))

// Quiet twins: it adds the eager load, it follows nothing.
void adds_it(orm::Database &db) {
  for (const Student &student : everyone(db).prefetch_related("courses"))
    std::cout << student.courses.all().size() << '\n';
}
void follows_nothing(orm::Database &db) {
  for (const Student &student : everyone(db))
    std::cout << student.first_name << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  lacks_it(db);
  lacks_another(db);
  adds_it(db);
  follows_nothing(db);
}
