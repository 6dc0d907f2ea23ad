// The books of one author, found by the author's name: 4 queries as written (1 + N), 1 with the
// check's fix.
#include "models.hpp"
#include "seed.hpp"

#include <iostream>

using namespace bookshop;
using namespace orm::literals;

int main() {
  orm::Database db{":memory:"};
  seed(db);

  for (const Book& book : Book::objects(db).filter("author__name"_c == "R.K. Narayan"))
    std::cout << book.title << " by " << book.author->name << '\n';
}
