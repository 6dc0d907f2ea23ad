// RUN: %check_orm %s
// RUN: %exits 3 %orm_verify %s -- %inputs
// Case A31: what the analysis does not follow is undecided, and silent. Each of
// these costs 1 + N queries.

#include "school.hpp"
#include <functional>
#include <vector>

// Not reported yet: a variable that other files can set.
std::vector<Course> shared;
void in_a_public_variable(orm::Database &db) {
  shared = Course::objects(db).filter("id"_c > 0).to_vector();
  for (const Course &course : shared)
    std::cout << course.department->name << '\n';
}

// Not reported yet: a variable that an object's function object changes.
struct Button {
  std::function<void()> pressed;
};
void kept(orm::Database &db) {
  auto courses = Course::objects(db).filter("id"_c > 4);
  Button button;
  button.pressed = [&] { courses = courses.order_by("title"); };
  button.pressed();
  for (const Course &course : courses)
    std::cout << course.department->name << '\n';
}

// Not reported yet: a position that a member of an object moves.
class Cursor {
public:
  explicit Cursor(std::vector<Course> courses) : courses(std::move(courses)) {}
  bool next() { return ++at <= courses.size(); }
  const Course &row() const { return courses[at - 1]; }

private:
  std::vector<Course> courses;
  std::size_t at = 0;
};
void by_cursor(orm::Database &db) {
  Cursor cursor(Course::objects(db).filter("id"_c > 5).to_vector());
  while (cursor.next())
    std::cout << cursor.row().department->name << '\n';
}

// Not reported yet: which row, the depth of a recursion says.
void from(const std::vector<Course> &courses, std::size_t i) {
  if (i == courses.size())
    return;
  std::cout << courses[i].department->name << '\n';
  from(courses, i + 1);
}
void by_depth(orm::Database &db) { from(Course::objects(db).filter("id"_c >= 1).to_vector(), 0); }

// Not reported yet: the end of a temporary object.
struct Line {
  const Course &course;
  ~Line() { std::cout << course.department->name << '\n'; }
  void begin() const {}
};
void temporaries(orm::Database &db) {
  for (const Course &course : Course::objects(db).filter("id"_c < 101))
    Line{course}.begin();
}

// Not reported yet: a pointer to a member that a helper is handed.
void print_by(const Course &course, orm::ForeignKey<Department> Course::*relation) {
  std::cout << (course.*relation)->name << '\n';
}
void by_member(orm::Database &db) {
  for (const Course &course : Course::objects(db).filter("id"_c < 102))
    print_by(course, &Course::department);
}

// Not reported yet: pointers to anything, as callbacks of C libraries take them.
void call_back(void (*callback)(const void *), const void *data) { callback(data); }
void by_void_pointer(orm::Database &db) {
  for (const Course &course : Course::objects(db).filter("id"_c < 104))
    call_back([](const void *data) { std::cout << static_cast<const Course *>(data)->department->name << '\n'; },
              &course);
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  in_a_public_variable(db);
  kept(db);
  by_cursor(db);
  by_depth(db);
  temporaries(db);
  by_member(db);
  by_void_pointer(db);
}
