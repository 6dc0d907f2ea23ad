// Authors, their books and who publishes them: 1 + N + N*M queries as written, 3 with the check's
// fix.
#include "models.hpp"
#include "seed.hpp"

#include <iostream>

using namespace bookshop;

int main() {
  orm::Database db{":memory:"};
  seed(db);

  for (const Author& author : Author::objects(db).order_by("name")) {
    std::cout << author.name << '\n';
    for (const Book& book : author.books.all()) {
      std::cout << "  " << book.title << ':';
      for (const Publisher& publisher : book.publishers.all())
        std::cout << ' ' << publisher.name << ';';
      std::cout << '\n';
    }
  }
}
