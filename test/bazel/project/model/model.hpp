#pragma once
#include <orm/orm.hpp>
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

void print(const Book &book);
