// Three authors, seven books, three publishers.
#pragma once

#include "models.hpp"

namespace bookshop {

inline void seed(orm::Database& db) {
  db.create_tables<Author, Book, Publisher>();

  auto authors = Author::objects(db);
  auto narayan = authors.create({.name = "R.K. Narayan"});
  auto desai = authors.create({.name = "Anita Desai"});
  auto ghosh = authors.create({.name = "Amitav Ghosh"});

  auto books = Book::objects(db);
  auto swami = books.create({.title = "Swami and Friends", .price = 1100, .author = narayan});
  auto guide = books.create({.title = "The Guide", .price = 1250, .author = narayan});
  auto malgudi = books.create({.title = "Malgudi Days", .price = 1399, .author = narayan});
  auto custody = books.create({.title = "In Custody", .price = 1150, .author = desai});
  auto mountain = books.create({.title = "Fire on the Mountain", .price = 990, .author = desai});
  auto palace = books.create({.title = "The Glass Palace", .price = 1675, .author = ghosh});
  auto poppies = books.create({.title = "Sea of Poppies", .price = 1599, .author = ghosh});

  auto publishers = Publisher::objects(db);
  publishers.create({.name = "Harbour Press"}).books.add(swami, guide, malgudi, palace);
  publishers.create({.name = "Lantern Books"}).books.add(custody, mountain, malgudi);
  publishers.create({.name = "Monsoon House"}).books.add(palace, poppies);
}

} // namespace bookshop
