// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case A18: functions that nobody seems to call: constructors and destructors,
// conversions, operators of the application's own wrappers, the one function
// that overrides another.

#include "school.hpp"
#include <utility>
#include <vector>

struct Line {
  explicit Line(const Course &course) : text(course.title + " in " + course.department->name) {}
  std::string text;
};
void constructor(orm::Database &db) {
  std::vector<Line> lines;
  for (const Course &course : Course::objects(db).filter("id"_c > 0))
    lines.push_back(Line(course));
  std::cout << lines.back().text << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c > 0).select_related("department"))

struct Farewell {
  const Course &course;
  ~Farewell() { std::cout << course.department->name << '\n'; }
};
void destructor(orm::Database &db) {
  for (const Course &course : Course::objects(db).filter("id"_c > 1)) {
    const Farewell at_the_end{course};
    std::cout << course.title << '\n';
  }
}
// CHECK-MESSAGES: :[[@LINE-5]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c > 1).select_related("department")) {

struct Named {
  const Course &course;
  explicit operator bool() const { return !course.department->name.empty(); }
};
void conversion(orm::Database &db) {
  for (const Course &course : Course::objects(db).filter("id"_c > 2))
    if (Named{course})
      std::cout << course.title << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c > 2).select_related("department"))

/// An application's own wrapper around a handle.
class DepartmentOf {
public:
  explicit DepartmentOf(const Course &course) : course(&course) {}
  const Department *operator->() const { return &*course->department; }

private:
  const Course *course;
};
void wrapper(orm::Database &db) {
  for (const Course &course : Course::objects(db).filter("id"_c > 3))
    std::cout << DepartmentOf(course)->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c > 3).select_related("department"))

struct Shape {
  virtual ~Shape() = default;
  virtual void print(const Course &course) const = 0;
};
struct OnlyShape : Shape {
  void print(const Course &course) const override { std::cout << course.department->name << '\n'; }
};
void overridden_once(orm::Database &db, const Shape &shape) {
  for (const Course &course : Course::objects(db).filter("id"_c > 4))
    shape.print(course);
}
// CHECK-MESSAGES: :[[@LINE-3]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c > 4).select_related("department"))

// Quiet twins.
void loaded(orm::Database &db) {
  const OnlyShape shape;
  for (const Course &course : Course::objects(db).select_related("department")) {
    const Farewell at_the_end{course};
    std::cout << Line(course).text << DepartmentOf(course)->name << static_cast<bool>(Named{course}) << '\n';
    static_cast<const Shape &>(shape).print(course);
  }
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  constructor(db);
  destructor(db);
  conversion(db);
  wrapper(db);
  overridden_once(db, OnlyShape{});
  loaded(db);
}
