// RUN: %check_orm %s
// Nothing to say where the query loads what the loop reads.

#include "bookshop.hpp"

int letters(orm::Database &db) {
  int sum = 0;
  for (const Book &book : Book::objects(db).select_related("author"))
    sum += book.author->name.size();
  return sum;
}
