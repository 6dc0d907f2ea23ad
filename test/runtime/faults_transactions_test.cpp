#include "faults.hpp"

/// Transactions that fail: what is kept, what is undone, and what may come next.
namespace {

std::string names(const orm::Database& db) {
  std::string text;
  for (const Shelf& shelf : Shelf::objects(db).order_by("id"))
    text += shelf.name;
  return text;
}

void add(const orm::Database& db, const std::string& name) {
  (void)Shelf::objects(db).create({.name = name});
}

TEST_F(Faults, ExceptionUndoesTheTransaction) {
  orm::Database db = with_shelf();
  EXPECT_THROW(
      {
        orm::Transaction transaction{db};
        add(db, "B");
        throw std::runtime_error("the program's own");
        transaction.commit();
      },
      std::runtime_error);
  EXPECT_EQ(names(db), "A");
  orm::Transaction transaction{db}; // the lock is free again
  add(db, "C");
  transaction.commit();
  EXPECT_EQ(names(db), "AC");
}

TEST_F(Faults, ExceptionUndoesTheInnerTransactionOnly) {
  orm::Database db = with_shelf();
  orm::Transaction outer{db};
  add(db, "B");
  try {
    orm::Transaction inner{db};
    add(db, "C");
    {
      orm::Transaction innermost{db};
      add(db, "D");
      innermost.commit(); // into `inner`, which does not keep it
    }
    throw std::runtime_error("no");
  } catch (const std::runtime_error&) {
  }
  add(db, "E");
  outer.commit();
  EXPECT_EQ(names(db), "ABE");
}

// bulk_create inside a transaction is a savepoint: it fails alone.
TEST_F(Faults, BulkCreateFailsAlone) {
  orm::Database db = with_shelf();
  orm::Transaction outer{db};
  add(db, "B");
  std::vector<Book> books(2000);
  for (Book& book : books)
    book.shelf.set_id(1);
  books.back().shelf.set_id(77);
  const auto error =
      error_of<orm::IntegrityError>([&] { (void)Book::objects(db).bulk_create(std::move(books)); });
  EXPECT_EQ(error.message(), "FOREIGN KEY constraint failed");
  EXPECT_TRUE(error.statement().starts_with("INSERT INTO \"book\""));
  outer.commit();
  EXPECT_EQ(Book::objects(db).count(), 0);
  EXPECT_EQ(names(db), "AB");
}

TEST_F(Faults, OuterCommitWaitsForTheInner) {
  orm::Database db = with_shelf();
  orm::Transaction outer{db};
  {
    orm::Transaction inner{db};
    add(db, "B");
    const auto error = error_of<orm::Error>([&] { outer.commit(); });
    EXPECT_STREQ(error.what(), "a transaction inside this one has not ended yet");
  }
  outer.commit();
  EXPECT_EQ(names(db), "A");
}

// COMMIT that has to wait for a reader (without WAL) and does not get its turn: the transaction is
// still open, and may try again.
TEST_F(Faults, CommitThatFailsMayTryAgain) {
  {
    orm::Database db{file, {.wal = false}};
    db.create_tables<Shelf, Book>();
    add(db, "A");
  }
  orm::Database db{file, {.wal = false, .busy_timeout = std::chrono::milliseconds(1)}};
  sqlite3* reader = nullptr;
  ASSERT_EQ(sqlite3_open(file.c_str(), &reader), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(reader, "BEGIN; SELECT * FROM shelf", nullptr, nullptr, nullptr),
            SQLITE_OK);
  orm::Transaction transaction{db};
  add(db, "B");
  const auto error = error_of([&] { transaction.commit(); });
  EXPECT_EQ(error.code(), SQLITE_BUSY);
  EXPECT_EQ(error.statement(), "COMMIT");
  EXPECT_SAYS(error, "DatabaseOptions::busy_timeout");
  sqlite3_close(reader);
  transaction.commit();
  EXPECT_EQ(names(db), "AB");
}

TEST_F(Faults, CommitThatFailsIsUndone) {
  {
    orm::Database db{file, {.wal = false}};
    db.create_tables<Shelf, Book>();
    add(db, "A");
  }
  orm::Database db{file, {.wal = false, .busy_timeout = std::chrono::milliseconds(1)}};
  sqlite3* reader = nullptr;
  ASSERT_EQ(sqlite3_open(file.c_str(), &reader), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(reader, "BEGIN; SELECT * FROM shelf", nullptr, nullptr, nullptr),
            SQLITE_OK);
  EXPECT_THROW((void)Book::objects(db).bulk_create(some_books(Shelf::objects(db).get(), 3)),
               orm::DatabaseError);
  EXPECT_THROW(add(db, "B"), orm::DatabaseError);
  sqlite3_close(reader);
  EXPECT_EQ(names(db), "A");
  EXPECT_EQ(Book::objects(db).count(), 0);
  EXPECT_EQ(integrity(), "ok");
}

// Two writers: the second waits at the start of its transaction, before it has read anything that
// the first may change.
TEST_F(Faults, WriterWaitsAtTheStart) {
  orm::Database one = with_shelf();
  orm::Database two{file, {.busy_timeout = std::chrono::milliseconds(1)}};
  {
    orm::Transaction writing{one};
    const auto error = error_of([&] { orm::Transaction waiting{two}; });
    EXPECT_EQ(error.code(), SQLITE_BUSY);
    EXPECT_EQ(error.message(), "database is locked");
    EXPECT_EQ(error.statement(), "BEGIN IMMEDIATE");
    EXPECT_SAYS(error, "Another connection holds the lock of \"" + file + "\"");
    add(one, "B");
    EXPECT_EQ(names(two), "A"); // readers are not held up, and see what is committed
    writing.commit();
  }
  orm::Transaction now{two};
  add(two, "C");
  now.commit();
  EXPECT_EQ(names(one), "ABC");
}

// A write between the rows of an iterator(): the statement that reads is still running. Where
// another has written meanwhile, waiting cannot help, and the error says what does.
TEST_F(Faults, WriteWhileReading) {
  orm::Database db = with_shelf();
  add(db, "B");
  const orm::Database other{file};
  std::optional<orm::DatabaseError> error;
  const auto begin = std::chrono::steady_clock::now();
  for (const Shelf& shelf : Shelf::objects(db).order_by("id").iterator(1)) {
    if (shelf.name != "A")
      continue;
    add(db, "by the one who reads"); // nobody else has written: that is fine
    break;
  }
  for (const Shelf& shelf : Shelf::objects(db).order_by("id").iterator(1)) {
    if (shelf.name != "A")
      continue;
    add(other, "by another");
    error = error_of([&] { add(db, "too late"); });
  }
  ASSERT_TRUE(error);
  EXPECT_EQ(error->extended_code(), SQLITE_BUSY_SNAPSHOT);
  EXPECT_SAYS(*error, "End what is being read, and begin again");
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5)); // not waited for
  add(db, "now");
  EXPECT_EQ(names(db), "ABby the one who readsby anothernow");
}

// A query and its prefetches see one state of the database, whatever is committed between them.
TEST_F(Faults, PrefetchSeesOneState) {
  orm::Database db = with_shelf(2);
  orm::QueryLog log{db};
  (void)Shelf::objects(db).prefetch_related("books").size();
  ASSERT_EQ(log.entries().size(), 4u);
  EXPECT_EQ(log.entries()[0].sql, "BEGIN");
  EXPECT_EQ(log.entries()[3].sql, "COMMIT");
  EXPECT_EQ(log.count(), 2u);
}

} // namespace
