// RUN: %check_orm %s
// case A23: rows that a coroutine yields.
// Not reported yet: what is yielded is not followed to where the coroutine is
// resumed.

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
  for (const Course &course : Course::objects(db))
    co_yield course;
}

void print(orm::Database &db) {
  Rows rows = courses(db);
  while (const Course *course = rows.next())
    std::cout << course->department->name << '\n';
}
