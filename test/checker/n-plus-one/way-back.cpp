// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case A15, the positive twins: what is not the way back, and what lies behind
// it, does run a query.

#include "library.hpp"

// The other relation of the same model.
void other_relation(orm::Database &db) {
  const Author desai = Author::objects(db).get("name"_c == "Desai");
  for (const Book &book : desai.edited.all())
    std::cout << book.title << ' ' << book.author->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:27: warning: query of 'Book' rows lacks an eager load of 'author': 2 + N queries, 2 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Book &book : desai.edited.all().select_related("author"))

// A loop without the relations in between lacks only the first of them.
void lazy_way_there(orm::Database &db) {
  for (const Author &author : Author::objects(db))
    for (const Book &book : author.books.all())
      std::cout << book.title << ' ' << book.author->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:31: warning: query of 'Author' rows lacks an eager load of 'books': 1 + N queries, 2 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Author &author : Author::objects(db).prefetch_related("books"))

// What the way back leads to is the row itself: its other relation is missing.
void behind_the_way_back(orm::Database &db) {
  for (const Author &author : Author::objects(db).prefetch_related("books").order_by("name"))
    for (const Book &book : author.books.all())
      std::cout << book.title << ' ' << book.author->edited.all().size() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:31: warning: query of 'Author' rows lacks an eager load of 'edited'
// CHECK-FIXES: for (const Author &author : Author::objects(db).prefetch_related("books", "edited").order_by("name"))

int main() {
  orm::Database db{":memory:"};
  seed(db);
  other_relation(db);
  lazy_way_there(db);
  behind_the_way_back(db);
}
