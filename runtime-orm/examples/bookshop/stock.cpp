// Books with their author and their publishers: 1 + 2N queries as written, 2 with the check's fix.
#include "models.hpp"
#include "seed.hpp"

#include <iostream>

using namespace bookshop;

int main() {
  orm::Database db{":memory:"};
  seed(db);

  for (const Book& book : Book::objects(db)) {
    std::cout << book.title << " by " << book.author->name << ", from";
    for (const Publisher& publisher : book.publishers.all())
      std::cout << ' ' << publisher.name << ';';
    std::cout << '\n';
  }
}
