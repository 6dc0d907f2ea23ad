#include "site/pages.hpp"

int main() {
  orm::Database db{":memory:"};
  db.create_tables<Author, Book>();
  render(Book::objects(db));
}
