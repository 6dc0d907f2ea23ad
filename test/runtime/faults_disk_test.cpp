#include "faults.hpp"

#include <cerrno>

#include <unistd.h>

/// A disk that is full, or breaks, at any moment: the exception says so, and the file is sound.
namespace {

/// Makes the writes of SQLite fail from the n-th on, as a full disk does, for the length of a test.
/// (Its unix layer lets the system calls be replaced for this purpose.)
class FailingWrites {
public:
  FailingWrites() : vfs_(sqlite3_vfs_find("unix")) {
    for (std::size_t i = 0; i < std::size(names); ++i)
      original[i] = vfs_->xGetSystemCall(vfs_, names[i]);
    vfs_->xSetSystemCall(vfs_, "write", call(&write_));
    vfs_->xSetSystemCall(vfs_, "pwrite", call(&pwrite_<off_t>));
    vfs_->xSetSystemCall(vfs_, "pwrite64", call(&pwrite_<off64_t>));
  }
  FailingWrites(const FailingWrites&) = delete;
  ~FailingWrites() {
    for (std::size_t i = 0; i < std::size(names); ++i)
      vfs_->xSetSystemCall(vfs_, names[i], original[i]);
    left = -1;
  }

  /// The next `count` writes go well, and then all fail with `error`; -1: none fails.
  static void after(int count, int error = ENOSPC) {
    left = count;
    errno_ = error;
  }
  [[nodiscard]] static bool failed() { return left == 0; }

private:
  static constexpr const char* names[] = {"write", "pwrite", "pwrite64"};

  template <class Function>
  static sqlite3_syscall_ptr call(Function function) {
    return reinterpret_cast<sqlite3_syscall_ptr>(function);
  }
  static bool fails() {
    if (left < 0)
      return false;
    if (left > 0 && --left > 0)
      return false;
    errno = errno_;
    return true;
  }
  static ssize_t write_(int file, const void* bytes, std::size_t size) {
    return fails() ? -1 : ::write(file, bytes, size);
  }
  template <class Offset>
  static ssize_t pwrite_(int file, const void* bytes, std::size_t size, Offset offset) {
    return fails() ? -1 : ::pwrite(file, bytes, size, offset);
  }

  inline static int left = -1;
  inline static int errno_ = ENOSPC;
  inline static sqlite3_syscall_ptr original[std::size(names)];
  sqlite3_vfs* vfs_;
};

// The disk is full at the first write of bulk_create, at the second, ... until it gets through.
TEST_F(Faults, FullDiskAtEveryWrite) {
  for (const bool wal : {true, false}) {
    SCOPED_TRACE(wal ? "wal" : "rollback journal");
    std::filesystem::remove(file);
    const FailingWrites disk;
    orm::Database db{file, {.wal = wal}};
    db.create_tables<Shelf, Book>();
    const Shelf shelf = Shelf::objects(db).create({.name = "A"});
    int errors = 0;
    bool through = false;
    for (int writes = 1; !through && writes < 1000; ++writes) {
      FailingWrites::after(writes);
      try {
        (void)Book::objects(db).bulk_create(some_books(shelf, 300));
        through = true;
      } catch (const orm::DatabaseError& error) {
        ++errors;
        EXPECT_EQ(error.code(), SQLITE_FULL) << error.what();
        EXPECT_SAYS(error, "There is no room left to write");
        EXPECT_FALSE(error.statement().empty());
      }
      FailingWrites::after(-1);
      ASSERT_EQ(Book::objects(db).count(), through ? 300 : 0) << "after " << writes << " writes";
    }
    EXPECT_TRUE(through);
    EXPECT_GE(errors, 3);
    EXPECT_EQ(integrity(), "ok");
    // There is room again: all goes on, with the same Database.
    (void)Book::objects(db).create({.title = "more", .shelf = shelf});
    EXPECT_EQ(Book::objects(db).count(), 301);
  }
}

TEST_F(Faults, BrokenDisk) {
  const FailingWrites disk;
  orm::Database db = with_shelf(1);
  FailingWrites::after(1, EIO);
  const auto error = error_of([&] { (void)Shelf::objects(db).create({.name = "B"}); });
  EXPECT_EQ(error.code(), SQLITE_IOERR);
  EXPECT_EQ(error.extended_code(), SQLITE_IOERR_WRITE);
  EXPECT_SAYS(error, "The operating system could not read or write \"" + file + "\"");
  FailingWrites::after(-1);
  EXPECT_EQ(Shelf::objects(db).count(), 1);
  EXPECT_EQ(integrity(), "ok");
}

// SQLite rolls a transaction back on its own when the disk is full. What the program does next in
// the same transaction must not be kept by itself.
TEST_F(Faults, FullDiskInATransaction) {
  const FailingWrites disk;
  orm::Database db{file, {.wal = false}};
  db.create_tables<Shelf, Book>();
  bool rolled_back = false;
  for (int writes = 1; writes < 40; writes += 3) {
    FailingWrites::after(writes);
    try {
      orm::Transaction transaction{db};
      (void)Shelf::objects(db).create({.name = "first"});
      try {
        for (int i = 0; i < 20; ++i)
          (void)Shelf::objects(db).create({.name = std::string(200'000, 'x')});
      } catch (const orm::DatabaseError& error) {
        EXPECT_EQ(error.code(), SQLITE_FULL) << error.what();
      }
      FailingWrites::after(-1);
      (void)Shelf::objects(db).create({.name = "after"}); // the program goes on regardless
      transaction.commit();
    } catch (const orm::DatabaseError& error) {
      if (error.extended_code() == SQLITE_ABORT_ROLLBACK) {
        rolled_back = true;
        EXPECT_SAYS(error, "leave its scope, then begin it again");
        EXPECT_SAYS(error, "INSERT INTO \"shelf\"");
      }
    }
    FailingWrites::after(-1);
    // All or nothing: never "after" without "first".
    EXPECT_EQ(Shelf::objects(db).filter("name"_c == "after").count(),
              Shelf::objects(db).filter("name"_c == "first").count());
    Shelf::objects(db).delete_();
  }
  EXPECT_TRUE(rolled_back);
  EXPECT_EQ(integrity(), "ok");
}

// A full disk at COMMIT: nothing is kept, and the transaction can be left.
TEST_F(Faults, FullDiskAtCommit) {
  const FailingWrites disk;
  orm::Database db = with_shelf();
  {
    orm::Transaction transaction{db};
    (void)Shelf::objects(db).create({.name = "B"});
    FailingWrites::after(0);
    const auto error = error_of([&] { transaction.commit(); });
    EXPECT_EQ(error.code(), SQLITE_FULL);
    EXPECT_EQ(error.statement(), "COMMIT");
    FailingWrites::after(-1);
  }
  EXPECT_EQ(Shelf::objects(db).count(), 1);
  EXPECT_EQ(integrity(), "ok");
}

} // namespace
