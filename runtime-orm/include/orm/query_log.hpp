#ifndef ORM_QUERY_LOG_HPP
#define ORM_QUERY_LOG_HPP

#include <orm/database.hpp>
#include <orm/query.hpp>

namespace orm {

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
};

/// A bound value; a list of keys is bound as one parameter.
using LogParameter = std::variant<Value, std::vector<std::int64_t>>;

/// One statement that ran.
struct LogEntry {
  std::uint64_t number = 0; ///< counts the statements of the process
  std::string kind;         ///< select, insert, update, delete, transaction, pragma, schema
  bool counted = false;     ///< false for transaction, pragma and schema statements
  std::string sql;          ///< as it ran
  std::string display_sql;  ///< with key lists written out, `IN (1, 2, 3)`
  std::vector<LogParameter> params;
  std::int64_t rows = 0; ///< rows a select returned
  std::string cause;     ///< query, lazy, prefetch, get, first, index, count, exists, write
  std::string path;      ///< "courses__department": from the root's rows to what was read
  std::uint64_t root_id = 0;
  std::string root_entity;
  CodeLocation root;   ///< the `objects(db)` call
  CodeLocation access; ///< what needed the rows
};

/// As one line of JSON, without the line break.
std::string to_json(const LogEntry& entry);

/// Records the statements of a database as long as it lives.
///
/// With the environment variable ORM_QUERY_LOG=FILE every database of the process also appends
/// them to FILE, one JSON object a line.
class QueryLog {
public:
  explicit QueryLog(const Database& database);
  QueryLog(const QueryLog&) = delete;
  QueryLog& operator=(const QueryLog&) = delete;
  ~QueryLog();

  /// Statements that count: selects and writes, not transactions, pragmas and schema.
  [[nodiscard]] std::size_t count() const;
  [[nodiscard]] const std::vector<LogEntry>& entries() const noexcept { return entries_; }
  void clear() { entries_.clear(); }

private:
  std::shared_ptr<detail::Connection> connection_;
  std::vector<LogEntry> entries_;
};

} // namespace orm

#endif
