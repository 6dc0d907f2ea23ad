#ifndef ORM_DATABASE_HPP
#define ORM_DATABASE_HPP

#include <orm/fields.hpp>

#include <chrono>
#include <memory>
#include <span>

namespace orm {

struct DatabaseOptions {
  /// Open for reading only; a file that is not there is an error.
  bool read_only = false;
  /// Make the file when it is not there.
  bool create = true;
  /// The file does not change while it is open, as on a read-only disk: nothing is locked, and its
  /// folder need not be writable. Wrong results if somebody writes it after all.
  bool immutable = false;
  /// Not a file but a name: all Database objects of this process that give it share one database in
  /// memory, each in a thread of its own. It is gone with the last of them. (SQLite 3.36)
  bool in_memory = false;
  /// Put the file in WAL mode, in which readers and a writer do not hold each other up. The mode
  /// stays with the file. False leaves it as it is: for a file on a network drive, where WAL does
  /// not work (https://sqlite.org/wal.html).
  bool wal = true;
  /// How long a statement waits for another connection's lock before it fails with SQLITE_BUSY.
  std::chrono::milliseconds busy_timeout{5000};
};

/// An open SQLite database, ":memory:" or a file. Copies share the connection, and query sets and
/// rows keep it open.
///
/// Foreign keys are enforced. A file is put in WAL mode where that is possible.
///
/// A Database, its copies, and the query sets and rows that came from it belong to one thread at a
/// time: open one for each thread. Statements and transactions of two threads at once are refused
/// with ThreadError. They may be handed to another thread as a whole, by the means with which any
/// object is (a queue, a join). Models, and files, are shared freely. A process that forks opens
/// its own after the fork.
class Database {
public:
  /// Throws DatabaseError when the file cannot be opened or is no database.
  explicit Database(const std::string& file, const DatabaseOptions& options = {});

  /// Creates the tables of the models, their link tables and indexes where they do not exist yet.
  /// Throws SchemaError, and has done nothing, when a table exists that is not its model's.
  template <class... Models>
  void create_tables() {
    const detail::ModelMeta* const models[] = {&detail::meta<Models>()...};
    create(models);
  }

  /// Compares the tables with the models, as at the start of a program. Throws SchemaError with
  /// every table and column that is missing or of another type, and what to do.
  template <class... Models>
  void check_tables() const {
    const detail::ModelMeta* const models[] = {&detail::meta<Models>()...};
    check(models);
  }

  [[nodiscard]] const std::shared_ptr<detail::Connection>& connection() const noexcept {
    return connection_;
  }

private:
  void create(std::span<const detail::ModelMeta* const> models);
  void check(std::span<const detail::ModelMeta* const> models) const;

  std::shared_ptr<detail::Connection> connection_;
};

/// All or nothing: what was written since is undone unless `commit()` is reached, also when the
/// process is killed. A transaction inside another is a savepoint.
///
/// It waits for the file's write lock when it begins (for as long as the busy timeout); after that
/// no statement in it can be held up, but for COMMIT by readers where there is no WAL. In a
/// database that was opened for reading it is one state of the file, and takes no lock. It belongs
/// to the thread that began it.
class Transaction {
public:
  /// Throws DatabaseError (SQLITE_BUSY) when another connection keeps the lock for too long.
  explicit Transaction(const Database& database);
  explicit Transaction(std::shared_ptr<detail::Connection> connection);
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  /// Rolls back what is not committed.
  ~Transaction();
  /// When it throws DatabaseError nothing is kept yet: commit again, or leave the scope. Throws
  /// Error when a transaction inside this one is still open.
  void commit();
  void rollback();

private:
  [[nodiscard]] std::string savepoint() const;
  void require_open() const;
  void close() noexcept;

  std::shared_ptr<detail::Connection> connection_;
  int depth_ = 0;
  bool nested_ = false;
  bool open_ = false;
};

} // namespace orm

#endif
