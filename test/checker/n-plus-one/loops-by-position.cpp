// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case A23: loops that go through their rows by position, forwards and backwards, to the end or not, and by taking rows
// out. Rows that a loop may leave out make the cost "up to".

#include "library.hpp"
#include <iterator>
#include <vector>

void show(const Book &book) { std::cout << book.title << ' ' << book.author->name << '\n'; }

void backwards(orm::Database &db) {
  const auto books = Book::objects(db).to_vector();
  for (auto i = books.size(); i-- > 0;)
    show(books[i]);
}
// CHECK-MESSAGES: :[[@LINE-4]]:22: warning: query of 'Book' rows lacks an eager load of 'author': 1 + N queries, 1 with the fix
// CHECK-FIXES: const auto books = Book::objects(db).select_related("author").to_vector();

void stepped_first(orm::Database &db) {
  const auto books = Book::objects(db).order_by("id").to_vector();
  std::size_t i = books.size();
  do {
    --i;
    show(books[i]);
  } while (i > 0);
}
// CHECK-MESSAGES: :[[@LINE-7]]:22: warning: query of 'Book' rows lacks an eager load of 'author': {{(up to )?}}1 + N queries, 1 with the fix
// CHECK-FIXES: const auto books = Book::objects(db).order_by("id").select_related("author").to_vector();

void behind_the_first(orm::Database &db) {
  const auto books = Book::objects(db).order_by("-id").to_vector();
  for (std::size_t i = 0; i < books.size(); ++i)
    show(*std::next(books.begin(), static_cast<std::ptrdiff_t>(i)));
}
// CHECK-MESSAGES: :[[@LINE-4]]:22: warning: query of 'Book' rows lacks an eager load of 'author': {{(up to )?}}1 + N queries, 1 with the fix
// CHECK-FIXES: const auto books = Book::objects(db).order_by("-id").select_related("author").to_vector();

void not_the_first(orm::Database &db) {
  const auto books = Book::objects(db).order_by("title").to_vector();
  for (std::size_t i = 1; i < books.size(); ++i)
    show(books[i]);
}
// CHECK-MESSAGES: :[[@LINE-4]]:22: warning: query of 'Book' rows lacks an eager load of 'author': up to 1 + N queries, 1 with the fix
// CHECK-FIXES: const auto books = Book::objects(db).order_by("title").select_related("author").to_vector();

void not_the_last(orm::Database &db) {
  const auto books = Book::objects(db).order_by("-title").to_vector();
  for (std::size_t i = 0; i + 1 < books.size(); ++i)
    show(books[i]);
}
// CHECK-MESSAGES: :[[@LINE-4]]:22: warning: query of 'Book' rows lacks an eager load of 'author': up to 1 + N queries, 1 with the fix
// CHECK-FIXES: const auto books = Book::objects(db).order_by("-title").select_related("author").to_vector();

void every_other(orm::Database &db) {
  const auto books = Book::objects(db).filter("id"_c > 0).to_vector();
  for (std::size_t i = 0; i < books.size(); i += 2)
    show(books[i]);
}
// CHECK-MESSAGES: :[[@LINE-4]]:22: warning: query of 'Book' rows lacks an eager load of 'author': up to 1 + N queries, 1 with the fix
// CHECK-FIXES: const auto books = Book::objects(db).filter("id"_c > 0).select_related("author").to_vector();

void from_the_second_on(orm::Database &db) {
  const auto books = Book::objects(db).filter("id"_c >= 0).to_vector();
  for (auto it = std::next(books.begin()); it != books.end(); ++it)
    show(*it);
}
// CHECK-MESSAGES: :[[@LINE-4]]:22: warning: query of 'Book' rows lacks an eager load of 'author': up to 1 + N queries, 1 with the fix
// CHECK-FIXES: const auto books = Book::objects(db).filter("id"_c >= 0).select_related("author").to_vector();

void up_to_the_last(orm::Database &db) {
  const auto books = Book::objects(db).filter("id"_c < 99);
  for (auto it = books.begin(); it != std::prev(books.end()); ++it)
    show(*it);
}
// CHECK-MESSAGES: :[[@LINE-4]]:22: warning: query of 'Book' rows lacks an eager load of 'author': up to 1 + N queries, 1 with the fix
// CHECK-FIXES: const auto books = Book::objects(db).filter("id"_c < 99).select_related("author");

void taken_out(orm::Database &db) {
  auto books = Book::objects(db).filter("id"_c < 98).to_vector();
  while (!books.empty()) {
    show(books.back());
    books.pop_back();
  }
}
// CHECK-MESSAGES: :[[@LINE-6]]:16: warning: query of 'Book' rows lacks an eager load of 'author': up to 1 + N queries, 1 with the fix
// CHECK-FIXES: auto books = Book::objects(db).filter("id"_c < 98).select_related("author").to_vector();

// Quiet twins: loaded; one position only.
void loaded(orm::Database &db) {
  auto books = Book::objects(db).select_related("author").to_vector();
  for (auto i = books.size(); i-- > 0;)
    show(books[i]);
  for (std::size_t i = 1; i + 1 < books.size(); i += 2)
    show(*std::next(books.begin(), static_cast<std::ptrdiff_t>(i)));
  while (!books.empty()) {
    show(books.back());
    books.pop_back();
  }
}
void the_last(orm::Database &db) {
  const auto books = Book::objects(db).to_vector();
  std::size_t i = books.size();
  --i;
  show(books[i]);
  show(*std::prev(books.end()));
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  backwards(db);
  stepped_first(db);
  behind_the_first(db);
  not_the_first(db);
  not_the_last(db);
  every_other(db);
  from_the_second_on(db);
  up_to_the_last(db);
  taken_out(db);
  loaded(db);
  the_last(db);
}
