// Four authors, six books, three subjects.
#pragma once

#include "models.hpp"

namespace library {

inline void seed(orm::Database& db) {
  db.create_tables<Author, Subject, Book>();

  auto authors = Author::objects(db);
  auto ines = authors.create({.name = "Ines Duarte"});
  auto tomas = authors.create({.name = "Tomas Hale"});
  auto mei = authors.create({.name = "Mei Tanaka"});
  auto viktor = authors.create({.name = "Viktor Stein"});

  auto subjects = Subject::objects(db);
  auto astronomy = subjects.create({.name = "Astronomy"});
  auto botany = subjects.create({.name = "Botany"});
  auto travel = subjects.create({.name = "Travel"});

  auto books = Book::objects(db);
  auto sky = books.create({.title = "The Winter Sky: A Guide"});
  sky.authors.add(ines, mei);
  sky.subjects.add(astronomy);
  auto alps = books.create({.title = "A Field Guide to the Alps"});
  alps.authors.add(ines, tomas);
  alps.subjects.add(botany, travel);
  auto mosses = books.create({.title = "Mosses"});
  mosses.authors.add(tomas);
  mosses.subjects.add(botany);
  auto lenses = books.create({.title = "Lenses and Mirrors"});
  lenses.authors.add(mei);
  lenses.subjects.add(astronomy);
  auto coast = books.create({.title = "Guidebook of the Coast"});
  coast.authors.add(mei);
  coast.subjects.add(travel);
  auto letters = books.create({.title = "Letters from the Road"});
  letters.authors.add(viktor);
  letters.subjects.add(travel);
}

} // namespace library
