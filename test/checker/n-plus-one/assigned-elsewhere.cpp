// RUN: %check_orm %s --checks=-*,orm-n-plus-one
// RUN: %orm_verify %s --expect-quiet -- %inputs
// case A27: a relation that is assigned in another place than where it is read: in a helper, by an algorithm, on each
// branch, in a loop before.

#include "library.hpp"
#include <algorithm>
#include <map>
#include <vector>

void show(const Book &book) { std::cout << book.title << ' ' << book.author->name << '\n'; }
Author rao(orm::Database &db) { return Author::objects(db).get("name"_c == "Rao"); }

void read_by_a_helper(orm::Database &db) {
  const Author author = rao(db);
  for (Book &book : Book::objects(db)) {
    book.author = author;
    show(book);
  }
}

void give(Book &book, const Author &author) { book.author = author; }
void hand_on(Book &book, const Author &author) { give(book, author); }
void assigned_by_a_helper(orm::Database &db) {
  const Author author = rao(db);
  for (Book &book : Book::objects(db)) {
    hand_on(book, author);
    std::cout << book.author->name << '\n';
  }
}

void copied_row(orm::Database &db) {
  const Author author = rao(db);
  for (const Book &book : Book::objects(db)) {
    Book mine = book;
    mine.editor = author;
    std::cout << mine.editor->name << '\n';
  }
}

void through_a_pointer(orm::Database &db) {
  const Author author = rao(db);
  for (Book &book : Book::objects(db)) {
    Book *const same = &book;
    same->author = author;
    std::cout << book.author->name << same->author->name << '\n';
  }
}

void on_each_branch(orm::Database &db) {
  const Author author = rao(db);
  const Author other = Author::objects(db).get("name"_c == "Desai");
  for (Book &book : Book::objects(db)) {
    if (book.title < "Guide")
      book.author = author;
    else
      book.author = other;
    show(book);
  }
}

// Linked in memory first, from one query for all authors.
void linked(orm::Database &db) {
  std::map<std::int64_t, Author> authors;
  for (const Author &author : Author::objects(db))
    authors.emplace(author.id, author);
  std::vector<Book> books = Book::objects(db).to_vector();
  for (Book &book : books)
    book.author = authors.at(book.author.id());
  for (const Book &book : books)
    show(book);
}

void linked_by_a_helper(orm::Database &db) {
  const Author author = rao(db);
  std::vector<Book> books = Book::objects(db).to_vector();
  for (Book &book : books)
    hand_on(book, author);
  for (const Book &book : books)
    show(book);
}

void linked_by_an_algorithm(orm::Database &db) {
  const Author author = rao(db);
  std::vector<Book> books = Book::objects(db).to_vector();
  std::for_each(books.begin(), books.end(), [&](Book &book) { book.author = author; });
  for (const Book &book : books)
    show(book);
}

void by_position(orm::Database &db) {
  const Author author = rao(db);
  std::vector<Book> books = Book::objects(db).to_vector();
  for (std::size_t i = 0; i < books.size(); ++i) {
    books[i].author = author;
    show(books[i]);
  }
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  read_by_a_helper(db);
  assigned_by_a_helper(db);
  copied_row(db);
  through_a_pointer(db);
  on_each_branch(db);
  linked(db);
  linked_by_a_helper(db);
  linked_by_an_algorithm(db);
  by_position(db);
}
