// RUN: split-file %s %t
// RUN: %check_orm %t/program.cpp -- -isystem %t/system
// RUN: %orm_verify %t/program.cpp -- -isystem %t/system
// case A45: models and helpers in system headers are read as any other.

//--- system/shop.hpp
#pragma once
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
};
inline void print(const Book &book) {
  std::cout << book.author->name << '\n';
}
inline void page(const orm::QuerySet<Book> &books) {
  for (const Book &book : books)
    print(book);
}
//--- program.cpp
#include <shop.hpp>

void loop_here(orm::Database &db) {
  for (const Book &book : Book::objects(db))
    print(book);
}
// CHECK-MESSAGES: :[[@LINE-3]]:27: warning: query of 'Book' rows lacks an eager load of 'author': 1 + N queries, 1 with the fix
// CHECK-FIXES: for (const Book &book : Book::objects(db).select_related("author"))

void loop_there(orm::Database &db) {
  page(Book::objects(db).order_by("title"));
}
// CHECK-MESSAGES: :[[@LINE-2]]:{{[0-9]+}}: warning: query of 'Book' rows lacks an eager load of 'author': 1 + N queries, 1 with the fix
// CHECK-FIXES: page(Book::objects(db).order_by("title").select_related("author"));

// Quiet twin.
void loaded(orm::Database &db) {
  page(Book::objects(db).select_related("author"));
}

int main() {
  orm::Database db{":memory:"};
  db.create_tables<Author, Book>();
  const Author narayan = Author::objects(db).create({.name = "R.K. Narayan"});
  Book::objects(db).create({.title = "The Guide", .author = narayan});
  Book::objects(db).create({.title = "Swami and Friends", .author = narayan});
  loop_here(db);
  loop_there(db);
  loaded(db);
}
