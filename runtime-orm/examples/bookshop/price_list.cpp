// The price list: 8 queries as written (1 + N), 1 with the check's fix, the author joined.
#include "models.hpp"
#include "seed.hpp"

#include <iostream>

using namespace bookshop;

int main() {
  orm::Database db{":memory:"};
  seed(db);

  for (const Book& book : Book::objects(db).order_by("title"))
    std::cout << book.title << ", " << book.author->name << ": " << book.price << " cents\n";
}
