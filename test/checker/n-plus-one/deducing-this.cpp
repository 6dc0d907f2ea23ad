// RUN: %check_orm %s --std c++23
// RUN: %orm_verify %s -- -std=c++23 %inputs
// case A18: member functions that name their object.

#include "school.hpp"

struct Line {
  const Course &course;
  void print(this const Line &self, int number) { std::cout << number << self.course.department->name << '\n'; }
  template <class Self> void title(this const Self &self) { std::cout << self.course.title << '\n'; }
};
void lines(orm::Database &db) {
  for (const Course &course : Course::objects(db)) {
    const Line line{course};
    line.print(1);
  }
}
// CHECK-MESSAGES: :[[@LINE-5]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix
// CHECK-FIXES: for (const Course &course : Course::objects(db).select_related("department")) {

// Quiet twin.
void titles(orm::Database &db) {
  for (const Course &course : Course::objects(db).order_by("id")) {
    const Line line{course};
    line.title();
  }
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  lines(db);
  titles(db);
}
