// RUN: %check_orm %s
// RUN: %exits 3 %orm_verify %s -- %inputs
// case A44: an index into a query that has not run is a query of its own, each
// time. An eager load would make it two, so that is not what is said.

#include "school.hpp"

void unevaluated_query(orm::Database &db) {
  const auto students = Student::objects(db);
  for (std::int64_t i = 0; i < students.count(); ++i)
    std::cout << students[i].first_name << ' ' << students[i].courses.all().size() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:25: warning: query of 'Student' rows runs once for each turn of the loop, each time for another value [orm-query-in-loop]
// CHECK-MESSAGES: note: use the rows in memory, by to_vector() before the loop (an eager load alone would make it two queries for each row), instead

// Counted once, before the loop; and a loop of another form.
void counted_before(orm::Database &db) {
  const auto courses = Course::objects(db).order_by("id");
  const auto count = courses.count();
  for (std::int64_t i = 0; i < count; ++i)
    std::cout << courses[i].department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-5]]:24: warning: query of 'Course' rows runs once for each turn of the loop, each time for another value [orm-query-in-loop]
// CHECK-MESSAGES: note: use the rows in memory, by to_vector() before the loop
void another_form(orm::Database &db) {
  const auto courses = Course::objects(db).order_by("-id");
  std::int64_t i = 0;
  while (i < courses.count()) {
    const Course course = courses[i];
    std::cout << course.department->name << '\n';
    ++i;
  }
}
// CHECK-MESSAGES: :[[@LINE-8]]:24: warning: query of 'Course' rows runs once for each turn of the loop, each time for another value [orm-query-in-loop]
// CHECK-MESSAGES: note: use the rows in memory, by to_vector() before the loop

// What ends early is the next row by its position all the same.
void ends_early(orm::Database &db) {
  const auto courses = Course::objects(db).order_by("title");
  for (std::int64_t i = 0; i < courses.count(); ++i) {
    const Course course = courses[i];
    std::cout << course.title << '\n';
    if (course.title == "Rome")
      break;
  }
}
// CHECK-MESSAGES: :[[@LINE-8]]:24: warning: query of 'Course' rows runs up to once for each turn of the loop, each time for another value [orm-query-in-loop]

// Quiet twin: the rows are in memory.
void evaluated_query(orm::Database &db) {
  const auto students = Student::objects(db).prefetch_related("courses");
  for (std::size_t i = 0; i < students.size(); ++i)
    std::cout << students[static_cast<std::ptrdiff_t>(i)].courses.all().size() << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  unevaluated_query(db);
  counted_before(db);
  another_form(db);
  ends_early(db);
  evaluated_query(db);
}
