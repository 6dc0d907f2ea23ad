// The subjects each author has written on, book by book: 1 + N + N*M queries as written, 3 with the
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
    for (const Book& book : author.books.all()) {
      std::cout << "  " << book.title << ':';
      for (const Subject& subject : book.subjects.all())
        std::cout << ' ' << subject.name;
      std::cout << '\n';
    }
  }
}
