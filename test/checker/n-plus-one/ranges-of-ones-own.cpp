// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case A23: ranges, positions and indices that the program makes itself, and
// pointers into arrays.

#include "school.hpp"
#include <queue>
#include <stack>
#include <vector>

class Table {
public:
  explicit Table(std::vector<Course> courses) : courses(std::move(courses)) {}
  std::size_t rows() const { return courses.size(); }
  const Course &operator[](std::size_t row) const { return courses[row]; }

private:
  std::vector<Course> courses;
};
void row_by_row(orm::Database &db) {
  const Table table(Course::objects(db).filter("id"_c > 1).to_vector());
  for (std::size_t row = 0; row < table.rows(); ++row)
    std::cout << table[row].department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:21: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-
// CHECK-FIXES: const Table table(Course::objects(db).filter("id"_c > 1).select_related("department").to_vector());
// Quiet: one row, whatever the loop does.
void one_row(orm::Database &db) {
  const Table table(Course::objects(db).filter("id"_c > 1).to_vector());
  for (int turn = 0; turn < 3; ++turn)
    std::cout << table[1].department->name << '\n';
}

template <class Pointer> void between(Pointer first, Pointer last) {
  for (; first != last; ++first)
    std::cout << first->department->name << '\n';
}
void by_pointers(orm::Database &db) {
  const std::vector<Course> courses = Course::objects(db).filter("id"_c > 2).to_vector();
  between(courses.data(), courses.data() + courses.size());
}
// CHECK-MESSAGES: :[[@LINE-3]]:39: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-
// CHECK-FIXES: const std::vector<Course> courses = Course::objects(db).filter("id"_c > 2).select_related("department").to_vector();
void counted_down(const Course *course, std::size_t left) {
  while (left-- > 0)
    std::cout << course++->department->name << '\n';
}
void by_length(orm::Database &db) {
  const std::vector<Course> courses = Course::objects(db).filter("id"_c >= 0).to_vector();
  counted_down(courses.data(), courses.size());
}
// CHECK-MESSAGES: :[[@LINE-3]]:39: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-
// CHECK-FIXES: const std::vector<Course> courses = Course::objects(db).filter("id"_c >= 0).select_related("department").to_vector();
// Quiet: a pointer to one row.
void print(const Course *course) { std::cout << course->department->name << '\n'; }
void by_pointer(orm::Database &db) {
  const Course first = Course::objects(db).get("title"_c == "Rome");
  print(&first);
}

void queue(orm::Database &db) {
  std::queue<Course> waiting;
  for (const Course &course : Course::objects(db).filter("id"_c >= 2))
    waiting.push(course);
  while (!waiting.empty()) {
    std::cout << waiting.front().department->name << '\n';
    waiting.pop();
  }
}
// CHECK-MESSAGES: :[[@LINE-7]]:31: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c >= 2).select_related("department"))
void stack(orm::Database &db) {
  std::stack<Course> waiting;
  for (const Course &course : Course::objects(db).filter("id"_c < 100))
    waiting.push(course);
  for (; !waiting.empty(); waiting.pop())
    std::cout << waiting.top().department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-5]]:31: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c < 100).select_related("department"))
// Quiet: always the same one.
void front(orm::Database &db) {
  const std::vector<Course> courses = Course::objects(db).to_vector();
  for (int turn = 0; turn < 3; ++turn)
    std::cout << courses.front().department->name << '\n';
}

// Quiet twins.
void loaded(orm::Database &db) {
  const std::vector<Course> courses = Course::objects(db).select_related("department").to_vector();
  const Table table(courses);
  for (std::size_t row = 0; row < table.rows(); ++row)
    std::cout << table[row].department->name << '\n';
  between(courses.data(), courses.data() + courses.size());
  counted_down(courses.data(), courses.size());
  std::queue<Course> waiting;
  for (const Course &course : courses)
    waiting.push(course);
  for (; !waiting.empty(); waiting.pop())
    std::cout << waiting.front().department->name << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  row_by_row(db);
  one_row(db);
  by_pointers(db);
  by_length(db);
  by_pointer(db);
  queue(db);
  stack(db);
  front(db);
  loaded(db);
}
