// Every book with its authors and subjects: 1 + 2N queries as written, 3 with the check's fix.
#include "models.hpp"
#include "seed.hpp"

#include <iostream>

using namespace library;

int main() {
  orm::Database db{":memory:"};
  seed(db);

  for (const Book& book : Book::objects(db).order_by("title")) {
    std::cout << book.title << '\n';
    for (const Author& author : book.authors.all())
      std::cout << "  by " << author.name << '\n';
    for (const Subject& subject : book.subjects.all())
      std::cout << "  on " << subject.name << '\n';
  }
}
