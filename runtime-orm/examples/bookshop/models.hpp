// A bookshop: books, their author, and the publishers that carry them.
#pragma once

#include <orm/orm.hpp>

#include <cstdint>
#include <string>

namespace bookshop {

struct Book;
struct Publisher;

struct Author : orm::Model<Author> {
  std::string name;
  orm::ReverseForeignKey<Book, "author"> books;

  static constexpr auto fields = orm::fields<&Author::name, &Author::books>;
};

struct Book : orm::Model<Book> {
  std::string title;
  std::int64_t price = 0; // in cents
  orm::ForeignKey<Author> author;
  orm::ReverseManyToMany<Publisher, "books"> publishers;

  static constexpr auto fields =
      orm::fields<&Book::title, &Book::price, &Book::author, &Book::publishers>;
};

struct Publisher : orm::Model<Publisher> {
  std::string name;
  orm::ManyToMany<Book> books;

  static constexpr auto fields = orm::fields<&Publisher::name, &Publisher::books>;
};

} // namespace bookshop
