// RUN: %check_orm %s
// RUN: %orm_verify %s --expect '%s:53: 8 -> 1' -- %inputs
// case A18: the relation is read two and three helpers deep, in a member function
// of the model, in operator<<, in a getter.

#include <orm/orm.hpp>
#include <iostream>
#include <string>

struct Author : orm::Model<Author> {
  std::string name;
  static constexpr auto fields = orm::fields<&Author::name>;
};

struct Book : orm::Model<Book> {
  std::string title;
  orm::ForeignKey<Author> author;
  static constexpr auto fields = orm::fields<&Book::title, &Book::author>;

  std::string label() const { return title + " by " + author->name; }
  const Author &written_by() const { return *author; }
  const std::string &author_name() const { return this->author->name; }
  std::string quoted() const;
};

std::string Book::quoted() const { return '"' + label() + '"'; }

std::ostream &operator<<(std::ostream &out, const Book &book) {
  return out << book.title << ", " << book.author->name;
}

void innermost(const Book &book) {
  std::cout << book.author->name << '\n';
}
void inner(const Book &book) { innermost(book); }
void outer(const Book *book) {
  if (book)
    inner(*book);
}

void seed(orm::Database &db) {
  db.create_tables<Author, Book>();
  auto narayan = Author::objects(db).create({.name = "Narayan"});
  auto desai = Author::objects(db).create({.name = "Desai"});
  auto books = Book::objects(db);
  for (const char *title : {"Swami", "Guide", "Malgudi", "Waiting"})
    books.create({.title = title, .author = narayan});
  for (const char *title : {"Bombay", "Custody", "Fasting"})
    books.create({.title = title, .author = desai});
}

void two_deep(orm::Database &db) {
  for (const Book &book : Book::objects(db))
    inner(book);
}
// CHECK-MESSAGES: :[[@LINE-3]]:27: warning: query of 'Book' rows lacks an eager load of 'author': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-MESSAGES: :[[@LINE-4]]:3: note: its rows are looped over here
// CHECK-MESSAGES: :[[@LINE-4]]:5: note: passed to 'inner' here
// CHECK-MESSAGES: :[[@LINE-24]]:32: note: passed to 'innermost' here
// CHECK-MESSAGES: :[[@LINE-27]]:16: note: 'author' is loaded here, once for each row
// CHECK-FIXES: for (const Book &book : Book::objects(db).select_related("author"))

void three_deep(orm::Database &db) {
  for (const Book &book : Book::objects(db).order_by("id"))
    outer(&book);
}
// CHECK-MESSAGES: :[[@LINE-3]]:27: warning: query of 'Book' rows lacks an eager load of 'author': up to 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Book &book : Book::objects(db).order_by("id").select_related("author"))

void member_function(orm::Database &db) {
  for (const Book &book : Book::objects(db).order_by("title"))
    std::cout << book.quoted() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:27: warning: query of 'Book' rows lacks an eager load of 'author': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Book &book : Book::objects(db).order_by("title").select_related("author"))

void stream_operator(orm::Database &db) {
  for (const Book &book : Book::objects(db).order_by("-title"))
    std::cout << book << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:27: warning: query of 'Book' rows lacks an eager load of 'author': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Book &book : Book::objects(db).order_by("-title").select_related("author"))

void getter(orm::Database &db) {
  for (const Book &book : Book::objects(db).order_by("-id"))
    std::cout << book.written_by().name << book.author_name() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:27: warning: query of 'Book' rows lacks an eager load of 'author': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Book &book : Book::objects(db).order_by("-id").select_related("author"))

// Quiet twin.
void loaded(orm::Database &db) {
  for (const Book &book : Book::objects(db).select_related("author")) {
    outer(&book);
    std::cout << book << book.quoted() << book.written_by().name << book.author_name() << '\n';
  }
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  two_deep(db);
  three_deep(db);
  member_function(db);
  stream_operator(db);
  getter(db);
  loaded(db);
}
