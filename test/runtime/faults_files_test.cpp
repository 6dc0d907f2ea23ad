#include "faults.hpp"

#include <fstream>

#include <unistd.h>

/// Files that cannot be written, or cannot be believed. Missing and locked ones: errors_test.cpp.
namespace {

/// The permissions of files say nothing to root: for the length of a test, be somebody.
class Somebody {
public:
  explicit Somebody(const std::filesystem::path& folder) : root_(geteuid() == 0) {
    if (!root_)
      return;
    std::filesystem::permissions(folder, std::filesystem::perms::all);
    for (const auto& entry : std::filesystem::directory_iterator(folder))
      if (chown(entry.path().c_str(), nobody, nobody) != 0)
        throw std::runtime_error("chown");
    if (chown(folder.c_str(), nobody, nobody) != 0 || seteuid(nobody) != 0)
      throw std::runtime_error("seteuid");
  }
  Somebody(const Somebody&) = delete;
  ~Somebody() {
    if (root_ && seteuid(0) != 0)
      std::abort();
  }

private:
  static constexpr uid_t nobody = 65534;
  bool root_;
};

constexpr auto read_only_file = std::filesystem::perms::owner_read;
constexpr auto read_only_folder =
    std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec;

std::string bytes_of(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST_F(Faults, ReadOnlyFile) {
  with_shelf(2);
  const Somebody somebody(folder);
  std::filesystem::permissions(file, read_only_file);
  orm::Database db{file};
  EXPECT_EQ(Book::objects(db).count(), 2);
  const auto error = error_of([&] { (void)Shelf::objects(db).create({.name = "B"}); });
  EXPECT_EQ(error.code(), SQLITE_READONLY);
  EXPECT_EQ(error.message(), "attempt to write a readonly database");
  EXPECT_SAYS(error, "This user may not write \"" + file + "\": see the permissions of the file.");
  const auto begun = error_of([&] {
    orm::Transaction transaction{db};
    Shelf::objects(db).get().delete_();
  });
  EXPECT_EQ(begun.code(), SQLITE_READONLY);
  EXPECT_EQ(Shelf::objects(db).count(), 1);
  EXPECT_EQ(integrity(), "ok");
}

// In WAL mode SQLite must make a file beside the database even to read it, unless it is told that
// nobody writes.
TEST_F(Faults, ReadOnlyFolder) {
  with_shelf(2);
  const Somebody somebody(folder);
  std::filesystem::permissions(folder, read_only_folder);
  const auto error = error_of([&] { orm::Database db{file}; });
  EXPECT_SAYS(error, "cannot open database \"" + file + "\": ");
  EXPECT_SAYS(error, "may not write the folder of \"" + file + "\"");
  EXPECT_SAYS(error, "DatabaseOptions::immutable");
  orm::Database db{file, {.immutable = true}};
  EXPECT_EQ(Book::objects(db).select_related("shelf").first()->shelf->name, "A");
  EXPECT_EQ(error_of([&] { (void)Shelf::objects(db).create({}); }).code(), SQLITE_READONLY);
}

// Without WAL such a folder can be read from, and not written to.
TEST_F(Faults, ReadOnlyFolderWithoutWal) {
  {
    orm::Database db{file, {.wal = false}};
    db.create_tables<Shelf, Book>();
    (void)Shelf::objects(db).create({.name = "A"});
  }
  EXPECT_EQ(ask(file, "PRAGMA journal_mode"), "delete");
  const Somebody somebody(folder);
  std::filesystem::permissions(folder, read_only_folder);
  orm::Database db{file};
  EXPECT_EQ(Shelf::objects(db).get().name, "A");
  const auto error = error_of([&] { (void)Shelf::objects(db).create({}); });
  EXPECT_FALSE(error.advice().empty());
  EXPECT_EQ(Shelf::objects(db).count(), 1);
  EXPECT_EQ(integrity(), "ok");
}

TEST_F(Faults, NotADatabaseIsLeftAsItIs) {
  const std::string text(8192, 'x');
  std::ofstream(file) << text;
  const auto error = error_of([&] { orm::Database db{file}; });
  EXPECT_EQ(error.code(), SQLITE_NOTADB);
  EXPECT_EQ(std::string(error.what()),
            "cannot open database \"" + file + "\": file is not a database. \"" + file +
                "\" is not a SQLite database (or is encrypted): is this the right file?");
  EXPECT_EQ(bytes_of(file), text);
}

// A page after the other is overwritten. What is read is right or refused; nothing is written.
TEST_F(Faults, OverwrittenPages) {
  {
    orm::Database db = with_shelf(500);
  }
  const std::string good = bytes_of(file);
  constexpr std::size_t page = 4096;
  ASSERT_GT(good.size(), 5 * page);
  int refused = 0;
  for (std::size_t at = page; at < good.size(); at += page) {
    std::string bad = good;
    for (std::size_t i = 0; i < page; ++i)
      bad[at + i] = static_cast<char>(i * 37 + at / page);
    std::ofstream(file, std::ios::binary) << bad;
    try {
      orm::Database db{file};
      int books = 0;
      for (const Shelf& shelf : Shelf::objects(db).prefetch_related("books"))
        for (const Book& book : shelf.books.all())
          books += book.title.starts_with("book ");
      EXPECT_EQ(books, 500);
    } catch (const orm::DatabaseError& error) {
      ++refused;
      EXPECT_EQ(error.code(), SQLITE_CORRUPT) << error.what();
      EXPECT_SAYS(error, "is damaged");
      EXPECT_SAYS(error, ".recover");
    }
    EXPECT_EQ(bytes_of(file), bad);
  }
  EXPECT_GE(refused, 3);
}

// A file cut short in the middle of a copy.
TEST_F(Faults, ShortenedFile) {
  {
    orm::Database db = with_shelf(500);
  }
  std::filesystem::resize_file(file, std::filesystem::file_size(file) / 2);
  const auto error = error_of([&] {
    orm::Database db{file};
    for (const Book& book : Book::objects(db).order_by("title"))
      EXPECT_TRUE(book.title.starts_with("book "));
  });
  EXPECT_EQ(error.code(), SQLITE_CORRUPT);
}

TEST_F(Faults, JournalModes) {
  {
    orm::Database plain{file, {.wal = false}};
    plain.create_tables<Shelf, Book>();
    EXPECT_EQ(ask(file, "PRAGMA journal_mode"), "delete");
  }
  orm::Database db{file};
  EXPECT_EQ(ask(file, "PRAGMA journal_mode"), "wal");
  orm::Database again{file, {.wal = false}}; // the mode is the file's
  EXPECT_EQ(ask(file, "PRAGMA journal_mode"), "wal");
}

} // namespace
