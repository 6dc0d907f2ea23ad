#ifndef ORM_QUERY_LOG_HPP
#define ORM_QUERY_LOG_HPP

#include <orm/database.hpp>
#include <orm/query.hpp>

#include <chrono>

namespace orm {

namespace detail {
class LogStore;
}

/// A place in the program. Where only an address is known (operators cannot take a source
/// location), `module` and `address` say where the code is, and `resolve` asks the debug
/// information.
struct CodeLocation {
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::string function;
  std::string module;
  std::uint64_t address = 0;

  /// True when nothing is known.
  [[nodiscard]] bool empty() const noexcept { return file.empty() && module.empty(); }
  /// File and line of an address, from llvm-symbolizer or addr2line and the program's debug
  /// information; unchanged where neither is to be had.
  [[nodiscard]] CodeLocation resolve() const;
  /// "list.cpp:12:7"; for an address that is not resolved "/bin/shop+0x12f3"; "" when empty.
  [[nodiscard]] std::string text() const;
};

/// A bound value; a list of keys is bound as one parameter.
using LogParameter = std::variant<Value, std::vector<std::int64_t>>;

/// One statement that ran, or failed.
struct LogEntry {
  std::uint64_t number = 0; ///< counts the statements of the process, in the order they started
  std::string kind;         ///< select, insert, update, delete, transaction, pragma, schema
  bool counted = false;     ///< false for transaction, pragma and schema statements
  std::string sql;          ///< as it ran
  std::string display_sql;  ///< with key lists written out, `IN (1, 2, 3)`
  std::vector<LogParameter> params;
  std::int64_t rows = 0;  ///< rows a select returned
  std::string cause;      ///< query, lazy, prefetch, get, first, index, count, exists, write
  std::string path;       ///< "courses__department": from the root's rows to what was read
  std::int64_t owner = 0; ///< where the relation of one row was needed: that row's key
  bool refined = false;   ///< and it was filtered, ordered or cut: no plain prefetch answers that
  std::uint64_t root_id = 0;
  std::string root_entity;
  CodeLocation root;                   ///< the `objects(db)` call
  CodeLocation access;                 ///< what needed the rows
  std::chrono::nanoseconds started{};  ///< since the process first watched a statement
  std::chrono::nanoseconds duration{}; ///< until its last row was read, with the reading
  std::string error;                   ///< why it failed, or was given up; "" when it went well
};

/// As one line of JSON, without the line break. Bytes that are no UTF-8 become U+FFFD.
std::string to_json(const LogEntry& entry);

/// A relation that select_related or prefetch_related loaded for the rows of a query, and what
/// came of it.
struct EagerLoad {
  std::string method; ///< select_related or prefetch_related
  std::string path;   ///< "courses__department", from the query's rows
  std::uint64_t root_id = 0;
  std::string root_entity;
  CodeLocation root;       ///< the `objects(db)` call
  CodeLocation access;     ///< the first read that it answered
  std::int64_t rows = 0;   ///< rows whose relation was loaded
  std::int64_t served = 0; ///< of these, whose relation the program has read since
};

/// The number of statements was not what a test expected. The message lists what ran.
class UnexpectedQueries : public Error {
public:
  using Error::Error;
};

/// Records the statements of a database as long as it lives: what ran, for how long, on behalf of
/// which query and which line of the program. Without a log none of it is recorded.
///
/// For a program as it is, the environment does the same: ORM_QUERY_LOG=FILE appends the statements
/// of every database of the process to FILE, one JSON object a line; ORM_QUERY_LOG_HTML=FILE writes
/// the page of `write_html` when the process ends. Belongs to the thread of its database.
class QueryLog {
public:
  explicit QueryLog(const Database& database);
  QueryLog(const QueryLog&) = delete;
  QueryLog& operator=(const QueryLog&) = delete;
  ~QueryLog();

  /// Statements that count: selects and writes, not transactions, pragmas and schema.
  [[nodiscard]] std::size_t count() const noexcept;
  /// All statements, as they ended. Valid until it is asked again after another statement.
  [[nodiscard]] const std::vector<LogEntry>& entries() const;
  /// The relations that were loaded eagerly, by query and path.
  [[nodiscard]] std::vector<EagerLoad> eager_loads() const;
  /// Those that nobody has read. Ask when the rows have been used.
  [[nodiscard]] std::vector<EagerLoad> unused_eager_loads() const;

  /// Throws UnexpectedQueries unless exactly `count` statements ran since the log began or was
  /// cleared (Django's assertNumQueries).
  void expect(std::size_t count,
              std::source_location where = std::source_location::current()) const;
  /// What ran as text: equal statements from the same place folded, N+1 loads, failures and unused
  /// eager loads marked, each with its place in the program.
  [[nodiscard]] std::string report() const;
  /// Writes one page that shows the log in a browser, offline: a waterfall of the statements.
  /// Throws Error where the file cannot be written.
  void write_html(const std::string& file, const std::string& title = {}) const;

  void clear();

private:
  std::shared_ptr<detail::Connection> connection_;
  std::unique_ptr<detail::LogStore> store_;
};

/// Expects a number of statements of the scope it lives in:
///
///     const orm::ExpectQueries expect(db, 2);
///     show(Student::objects(db).prefetch_related("courses"));
///
/// Leaving the scope throws UnexpectedQueries where another number ran, unless an exception is on
/// its way already.
class ExpectQueries {
public:
  ExpectQueries(const Database& database, std::size_t count,
                std::source_location where = std::source_location::current());
  ExpectQueries(const ExpectQueries&) = delete;
  ExpectQueries& operator=(const ExpectQueries&) = delete;
  ~ExpectQueries() noexcept(false);

private:
  QueryLog log_;
  std::size_t count_;
  std::source_location where_;
  int exceptions_;
};

} // namespace orm

#endif
