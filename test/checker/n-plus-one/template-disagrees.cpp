// RUN: %check_orm %s
// RUN: %exits 3 %orm_verify %s -- %inputs
// case A26: one instantiation follows the relation, another does not: an eager
// load would cost the other one something.

#include "school.hpp"

struct Titles {
  void operator()(const Course &course) const { std::cout << course.title << '\n'; }
};
struct Departments {
  void operator()(const Course &course) const { std::cout << course.department->name << '\n'; }
};

template <class Show> void print(orm::Database &db, const Show &show) {
  for (const Course &course : Course::objects(db))
    show(course);
}
// CHECK-MESSAGES: :[[@LINE-3]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with it [orm-n-plus-one]
// CHECK-MESSAGES: :[[@LINE-4]]:31: note: no fix-it, because the query is in a template: add .select_related("department") if it suits every instantiation

int main() {
  orm::Database db{":memory:"};
  seed(db);
  print(db, Titles());
  print(db, Departments());
}
