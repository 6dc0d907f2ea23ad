// A blog about books: authors, and the books each of them wrote.
#pragma once

#include <orm/orm.hpp>

#include <cstdint>
#include <string>

namespace blog {

struct Book;

struct Author : orm::Model<Author> {
  std::string name;
  orm::ReverseForeignKey<Book, "author"> books;

  static constexpr auto fields = orm::fields<&Author::name, &Author::books>;
};

struct Book : orm::Model<Book> {
  std::string title;
  std::int64_t year = 0;
  orm::ForeignKey<Author> author;

  static constexpr auto fields = orm::fields<&Book::title, &Book::year, &Book::author>;
};

} // namespace blog
