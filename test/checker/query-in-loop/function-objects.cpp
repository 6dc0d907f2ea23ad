// RUN: %check_orm %s
// RUN: %exits 3 %orm_verify %s -- %inputs
// cases A23, C6: a query for each element of what an algorithm runs over.

#include "school.hpp"
#include <algorithm>
#include <string>
#include <vector>

void for_each_title(orm::Database &db) {
  const std::vector<std::string> titles{"Rome", "Coins"};
  std::ranges::for_each(titles, [&](const std::string &title) {
    for (const Course &course : Course::objects(db).filter("title"_c == title).select_related("department"))
      std::cout << course.department->name << '\n';
  });
}
// CHECK-MESSAGES: :[[@LINE-4]]:33: warning: query of 'Course' rows runs once for each turn of the loop, each time for another value [orm-query-in-loop]

// Quiet: once.
void once(orm::Database &db) {
  const std::vector<std::string> titles{"Rome", "Coins"};
  const auto print = [&](const std::string &title) {
    for (const Course &course : Course::objects(db).filter("title"_c == title).select_related("department"))
      std::cout << course.department->name << '\n';
  };
  print(titles.front());
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  for_each_title(db);
  once(db);
}
