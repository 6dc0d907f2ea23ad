// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case A34: code that never runs asks for nothing.

#include "school.hpp"
#include <type_traits>

void unevaluated(orm::Database &db) {
  for (const Course &course : Course::objects(db)) {
    using Name = decltype(course.department->name);
    std::cout << sizeof(course.department->name) << noexcept(course.department->name) << std::is_same_v<Name, std::string>
              << requires { course.department->name; } << '\n';
  }
}

template <bool Verbose> void discarded(orm::Database &db) {
  for (const Course &course : Course::objects(db)) {
    if constexpr (Verbose)
      std::cout << course.department->name << '\n';
    std::cout << course.title << '\n';
  }
}
template void discarded<false>(orm::Database &);

void dead(orm::Database &db) {
  for (const Course &course : Course::objects(db)) {
    if constexpr (false)
      std::cout << course.department->name << '\n';
    if (false)
      std::cout << course.department->name << '\n';
    continue;
    std::cout << course.department->name << '\n';
  }
  return;
  for (const Course &course : Course::objects(db))
    std::cout << course.department->name << '\n';
}

// The positive twin.
template <bool Verbose> void verbose(orm::Database &db) {
  for (const Course &course : Course::objects(db)) {
    if constexpr (Verbose)
      std::cout << course.department->name << '\n';
    std::cout << course.title << '\n';
  }
}
// CHECK-MESSAGES: :[[@LINE-6]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Course &course : Course::objects(db).select_related("department")) {
template void verbose<true>(orm::Database &);

int main() {
  orm::Database db{":memory:"};
  seed(db);
  unevaluated(db);
  discarded<false>(db);
  dead(db);
  verbose<true>(db);
}
