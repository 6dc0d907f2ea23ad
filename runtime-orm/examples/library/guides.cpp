// The guides of each author, picked from all the books: 5 queries as written (1 + N), 2 with the
// check's fix.
#include "models.hpp"
#include "seed.hpp"

#include <iostream>

using namespace library;

int main() {
  orm::Database db{":memory:"};
  seed(db);

  for (const Author& author : Author::objects(db)) {
    std::cout << author.name << '\n';
    for (const Book& book : author.books.all())
      if (book.title.find("Guide") != std::string::npos)
        std::cout << "  " << book.title << '\n';
  }
}
