// The guides of each author, picked and ordered by the database in one Prefetch: 2 queries.
#include "models.hpp"
#include "seed.hpp"

#include <iostream>

using namespace library;
using namespace orm::literals;

int main() {
  orm::Database db{":memory:"};
  seed(db);

  auto guides = Book::objects(db).filter("title"_c.icontains("Guide")).order_by("title");
  for (const Author& author :
       Author::objects(db).prefetch_related(orm::Prefetch<Author>("books", guides, "guides"))) {
    std::cout << author.name << '\n';
    for (const Book& book : author.guides)
      std::cout << "  " << book.title << '\n';
  }
}
