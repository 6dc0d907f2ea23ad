// Every author with the books: 6 queries as written (1 + N), 2 with the check's fix.
#include "models.hpp"
#include "seed.hpp"

#include <iostream>

using namespace blog;

int main() {
  orm::Database db{":memory:"};
  seed(db);

  auto authors = Author::objects(db).order_by("name");
  for (const Author& author : authors) {
    std::cout << author.name << '\n';
    for (const Book& book : author.books.all())
      std::cout << "  " << book.year << "  " << book.title << '\n';
  }
}
