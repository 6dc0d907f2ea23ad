// Notes on books, with columns that a query may leave out.
#pragma once
#include <orm/orm.hpp>
#include <iostream>
#include <string>

using namespace orm::literals;

struct Note;
struct Book : orm::Model<Book> {
  std::string name;
  orm::Deferred<std::string> preface;
  orm::ReverseForeignKey<Note, "book"> notes;
  static constexpr auto fields = orm::fields<&Book::name, &Book::preface, &Book::notes>;
};
struct Note : orm::Model<Note> {
  std::string title;
  orm::Deferred<std::string> text;
  orm::Deferred<std::string> source;
  orm::ForeignKey<Book> book;
  static constexpr auto fields = orm::fields<&Note::title, &Note::text, &Note::source, &Note::book>;
};

/// A book with three notes.
inline void seed(orm::Database &db) {
  db.create_tables<Book, Note>();
  const Book book = Book::objects(db).create({.name = "Malgudi", .preface = "For all"});
  for (const char *title : {"one", "two", "three"})
    Note::objects(db).create({.title = title, .text = "text", .source = "letters", .book = book});
}
