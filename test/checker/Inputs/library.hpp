// Books with an author and an editor, for tests of the checks. Every relation of
// every row has several targets, as in school.hpp.
#pragma once
#include <orm/orm.hpp>
#include <iostream>
#include <string>

using namespace orm::literals;

struct Book;

struct Author : orm::Model<Author> {
  std::string name;
  orm::ReverseForeignKey<Book, "author"> books;
  orm::ReverseForeignKey<Book, "editor"> edited;
  static constexpr auto fields = orm::fields<&Author::name, &Author::books, &Author::edited>;
};

struct Book : orm::Model<Book> {
  std::string title;
  orm::ForeignKey<Author> author;
  orm::ForeignKey<Author> editor;
  static constexpr auto fields = orm::fields<&Book::title, &Book::author, &Book::editor>;
};

/// Three authors, seven books: each has written and edited two or three.
inline void seed(orm::Database &db) {
  db.create_tables<Author, Book>();
  auto narayan = Author::objects(db).create({.name = "Narayan"});
  auto desai = Author::objects(db).create({.name = "Desai"});
  auto rao = Author::objects(db).create({.name = "Rao"});
  auto books = Book::objects(db);
  books.create({.title = "Swami", .author = narayan, .editor = desai});
  books.create({.title = "Guide", .author = narayan, .editor = rao});
  books.create({.title = "Malgudi", .author = narayan, .editor = rao});
  books.create({.title = "Bombay", .author = desai, .editor = narayan});
  books.create({.title = "Custody", .author = desai, .editor = narayan});
  books.create({.title = "Kanthapura", .author = rao, .editor = desai});
  books.create({.title = "Rope", .author = rao, .editor = desai});
}
