// The guides of each author, filtered by the database for each author anew: 5 queries (1 + N).
// A prefetch would not serve a manager that is filtered; guides_eager.cpp shows the form that does.
#include "models.hpp"
#include "seed.hpp"

#include <iostream>

using namespace library;
using namespace orm::literals;

int main() {
  orm::Database db{":memory:"};
  seed(db);

  for (const Author& author : Author::objects(db)) {
    std::cout << author.name << '\n';
    for (const Book& book : author.books.filter("title"_c.icontains("Guide")).order_by("title"))
      std::cout << "  " << book.title << '\n';
  }
}
