// RUN: %check_orm %s
// The whole way through the plugin: warning, fix-it, silence.

#include "bookshop.hpp"

int letters(orm::Database &db) {
  int sum = 0;
  for (const Book &book : Book::objects(db))
    sum += book.author->name.size();
  return sum;
}
// CHECK-MESSAGES: :[[@LINE-4]]:27: warning: {{.*}}'Book'{{.*}}[orm-n-plus-one]
// CHECK-FIXES: for (const Book &book : Book::objects(db).select_related("author"))
