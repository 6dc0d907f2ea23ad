#ifndef ORM_TEST_FAULTS_HPP
#define ORM_TEST_FAULTS_HPP

#include <orm/orm.hpp>

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <cstdlib>
#include <filesystem>

using namespace orm::literals;

/// What the tests of faults share: a shelf of books, in a file of a folder of its own.
struct Book;

struct Shelf : orm::Model<Shelf> {
  std::string name;
  std::int64_t books_count = 0;
  orm::ReverseForeignKey<Book, "shelf"> books;
  static constexpr auto fields = orm::fields<&Shelf::name, &Shelf::books_count, &Shelf::books>;
};

struct Book : orm::Model<Book> {
  std::string title;
  orm::ForeignKey<Shelf> shelf;
  static constexpr auto fields = orm::fields<&Book::title, &Book::shelf>;
};

class Faults : public testing::Test {
protected:
  Faults() {
    char name[] = "/tmp/orm-faults-XXXXXX";
    folder = mkdtemp(name);
    file = folder / "shelves.db";
  }
  ~Faults() override {
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
    std::filesystem::remove_all(folder);
  }

  /// A database with one shelf, "A", and `books` books on it.
  orm::Database with_shelf(int books = 0) {
    orm::Database db{file};
    db.create_tables<Shelf, Book>();
    Shelf shelf = Shelf::objects(db).create({.name = "A", .books_count = books});
    (void)Book::objects(db).bulk_create(some_books(shelf, books));
    return db;
  }

  static std::vector<Book> some_books(const Shelf& shelf, int count) {
    std::vector<Book> books;
    for (int i = 0; i < count; ++i)
      books.push_back({.title = "book " + std::to_string(i), .shelf = shelf});
    return books;
  }

  /// What SQLite itself says of the file: "ok".
  std::string integrity() const { return ask(file, "PRAGMA integrity_check"); }

  /// The first value that a statement gives, or its error; with SQLite alone.
  static std::string ask(const std::string& file, const std::string& statement) {
    sqlite3* handle = nullptr;
    std::string answer;
    const auto keep = [](void* text, int, char** values, char**) {
      if (static_cast<std::string*>(text)->empty() && values[0])
        *static_cast<std::string*>(text) = values[0];
      return 0;
    };
    if (sqlite3_open(file.c_str(), &handle) != SQLITE_OK ||
        sqlite3_exec(handle, statement.c_str(), keep, &answer, nullptr) != SQLITE_OK)
      answer = sqlite3_errmsg(handle);
    sqlite3_close(handle);
    return answer;
  }

  std::filesystem::path folder;
  std::string file;
};

/// The error that `run` throws.
template <class Error = orm::DatabaseError, class Run>
Error error_of(Run run) {
  try {
    run();
  } catch (const Error& error) {
    return error;
  }
  throw std::logic_error("no error was thrown");
}

#define EXPECT_SAYS(error, words)                                                                  \
  EXPECT_NE(std::string((error).what()).find(words), std::string::npos) << (error).what()

#endif
