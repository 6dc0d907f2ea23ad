// Books, author and publishers combined in one query set: one join and one prefetch, 2 queries.
#include "models.hpp"
#include "seed.hpp"

#include <iostream>

using namespace bookshop;

int main() {
  orm::Database db{":memory:"};
  seed(db);

  for (const Book& book :
       Book::objects(db).select_related("author").prefetch_related("publishers")) {
    std::cout << book.title << " by " << book.author->name << ", from";
    for (const Publisher& publisher : book.publishers.all())
      std::cout << ' ' << publisher.name << ';';
    std::cout << '\n';
  }
}
