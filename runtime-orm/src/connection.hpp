#ifndef ORM_SRC_CONNECTION_HPP
#define ORM_SRC_CONNECTION_HPP

#include <orm/database.hpp>
#include <orm/query.hpp>
#include <orm/query_log.hpp>

#include <sqlite3.h>

#include <unordered_map>

namespace orm::detail {

/// Where a chain of query sets started: shared by every statement that belongs to it.
struct Root {
  std::uint64_t id;
  std::string entity;
  std::source_location where;
};
std::shared_ptr<const Root> make_root(const std::string& entity, const std::source_location& where);

using Keys = std::shared_ptr<const std::vector<std::int64_t>>;
using Parameter = std::variant<Value, Keys>;

/// SQL text and what is bound to its `?`, in order.
struct Sql {
  std::string text;
  std::vector<Parameter> parameters;
};

/// What a statement is for. Views: all of it outlives the statement, and is copied only for a log.
struct Purpose {
  const char* kind;
  const char* cause;
  const Root* root = nullptr;
  std::string_view path{};
  std::string_view relation{}; ///< a last name to join to the path
  const Access* access = nullptr;
};

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

  /// Runs a statement that returns no rows.
  void execute(const Sql& sql, const Purpose& purpose);
  /// Transaction control, pragmas, schema: logged, not counted.
  void control(const char* kind, const std::string& text);

  [[nodiscard]] bool logging() const noexcept { return !logs_.empty() || file_log_; }
  void attach(std::vector<LogEntry>* log) { logs_.push_back(log); }
  void detach(std::vector<LogEntry>* log) { std::erase(logs_, log); }

  int transaction_depth = 0;
  /// SELECT texts of lazy loads of single columns.
  std::unordered_map<const void*, std::string> lazy_texts;
  /// The statements of lazy loads, by the model or relation they read: they run once a row, so not
  /// even their text is looked up.
  std::unordered_map<const void*, std::shared_ptr<LazySelect>> lazy_selects;

private:
  friend class Cursor;
  Prepared& prepare(const std::string& text, Prepared* own);
  sqlite3_stmt* compile(const std::string& text);
  void record(const Sql& sql, const Purpose& purpose, std::int64_t rows);
  void drop_idle_statements();

  sqlite3* handle_ = nullptr;
  std::unordered_map<std::string, Prepared> statements_;
  std::vector<std::vector<LogEntry>*> logs_;
  bool file_log_ = false;
};

/// A running statement. Its text is prepared once a connection.
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
  Connection& connection_;
  const Sql& sql_;
  const Purpose& purpose_;
  Prepared& prepared_;
  std::int64_t rows_ = 0;
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

[[noreturn]] void throw_database_error(sqlite3* handle, int code, const std::string& statement);

/// `"name"`, with quotes inside doubled.
std::string quoted(std::string_view name);

// Log file and entries (query_log.cpp).
bool file_log_wanted();
void append_to_file_log(const LogEntry& entry);
LogEntry make_entry(const Sql& sql, const Purpose& purpose, std::int64_t rows);

} // namespace orm::detail

#endif
