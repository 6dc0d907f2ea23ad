#include "connection.hpp"

#include <algorithm>

namespace orm {

DatabaseError::DatabaseError(int extended_code, const std::string& message, std::string statement)
    : Error(statement.empty() ? message : message + " (in: " + statement + ")"),
      extended_code_(extended_code), statement_(std::move(statement)) {}

// The value is fetched from its column once: SQLite's functions for values are much shorter than
// those for columns. Both are safe alike because a connection belongs to one thread at a time.
Cell::Cell(sqlite3_stmt* statement, int column) noexcept
    : statement_(statement), column_(column), value_(sqlite3_column_value(statement, column)) {}

bool Cell::null() const noexcept { return sqlite3_value_type(value_) == SQLITE_NULL; }

void Cell::reject(const char* expected) const {
  static constexpr const char* names[] = {"",     "an integer", "a real number",
                                          "text", "bytes",      "NULL"};
  const char* table = sqlite3_column_name(statement_, column_);
  throw FieldError(std::string("column \"") + (table ? table : "?") + "\" holds " +
                   names[sqlite3_column_type(statement_, column_)] +
                   ", but the model's field takes " + expected +
                   "; the schema does not match the model");
}

std::int64_t Cell::integer() const {
  if (sqlite3_value_type(value_) != SQLITE_INTEGER)
    reject("an integer");
  return sqlite3_value_int64(value_);
}
double Cell::real() const {
  const int type = sqlite3_value_type(value_);
  if (type != SQLITE_FLOAT && type != SQLITE_INTEGER)
    reject("a number");
  return sqlite3_value_double(value_);
}
std::string_view Cell::text() const {
  if (sqlite3_value_type(value_) != SQLITE_TEXT)
    reject("text");
  const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(value_));
  return {text, static_cast<std::size_t>(sqlite3_value_bytes(value_))};
}
Blob Cell::blob() const {
  if (sqlite3_value_type(value_) != SQLITE_BLOB)
    reject("bytes");
  const auto* bytes = static_cast<const std::byte*>(sqlite3_value_blob(value_));
  return Blob(bytes, bytes + sqlite3_value_bytes(value_));
}

