#include "site/pages.hpp"

void render(const orm::QuerySet<Book> &books) {
  for (const Book &book : books)
    print(book);
}
