// A library: books with their authors and subjects.
#pragma once

#include <orm/orm.hpp>

#include <string>

namespace library {

struct Book;

struct Author : orm::Model<Author> {
  std::string name;
  orm::ReverseManyToMany<Book, "authors"> books;
  orm::Prefetched<Book> guides; // only what a Prefetch into "guides" puts here

  static constexpr auto fields = orm::fields<&Author::name, &Author::books, &Author::guides>;
};

struct Subject : orm::Model<Subject> {
  std::string name;
  orm::ReverseManyToMany<Book, "subjects"> books;

  static constexpr auto fields = orm::fields<&Subject::name, &Subject::books>;
};

struct Book : orm::Model<Book> {
  std::string title;
  orm::ManyToMany<Author> authors;
  orm::ManyToMany<Subject> subjects;

  static constexpr auto fields = orm::fields<&Book::title, &Book::authors, &Book::subjects>;
};

} // namespace library
