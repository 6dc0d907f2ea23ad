// RUN: %check_orm %s
// RUN: %orm_verify %s --expect-quiet --expect '%s:10: 2' --expect '%s:17: 2' -- %inputs
// case A15: rows read through a relation know the row they were asked of. The
// way back runs no query.

#include "library.hpp"

void of_one_author(orm::Database &db) {
  const Author desai =
      Author::objects(db).get("name"_c == "Desai");
  for (const Book &book : desai.books.all())
    std::cout << book.title << ' ' << book.author->name << '\n';
}

// Prefetched rows know it too.
void of_each_author(orm::Database &db) {
  for (const Author &author : Author::objects(db).prefetch_related("books"))
    for (const Book &book : author.books.all())
      std::cout << book.title << ' ' << book.author->name << '\n';
}

// So do narrowed ones.
void some_of_one_author(orm::Database &db) {
  const Author desai = Author::objects(db).get("name"_c == "Desai");
  for (const Book &book : desai.books.order_by("-title"))
    std::cout << book.title << ' ' << book.author->name << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  of_one_author(db);
  of_each_author(db);
  some_of_one_author(db);
}