namespace detail {

std::string quoted(std::string_view name) {
  std::string text = "\"";
  for (char c : name) {
    if (c == '"')
      text += '"';
    text += c;
  }
  return text += '"';
}

void throw_database_error(sqlite3* handle, int code, const std::string& statement) {
  const int extended = handle ? sqlite3_extended_errcode(handle) : code;
  const std::string message = handle ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
  if ((extended & 0xff) == SQLITE_CONSTRAINT)
    throw IntegrityError(extended, message, statement);
  throw DatabaseError(extended, message, statement);
}

Connection::Connection(const std::string& file, const DatabaseOptions& options) {
  int flags = options.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  if (options.create && !options.read_only)
    flags |= SQLITE_OPEN_CREATE;
  // One thread at a time is the rule for a Database: SQLite need not lock at every column.
  flags |= SQLITE_OPEN_NOMUTEX;
  const int code = sqlite3_open_v2(file.c_str(), &handle_, flags | SQLITE_OPEN_EXRESCODE, nullptr);
  if (code != SQLITE_OK) {
    const std::string message = handle_ ? sqlite3_errmsg(handle_) : sqlite3_errstr(code);
    sqlite3_close_v2(handle_);
    throw DatabaseError(code, "cannot open database \"" + file + "\": " + message, {});
  }
  file_log_ = file_log_wanted();
  try {
    sqlite3_busy_timeout(handle_, static_cast<int>(options.busy_timeout.count()));
    register_keys_table(handle_);
    control("pragma", "PRAGMA foreign_keys = ON");
    // The first read of the file: says here, and not at some later query, that it is no database.
    control("pragma", "PRAGMA schema_version");
    // Readers and a writer do not block each other. Where the file or its folder cannot be
    // written the mode stays as it is, and that is no error.
    if (!read_only())
      control("pragma", "PRAGMA journal_mode = WAL");
  } catch (const DatabaseError& error) {
    const std::string message = "cannot open database \"" + file + "\": " + error.what();
    const int extended = error.extended_code();
    drop_idle_statements(); // the destructor does not run
    sqlite3_close_v2(handle_);
    throw DatabaseError(extended, message, {});
  }
}

Connection::~Connection() {
  statements_.clear();
  lazy_selects.clear();
  sqlite3_close_v2(handle_);
}

void Connection::control(const char* kind, const std::string& text) {
  execute({text, {}}, {kind, kind});
}

void Connection::execute(const Sql& sql, const Purpose& purpose) {
  Cursor cursor(*this, sql, purpose);
  while (cursor.step()) {
  }
}

void Connection::drop_idle_statements() {
  std::erase_if(statements_, [](const auto& item) { return !item.second.busy; });
}

sqlite3_stmt* Connection::compile(const std::string& text) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(handle_, text.data(), static_cast<int>(text.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK)
    throw_database_error(handle_, code, text);
  return statement;
}

Prepared& Connection::prepare(const std::string& text, Prepared* own) {
  if (own && !own->busy) {
    if (!own->statement)
      own->statement = compile(text);
    return *own;
  }
  // Texts are few; a program that makes endless new ones must not fill the memory with them.
  constexpr std::size_t most_statements = 400;
  const auto found = statements_.find(text);
  if (found != statements_.end() && !found->second.busy)
    return found->second;
  if (statements_.size() >= most_statements)
    drop_idle_statements();
  sqlite3_stmt* statement = compile(text);
  std::string key = text;
  while (statements_.contains(key)) // the same statement, running in an outer loop
    key += ' ';
  Prepared& prepared = statements_[key];
  prepared.statement = statement;
  return prepared;
}

void Connection::record(const Sql& sql, const Purpose& purpose, std::int64_t rows) {
  const LogEntry entry = make_entry(sql, purpose, rows);
  for (std::vector<LogEntry>* log : logs_)
    log->push_back(entry);
  if (file_log_)
    append_to_file_log(entry);
}

namespace {

int bind(sqlite3_stmt* statement, int index, const Value& value) {
  struct Binder {
    sqlite3_stmt* statement;
    int index;
    int operator()(std::monostate) const { return sqlite3_bind_null(statement, index); }
    int operator()(std::int64_t v) const { return sqlite3_bind_int64(statement, index, v); }
    int operator()(double v) const { return sqlite3_bind_double(statement, index, v); }
    int operator()(const std::string& v) const {
      return sqlite3_bind_text64(statement, index, v.data(), v.size(), SQLITE_STATIC, SQLITE_UTF8);
    }
    int operator()(const Blob& v) const {
      return v.empty() ? sqlite3_bind_zeroblob(statement, index, 0)
                       : sqlite3_bind_blob64(statement, index, v.data(), v.size(), SQLITE_STATIC);
    }
  };
  return std::visit(Binder{statement, index}, value);
}

} // namespace

Cursor::Cursor(Connection& connection, const Sql& sql, const Purpose& purpose, Prepared* own)
    : connection_(connection), sql_(sql), purpose_(purpose),
      prepared_(connection.prepare(sql.text, own)) {
  int index = 0;
  for (const Parameter& parameter : sql.parameters) {
    ++index;
    int code;
    if (const auto* keys = std::get_if<Keys>(&parameter))
      code = sqlite3_bind_pointer(prepared_.statement, index,
                                  const_cast<std::vector<std::int64_t>*>(keys->get()),
                                  keys_pointer_type, nullptr);
    else
      code = bind(prepared_.statement, index, std::get<Value>(parameter));
    if (code != SQLITE_OK)
      throw_database_error(connection.handle(), code, sql.text);
  }
  prepared_.busy = true;
}

Cursor::~Cursor() {
  sqlite3_reset(prepared_.statement);
  if (!sql_.parameters.empty())
    sqlite3_clear_bindings(prepared_.statement);
  prepared_.busy = false;
}

bool Cursor::step() {
  const int code = sqlite3_step(prepared_.statement);
  if (code == SQLITE_ROW) {
    ++rows_;
    return true;
  }
  if (code != SQLITE_DONE)
    throw_database_error(connection_.handle(), code, sql_.text);
  if (connection_.logging())
    connection_.record(sql_, purpose_, rows_);
  return false;
}

ReadTransaction::ReadTransaction(Connection& connection) {
  if (connection.in_transaction())
    return;
  connection.control("transaction", "BEGIN");
  connection_ = &connection;
}

ReadTransaction::~ReadTransaction() {
  if (!connection_)
    return;
  try {
    connection_->control("transaction", "COMMIT");
  } catch (const Error&) {
    // Nothing was written; a connection that cannot even end a read says so at its next statement.
  }
}

} // namespace detail

Database::Database(const std::string& file, const DatabaseOptions& options)
    : connection_(std::make_shared<detail::Connection>(file, options)) {}

Transaction::Transaction(const Database& database) : Transaction(database.connection()) {}

Transaction::Transaction(std::shared_ptr<detail::Connection> connection)
    : connection_(std::move(connection)) {
  depth_ = connection_->transaction_depth;
  // A writer takes its lock at the start: so two writers wait for each other instead of failing
  // half way (SQLITE_BUSY_SNAPSHOT cannot be waited for).
  if (connection_->in_transaction())
    connection_->control("transaction", "SAVEPOINT orm_" + std::to_string(depth_));
  else
    connection_->control("transaction", connection_->read_only() ? "BEGIN" : "BEGIN IMMEDIATE");
  ++connection_->transaction_depth;
  open_ = true;
}

Transaction::~Transaction() {
  if (!open_)
    return;
  try {
    end(false);
  } catch (const Error&) {
    // SQLite has rolled back on its own (disk full, for one): there is nothing left to undo.
  }
}

void Transaction::commit() { end(true); }
void Transaction::rollback() { end(false); }

void Transaction::end(bool keep) {
  if (!open_)
    throw Error("this transaction has ended already");
  const std::string name = "orm_" + std::to_string(depth_);
  if (!keep) {
    open_ = false;
    --connection_->transaction_depth;
    if (depth_ == 0)
      connection_->control("transaction", "ROLLBACK");
    else
      connection_->control("transaction", "ROLLBACK TO " + name),
          connection_->control("transaction", "RELEASE " + name);
    return;
  }
  connection_->control("transaction", depth_ == 0 ? "COMMIT" : "RELEASE " + name);
  open_ = false;
  --connection_->transaction_depth;
}

} // namespace orm
