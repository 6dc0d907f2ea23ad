// Five authors and eleven books; one author has none yet.
#pragma once

#include "models.hpp"

namespace blog {

inline void seed(orm::Database& db) {
  db.create_tables<Author, Book>();

  auto authors = Author::objects(db);
  auto woolf = authors.create({.name = "Virginia Woolf"});
  auto achebe = authors.create({.name = "Chinua Achebe"});
  auto lem = authors.create({.name = "Stanislaw Lem"});
  auto morrison = authors.create({.name = "Toni Morrison"});
  authors.create({.name = "A. Newcomer"});

  Book::objects(db).bulk_create({
      {.title = "Mrs Dalloway", .year = 1925, .author = woolf},
      {.title = "To the Lighthouse", .year = 1927, .author = woolf},
      {.title = "Orlando", .year = 1928, .author = woolf},
      {.title = "Things Fall Apart", .year = 1958, .author = achebe},
      {.title = "No Longer at Ease", .year = 1960, .author = achebe},
      {.title = "Arrow of God", .year = 1964, .author = achebe},
      {.title = "Solaris", .year = 1961, .author = lem},
      {.title = "The Cyberiad", .year = 1965, .author = lem},
      {.title = "Sula", .year = 1973, .author = morrison},
      {.title = "Song of Solomon", .year = 1977, .author = morrison},
      {.title = "Beloved", .year = 1987, .author = morrison},
  });
}

} // namespace blog
