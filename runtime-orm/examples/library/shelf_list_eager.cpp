// Every book with its authors and subjects, by two chained prefetches: 3 queries.
#include "models.hpp"
#include "seed.hpp"

#include <iostream>

using namespace library;

int main() {
  orm::Database db{":memory:"};
  seed(db);

  auto books =
      Book::objects(db).prefetch_related("authors").order_by("title").prefetch_related("subjects");
  for (const Book& book : books) {
    std::cout << book.title << '\n';
    for (const Author& author : book.authors.all())
      std::cout << "  by " << author.name << '\n';
    for (const Subject& subject : book.subjects.all())
      std::cout << "  on " << subject.name << '\n';
  }
}
