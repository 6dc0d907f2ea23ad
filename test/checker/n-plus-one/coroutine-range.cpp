// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case A23: a coroutine that is a range, and one that is handed its query.

#include "library.hpp"
#include <coroutine>
#include <cstddef>
#include <utility>

template <class T> class Generator {
public:
  struct promise_type {
    const T *value = nullptr;
    Generator get_return_object() { return Generator(std::coroutine_handle<promise_type>::from_promise(*this)); }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(const T &row) noexcept {
      value = &row;
      return {};
    }
    void return_void() {}
    void unhandled_exception() {}
  };
  struct Sentinel {};
  class Iterator {
  public:
    explicit Iterator(std::coroutine_handle<promise_type> handle) : handle(handle) {}
    const T &operator*() const { return *handle.promise().value; }
    const T *operator->() const { return handle.promise().value; }
    Iterator &operator++() {
      handle.resume();
      return *this;
    }
    friend bool operator==(const Iterator &at, Sentinel) { return at.handle.done(); }

  private:
    std::coroutine_handle<promise_type> handle;
  };
  Iterator begin() {
    handle.resume();
    return Iterator(handle);
  }
  Sentinel end() { return {}; }
  Generator(Generator &&) = delete;
  ~Generator() { handle.destroy(); }

private:
  explicit Generator(std::coroutine_handle<promise_type> handle) : handle(handle) {}
  std::coroutine_handle<promise_type> handle;
};

Generator<Book> books(orm::Database &db) {
  for (const Book &book : Book::objects(db).order_by("title"))
    co_yield book;
}
void ranged(orm::Database &db) {
  for (const Book &book : books(db))
    std::cout << book.author->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-7]]:27: warning: query of 'Book' rows lacks an eager load of 'author': up to 1 + N queries, 1 with the fix
// CHECK-FIXES: for (const Book &book : Book::objects(db).order_by("title").select_related("author"))

Generator<Book> each_of(orm::QuerySet<Book> rows) {
  for (const Book &book : rows)
    co_yield book;
}
void handed_over(orm::Database &db) {
  auto rows = each_of(Book::objects(db).order_by("-title"));
  for (auto at = rows.begin(); at != rows.end(); ++at)
    std::cout << at->editor->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:23: warning: query of 'Book' rows lacks an eager load of 'editor': up to 1 + N queries, 1 with the fix
// CHECK-FIXES: auto rows = each_of(Book::objects(db).order_by("-title").select_related("editor"));

// The coroutine itself follows the relation.
Generator<Book> announced(orm::Database &db) {
  for (const Book &book : Book::objects(db).order_by("id")) {
    std::cout << book.author->name << '\n';
    co_yield book;
  }
}
void titles(orm::Database &db) {
  for (const Book &book : announced(db))
    std::cout << book.title << '\n';
}
// CHECK-MESSAGES: :[[@LINE-9]]:27: warning: query of 'Book' rows lacks an eager load of 'author': {{(up to )?}}1 + N queries, 1 with the fix
// CHECK-FIXES: for (const Book &book : Book::objects(db).order_by("id").select_related("author")) {

// Quiet twin: the caller loads it.
void loaded(orm::Database &db) {
  for (const Book &book : each_of(Book::objects(db).select_related("author")))
    std::cout << book.author->name << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  ranged(db);
  handed_over(db);
  titles(db);
  loaded(db);
}
