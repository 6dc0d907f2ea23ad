// RUN: %check_orm %s --checks=-*,orm-n-plus-one
// RUN: %orm_verify %s -- %inputs
// case A27, the positive twins: assigned after it was read, to a copy, another relation, and to other rows.

#include "library.hpp"
#include <vector>

void show(const Book &book) { std::cout << book.title << ' ' << book.author->name << '\n'; }
Author rao(orm::Database &db) { return Author::objects(db).get("name"_c == "Rao"); }

void after_the_loop(orm::Database &db) {
  const Author author = rao(db);
  std::vector<Book> books = Book::objects(db).to_vector();
  for (const Book &book : books)
    show(book);
  for (Book &book : books)
    book.author = author;
}
// CHECK-MESSAGES: :[[@LINE-6]]:29: warning: query of 'Book' rows lacks an eager load of 'author': 1 + N queries, 1 with the fix
// CHECK-FIXES: std::vector<Book> books = Book::objects(db).select_related("author").to_vector();

// The cost is a bound: what is done to a copy is not told from what is done to the row.
void copies(orm::Database &db) {
  const Author author = rao(db);
  std::vector<Book> books = Book::objects(db).order_by("id").to_vector();
  for (Book book : books)
    book.author = author;
  for (const Book &book : books)
    show(book);
}
// CHECK-MESSAGES: :[[@LINE-6]]:29: warning: query of 'Book' rows lacks an eager load of 'author': up to 1 + N queries, 1 with the fix
// CHECK-FIXES: std::vector<Book> books = Book::objects(db).order_by("id").select_related("author").to_vector();

void give(Book book, const Author &author) { book.author = author; }
void to_a_copy_in_a_helper(orm::Database &db) {
  const Author author = rao(db);
  std::vector<Book> books = Book::objects(db).order_by("-id").to_vector();
  for (Book &book : books)
    give(book, author);
  for (const Book &book : books)
    show(book);
}
// CHECK-MESSAGES: :[[@LINE-6]]:29: warning: query of 'Book' rows lacks an eager load of 'author': 1 + N queries, 1 with the fix
// CHECK-FIXES: std::vector<Book> books = Book::objects(db).order_by("-id").select_related("author").to_vector();

void another_relation(orm::Database &db) {
  const Author author = rao(db);
  std::vector<Book> books = Book::objects(db).order_by("title").to_vector();
  for (Book &book : books)
    book.editor = author;
  for (const Book &book : books)
    show(book);
}
// CHECK-MESSAGES: :[[@LINE-6]]:29: warning: query of 'Book' rows lacks an eager load of 'author': 1 + N queries, 1 with the fix
// CHECK-FIXES: std::vector<Book> books = Book::objects(db).order_by("title").select_related("author").to_vector();

// Some of the rows: the others are read.
void some(orm::Database &db) {
  const Author author = rao(db);
  std::vector<Book> books = Book::objects(db).order_by("-title").to_vector();
  for (Book &book : books)
    if (book.title < "Guide")
      book.author = author;
  for (const Book &book : books)
    show(book);
}
// CHECK-MESSAGES: :[[@LINE-7]]:29: warning: query of 'Book' rows lacks an eager load of 'author': up to 1 + N queries, 1 with the fix
// CHECK-FIXES: std::vector<Book> books = Book::objects(db).order_by("-title").select_related("author").to_vector();

int main() {
  orm::Database db{":memory:"};
  seed(db);
  after_the_loop(db);
  copies(db);
  to_a_copy_in_a_helper(db);
  another_relation(db);
  some(db);
}
