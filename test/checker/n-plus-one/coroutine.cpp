// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case A23: rows that a coroutine yields.
// The loop is where the coroutine is resumed, the query where it yields.

#include "school.hpp"
#include <coroutine>

/// The rows of a query, one at a time.
class Rows {
public:
  struct promise_type {
    const Course *row = nullptr;
    Rows get_return_object() { return Rows(std::coroutine_handle<promise_type>::from_promise(*this)); }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(const Course &course) {
      row = &course;
      return {};
    }
    void return_void() {}
    void unhandled_exception() {}
  };
  explicit Rows(std::coroutine_handle<promise_type> handle) : handle(handle) {}
  Rows(Rows &&) = delete;
  ~Rows() { handle.destroy(); }
  const Course *next() {
    handle.resume();
    return handle.done() ? nullptr : handle.promise().row;
  }

private:
  std::coroutine_handle<promise_type> handle;
};

Rows courses(orm::Database &db) {
  for (const Course &course : Course::objects(db).filter("id"_c > 0))
    co_yield course;
}

void print(orm::Database &db) {
  Rows rows = courses(db);
  while (const Course *course = rows.next())
    std::cout << course->department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-9]]:31: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c > 0).select_related("department"))

// Quiet twins: loaded; one row only.
Rows loaded_courses(orm::Database &db) {
  for (const Course &course : Course::objects(db).select_related("department"))
    co_yield course;
}
void print_loaded(orm::Database &db) {
  Rows rows = loaded_courses(db);
  while (const Course *course = rows.next())
    std::cout << course->department->name << '\n';
}
Rows first_courses(orm::Database &db) {
  for (const Course &course : Course::objects(db).filter("id"_c > 1))
    co_yield course;
}
void print_first(orm::Database &db) {
  Rows rows = first_courses(db);
  if (const Course *course = rows.next())
    std::cout << course->department->name << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  print(db);
  print_loaded(db);
  print_first(db);
}
