#include "faults.hpp"

/// Rows that know each other both ways go when nobody holds them, and the connection with them:
/// then SQLite takes its log away from the side of the file.
namespace {

class Lifetime : public Faults {
protected:
  [[nodiscard]] bool is_open() const { return std::filesystem::exists(file + "-wal"); }

  /// What `read` returns is held a while; true when all is freed after it.
  template <class Read>
  bool freed(Read read) {
    {
      auto db = std::make_optional(with_shelf(3));
      const auto held = read(*db);
      db.reset();
      EXPECT_TRUE(is_open()); // by what is held
    }
    const bool closed = !is_open();
    std::filesystem::remove(file);
    return closed;
  }
};

TEST_F(Lifetime, BothDirectionsOfARelation) {
  EXPECT_TRUE(freed([](const orm::Database& db) {
    auto shelves = Shelf::objects(db).prefetch_related("books__shelf__books");
    EXPECT_EQ(shelves[0].books.all()[0].shelf->books.all()[1].title, "book 1");
    return std::pair(shelves, shelves[0].books.all()[2]); // a row, and a copy of one
  }));
  EXPECT_TRUE(freed([](const orm::Database& db) {
    auto books = Book::objects(db).select_related("shelf").prefetch_related("shelf__books");
    EXPECT_EQ(books[1].shelf->books.all()[1].shelf->name, "A");
    return books;
  }));
  EXPECT_TRUE(freed([](const orm::Database& db) { // lazily
    const Book book = *Book::objects(db).first();
    EXPECT_EQ(book.shelf->books.all()[1].shelf->books.all()[2].shelf->name, "A");
    return book;
  }));
}

// An assigned object is held by the foreign key.
TEST_F(Lifetime, AssignedObjects) {
  EXPECT_TRUE(freed([](const orm::Database& db) {
    Book book = *Book::objects(db).prefetch_related("shelf__books").first();
    const Shelf other = *Shelf::objects(db).prefetch_related("books__shelf").first();
    book.shelf = other;
    EXPECT_EQ(book.shelf->books.all()[0].title, "book 0");
    return book;
  }));
}

} // namespace
