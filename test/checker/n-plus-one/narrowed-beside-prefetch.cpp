// RUN: %check_orm %s --checks=-*,orm-n-plus-one
// RUN: %orm_verify %s -- %inputs
//
// A narrowed relation is a query of its own beside the prefetch.

#include "school.hpp"

// Prefetched, iterated twice, one narrowed.
void both(orm::Database &db) {
  for (const Department &d : Department::objects(db).prefetch_related("students__courses")) {
    for (const Student &s : d.students.all())
      std::cout << s.courses.all().size() << '\n';
    for (const Student &s : d.students.all().filter("first_name"_c != "Ben"))
      std::cout << s.courses.all().size() << '\n';
  }
}
// CHECK-MESSAGES: :[[@LINE-4]]:29: warning: query of 'Student' rows lacks an eager load of 'courses'
// CHECK-FIXES: for (const Student &s : d.students.all().filter("first_name"_c != "Ben").prefetch_related("courses"))

int main() {
  orm::Database db{":memory:"};
  seed(db);
  both(db);
}
