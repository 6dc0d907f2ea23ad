#ifndef ORM_SRC_CONNECTION_HPP
#define ORM_SRC_CONNECTION_HPP

#include <orm/database.hpp>
#include <orm/query.hpp>

#include "observer.hpp"

#include <sqlite3.h>

#include <atomic>
#include <thread>
#include <unordered_map>

namespace orm::detail {

/// A statement that a connection keeps prepared.
struct Prepared {
  sqlite3_stmt* statement = nullptr;
  bool busy = false;

  Prepared() = default;
  Prepared(const Prepared&) = delete;
  ~Prepared() { sqlite3_finalize(statement); }
};

struct LazySelect;

class Connection : public std::enable_shared_from_this<Connection> {
public:
  Connection(const std::string& file, const DatabaseOptions& options);
  Connection(const Connection&) = delete;
  ~Connection();

  [[nodiscard]] sqlite3* handle() const noexcept { return handle_; }
  [[nodiscard]] bool in_transaction() const noexcept {
    return sqlite3_get_autocommit(handle_) == 0;
  }
  [[nodiscard]] bool read_only() const noexcept {
    return sqlite3_db_readonly(handle_, "main") == 1;
  }

  /// Takes the connection for this thread, as often as it likes; throws ThreadError while another
  /// thread has it. A statement does so while it runs, a transaction until it ends. This check is
  /// what makes it safe to open SQLite without the mutexes that it would take at each column.
  void enter();
  void leave() noexcept;

  /// Throws when a transaction is open that SQLite has rolled back on its own, as it does when the
  /// disk is full: a statement would be kept by itself, and the rest of its transaction not.
  void require_transaction_alive(const std::string& statement) const {
    if (transaction_depth > 0 && !in_transaction()) [[unlikely]]
      throw_rolled_back(statement);
  }

  /// Runs a statement that returns no rows.
  void execute(const Sql& sql, const Purpose& purpose);
  /// Transaction control, pragmas, schema: logged, not counted.
  void control(const char* kind, const std::string& text);

  /// Is anybody told what runs?
  [[nodiscard]] bool observed() const noexcept { return !observers_.empty(); }
  void attach(Observer* observer) { observers_.push_back(observer); }
  void detach(Observer* observer) { std::erase(observers_, observer); }
  /// Tells the observers of an eager load; for what it brings, `ResultSet::watch`.
  std::shared_ptr<EagerUse> eager_use(const Root& root, std::string path, bool joined);

  int transaction_depth = 0;
  /// The statements of lazy loads, by the model, relation or column they read: they run once a row,
  /// so not even their text is looked up.
  std::unordered_map<const void*, std::shared_ptr<LazySelect>> lazy_selects;

private:
  friend class Cursor;
  Prepared& prepare(const std::string& text, const Purpose& purpose, Prepared* own);
  sqlite3_stmt* compile(const std::string& text, const Purpose& purpose);
  /// What a failed call of SQLite becomes.
  [[noreturn]] void fail(int code, const std::string& statement, const Purpose& purpose);
  [[noreturn]] static void throw_rolled_back(const std::string& statement);
  [[noreturn]] static void throw_other_thread();
  void use_wal(std::chrono::milliseconds patience);
  void drop_idle_statements();

  sqlite3* handle_ = nullptr;
  std::unordered_map<std::string, Prepared> statements_;
  std::vector<Observer*> observers_;
  std::atomic<std::thread::id> user_{};
  int uses_ = 0; ///< by the user
};

/// The connection is this thread's as long as this lives.
class Use {
public:
  explicit Use(Connection& connection) : connection_(connection) { connection.enter(); }
  Use(const Use&) = delete;
  ~Use() { connection_.leave(); }

private:
  Connection& connection_;
};

inline void Connection::enter() {
  const std::thread::id me = std::this_thread::get_id();
  if (user_.load(std::memory_order_relaxed) == me) {
    ++uses_;
    return;
  }
  std::thread::id nobody{};
  if (!user_.compare_exchange_strong(nobody, me, std::memory_order_acquire)) [[unlikely]]
    throw_other_thread();
  uses_ = 1;
}

inline void Connection::leave() noexcept {
  if (--uses_ == 0)
    user_.store(std::thread::id{}, std::memory_order_release);
}

/// A running statement. Its text is prepared once a connection. The observers hear of it however it
/// ends: read to its last row, failed, or given up.
class Cursor {
public:
  /// `own`: where the statement is kept instead of among the connection's.
  Cursor(Connection& connection, const Sql& sql, const Purpose& purpose, Prepared* own = nullptr);
  Cursor(const Cursor&) = delete;
  ~Cursor();
  /// Moves to the next row; false at the end.
  bool step();
  [[nodiscard]] sqlite3_stmt* statement() const noexcept { return prepared_.statement; }
  [[nodiscard]] std::int64_t integer(int column) const {
    return sqlite3_column_int64(prepared_.statement, column);
  }

private:
  // Observers hear of the statement before it is prepared: one they refuse costs nothing, and one
  // that cannot be prepared is not missed.
  std::uint64_t start();
  void end(const char* error) noexcept;
  Prepared& prepare(Prepared* own);
  [[noreturn]] void fail(int code);

  Connection& connection_;
  Use use_;
  const Sql& sql_;
  const Purpose& purpose_;
  std::int64_t started_ = 0;
  std::uint64_t number_; ///< 0: nobody watches, or they have been told
  Prepared& prepared_;
  std::int64_t rows_ = 0;
  bool clear_; ///< the bindings, at the end
};

/// A read transaction around a query and its prefetches, unless one is open already: one snapshot,
/// and the file is locked once instead of once a statement.
class ReadTransaction {
public:
  explicit ReadTransaction(Connection& connection);
  ReadTransaction(const ReadTransaction&) = delete;
  ~ReadTransaction();

private:
  Connection* connection_ = nullptr;
};

/// The table-valued function `orm_keys(?)`: the integers of a list bound as a pointer. So one
/// statement takes any number of keys, its text never changes, and the planner sees no long list.
void register_keys_table(sqlite3* handle);
inline constexpr const char* keys_pointer_type = "orm_keys";

/// The collation `orm_decimal`: text compared as the decimal number it is (decimal.cpp).
void register_decimal_collation(sqlite3* handle);

[[noreturn]] void throw_database_error(sqlite3* handle, int code, const std::string& statement);
/// What a user can do about an error of SQLite; "" where its message says it all.
std::string advice_for(int extended_code, const std::string& file);

/// `"name"`, with quotes inside doubled.
std::string quoted(std::string_view name);

} // namespace orm::detail

#endif
