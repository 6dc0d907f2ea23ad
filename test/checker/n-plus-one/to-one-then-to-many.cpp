// RUN: %check_orm %s
// RUN: %orm_verify %s --expect '%s:10: 15 -> 2' -- %inputs
// case A7: a relation to one, then a relation to many of what it leads to.

#include "library.hpp"

int main() {
  orm::Database db{":memory:"};
  seed(db);
  for (const Book &book : Book::objects(db))
    for (const Book &other : book.author->books.all())
      std::cout << book.title << ' ' << other.title << '\n';
  // CHECK-MESSAGES: :[[@LINE-3]]:27: warning: query of 'Book' rows lacks eager loads of 'author' and 'author__books': 1 + 2N queries, 2 with the fix [orm-n-plus-one]
  // CHECK-FIXES: for (const Book &book : Book::objects(db).select_related("author").prefetch_related("author__books"))

  // The join is there already.
  for (const Book &book : Book::objects(db).select_related("author").order_by("title"))
    for (const Book &other : book.author->books.all())
      std::cout << book.title << ' ' << other.title << '\n';
  // CHECK-MESSAGES: :[[@LINE-3]]:27: warning: query of 'Book' rows lacks an eager load of 'author__books': 1 + N queries, 2 with the fix
  // CHECK-FIXES: for (const Book &book : Book::objects(db).select_related("author").order_by("title").prefetch_related("author__books"))

  // The first half is prefetched: that call gets the rest.
  for (const Book &book : Book::objects(db).prefetch_related("author"))
    for (const Book &other : book.author->edited.all())
      std::cout << book.title << ' ' << other.title << '\n';
  // CHECK-MESSAGES: :[[@LINE-3]]:27: warning: query of 'Book' rows lacks an eager load of 'author__edited': 2 + N queries, 3 with the fix
  // CHECK-FIXES: for (const Book &book : Book::objects(db).prefetch_related("author__edited"))

  // Quiet: both are loaded.
  for (const Book &book : Book::objects(db).select_related("author").prefetch_related("author__books"))
    for (const Book &other : book.author->books.all())
      std::cout << book.title << ' ' << other.title << '\n';
}
