// RUN: %check_orm %s --checks=-*,orm-n-plus-one
// RUN: %orm_verify %s --expect '%s:11: 8 -> 1' -- %inputs
// case A32: two relations lead to the same model. The one that is followed is
// named.

#include "library.hpp"

int main() {
  orm::Database db{":memory:"};
  seed(db);
  for (const Book &book : Book::objects(db))
    std::cout << book.title << ' ' << book.editor->name << '\n';
  // CHECK-MESSAGES: :[[@LINE-2]]:27: warning: query of 'Book' rows lacks an eager load of 'editor': 1 + N queries, 1 with the fix [orm-n-plus-one]
  // CHECK-FIXES: for (const Book &book : Book::objects(db).select_related("editor"))

  // An eager load of one of them does not serve the other one.
  for (const Book &book : Book::objects(db).select_related("author").order_by("title"))
    std::cout << book.author->name << ' ' << book.editor->name << '\n';
  // CHECK-MESSAGES: :[[@LINE-2]]:27: warning: query of 'Book' rows lacks an eager load of 'editor': 1 + N queries, 1 with the fix [orm-n-plus-one]
  // CHECK-FIXES: for (const Book &book : Book::objects(db).select_related("author", "editor").order_by("title"))
  for (const Author &author : Author::objects(db).prefetch_related("edited"))
    for (const Book &book : author.books.all())
      std::cout << author.name << ' ' << book.title << '\n';
  // CHECK-MESSAGES: :[[@LINE-3]]:31: warning: query of 'Author' rows lacks an eager load of 'books': 2 + N queries, 3 with the fix [orm-n-plus-one]
  // CHECK-FIXES: for (const Author &author : Author::objects(db).prefetch_related("edited", "books"))

  // Both, in one loop.
  for (const Book &book : Book::objects(db).order_by("-title"))
    std::cout << book.editor->name << ' ' << book.author->name << '\n';
  // CHECK-MESSAGES: :[[@LINE-2]]:27: warning: query of 'Book' rows lacks eager loads of 'editor' and 'author': 1 + 2N queries, 1 with the fix [orm-n-plus-one]
  // CHECK-FIXES: for (const Book &book : Book::objects(db).order_by("-title").select_related("editor", "author"))

  // Quiet twins.
  for (const Book &book : Book::objects(db).select_related("editor"))
    std::cout << book.editor->name << ' ' << book.author.id() << '\n';
  for (const Author &author : Author::objects(db).prefetch_related("edited"))
    std::cout << author.edited.all().size() << '\n';
}
