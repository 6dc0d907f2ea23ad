// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case A23, A17: a function is handed the number of a row, and a loop of its caller counts: the table model of a user
// interface.

#include "library.hpp"
#include <vector>

class BookTable {
public:
  void load(orm::Database &db) { books = Book::objects(db).to_vector(); }
  std::size_t rows() const { return books.size(); }
  std::string author(std::size_t row) const { return books[row].author->name; }
  std::string cell(std::size_t row, int column) const { return column == 0 ? books.at(row).title : author(row); }

private:
  std::vector<Book> books;
};
// CHECK-MESSAGES: :[[@LINE-8]]:42: warning: query of 'Book' rows lacks an eager load of 'author': up to 1 + N queries, 1 with the fix
// CHECK-FIXES: void load(orm::Database &db) { books = Book::objects(db).select_related("author").to_vector(); }

void by_cell(orm::Database &db) {
  BookTable table;
  table.load(db);
  for (std::size_t row = 0; row < table.rows(); ++row)
    for (int column = 0; column < 2; ++column)
      std::cout << table.cell(row, column) << '\n';
}

void by_lambda(orm::Database &db) {
  const auto books = Book::objects(db).order_by("title").to_vector();
  const auto author = [&](std::size_t i) { return books[i].author->name; };
  for (std::size_t i = 0; i < books.size(); ++i)
    std::cout << author(i) << '\n';
}
// CHECK-MESSAGES: :[[@LINE-5]]:22: warning: query of 'Book' rows lacks an eager load of 'author': up to 1 + N queries, 1 with the fix
// CHECK-FIXES: const auto books = Book::objects(db).order_by("title").select_related("author").to_vector();

std::string author_of(const std::vector<Book> &books, std::size_t i) { return books[i].author->name; }
void by_function(orm::Database &db) {
  const auto books = Book::objects(db).order_by("id").to_vector();
  std::size_t i = 0;
  while (i < books.size())
    std::cout << author_of(books, i++) << '\n';
}
// CHECK-MESSAGES: :[[@LINE-5]]:22: warning: query of 'Book' rows lacks an eager load of 'author': up to 1 + N queries, 1 with the fix
// CHECK-FIXES: const auto books = Book::objects(db).order_by("id").select_related("author").to_vector();

// Quiet twins: loaded, always the same row, once.
void loaded(orm::Database &db) {
  const auto books = Book::objects(db).select_related("author").to_vector();
  for (std::size_t i = 0; i < books.size(); ++i)
    std::cout << author_of(books, i) << '\n';
}
void the_first(orm::Database &db) {
  const auto books = Book::objects(db).filter("id"_c > 0).to_vector();
  for (std::size_t i = 0; i < books.size(); ++i)
    std::cout << i << author_of(books, 0) << '\n';
}
void one(orm::Database &db, std::size_t i) {
  std::cout << author_of(Book::objects(db).filter("id"_c < 99).to_vector(), i) << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  by_cell(db);
  by_lambda(db);
  by_function(db);
  loaded(db);
  the_first(db);
  one(db, 1);
}
