// RUN: %check_orm %s --allow-errors
// case A36: code with errors is read without a crash, and nothing is guessed.

#include "bookshop.hpp"

int letters(orm::Database &db) {
  int sum = 0;
  for (const Boook &book : Boook::objects(db))
    sum += book.author->name.size();
  for (const Book &book : Book::objects(db).
  return sum;
}

struct
