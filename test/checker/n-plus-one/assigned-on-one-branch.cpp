// RUN: %check_orm %s
// RUN: %exits 3 %orm_verify %s -- %inputs
//
// case A27: a relation that is assigned on one branch only is still read on the
// other one.

#include "school.hpp"

void on_one_branch(orm::Database &db) {
  const Department history = Department::objects(db).get("name"_c == "History");
  for (Course &c : Course::objects(db).filter("id"_c >= 1)) {
    if (c.title == "Rome")
      c.department = history;
    std::cout << c.department->name << '\n';
  }
}
// CHECK-MESSAGES: :[[@LINE-6]]:20: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with it [orm-n-plus-one]
// CHECK-MESSAGES: :[[@LINE-7]]:20: note: no fix-it, because the loop writes what it reads, and an eager load would not see that: read first, then write

int main() {
  orm::Database db{":memory:"};
  seed(db);
  on_one_branch(db);
}
