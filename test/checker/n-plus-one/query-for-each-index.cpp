// RUN: %check_orm %s --checks=-*,orm-n-plus-one
// RUN: %orm_verify %s -- %inputs
// case A44: an index into a query that has not run is a query of its own, each
// time. An eager load would make it two.

#include "school.hpp"

void unevaluated_query(orm::Database &db) {
  const auto students = Student::objects(db);
  for (std::int64_t i = 0; i < students.count(); ++i)
    std::cout << students[i].first_name << ' ' << students[i].courses.all().size() << '\n';
}
// Said by orm-query-in-loop: query-in-loop/by-index.cpp.

// Evaluated by size(): rows by position are free, the relation is not.
void evaluated_query(orm::Database &db) {
  const auto students = Student::objects(db);
  for (std::size_t i = 0; i < students.size(); ++i)
    std::cout << students[static_cast<std::ptrdiff_t>(i)].courses.all().size() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:25: warning: query of 'Student' rows lacks an eager load of 'courses': 1 + N queries, 2 with the fix [orm-n-plus-one]
// CHECK-FIXES: const auto students = Student::objects(db).prefetch_related("courses");

// Quiet twin.
void loaded(orm::Database &db) {
  const auto students = Student::objects(db).prefetch_related("courses");
  for (std::size_t i = 0; i < students.size(); ++i)
    std::cout << students[static_cast<std::ptrdiff_t>(i)].courses.all().size() << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  unevaluated_query(db);
  evaluated_query(db);
  loaded(db);
}
