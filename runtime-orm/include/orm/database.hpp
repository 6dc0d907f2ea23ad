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
  /// How long a statement waits for another process's lock before it fails with SQLITE_BUSY.
  std::chrono::milliseconds busy_timeout{5000};
};

/// An open SQLite database, ":memory:" or a file. Copies share the connection, and query sets and
/// rows keep it open.
///
/// Foreign keys are enforced. A file is put in WAL mode where that is possible. One database object
/// belongs to one thread at a time; open one for each thread.
class Database {
public:
  /// Throws DatabaseError when the file cannot be opened or is no database.
  explicit Database(const std::string& file, const DatabaseOptions& options = {});

  /// Creates the tables of the models, their link tables and indexes where they do not exist yet.
  template <class... Models>
  void create_tables() {
    const detail::ModelMeta* const models[] = {&detail::meta<Models>()...};
    create(models);
  }

  [[nodiscard]] const std::shared_ptr<detail::Connection>& connection() const noexcept {
    return connection_;
  }

private:
  void create(std::span<const detail::ModelMeta* const> models);

  std::shared_ptr<detail::Connection> connection_;
};

/// All or nothing: what was written since is undone unless `commit()` is reached. A transaction
/// inside another is a savepoint.
class Transaction {
public:
  explicit Transaction(const Database& database);
  explicit Transaction(std::shared_ptr<detail::Connection> connection);
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();
  void commit();
  void rollback();

private:
  void end(bool keep);

  std::shared_ptr<detail::Connection> connection_;
  int depth_ = 0;
  bool open_ = false;
};

} // namespace orm

#endif
