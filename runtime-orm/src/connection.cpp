#include "connection.hpp"

#include "watch_clock.hpp"

#include <algorithm>
#include <cctype>
#include <exception>

namespace orm {

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

namespace {

/// A file name with options of SQLite's, as https://sqlite.org/uri.html wants it.
std::string uri(std::string_view path, std::string_view options) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string text = "file:";
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) || std::string_view("/-_.~").find(c) != std::string_view::npos)
      text += c;
    else
      (text += '%').append({digits[byte >> 4], digits[byte & 15]});
  }
  return text.append("?").append(options);
}

sqlite3* open(const std::string& file, const DatabaseOptions& options) {
  const bool reading = options.read_only || options.immutable;
  // One thread at a time is the rule for a Database, and `Use` checks it: SQLite need not lock at
  // every column.
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  flags |= reading ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  if (options.create && !reading)
    flags |= SQLITE_OPEN_CREATE;
  std::string name = file;
  if (options.in_memory) {
    if (sqlite3_libversion_number() < 3036000)
      throw Error("DatabaseOptions::in_memory needs SQLite 3.36; this is " +
                  std::string(sqlite3_libversion()));
    name = uri("/" + file, "vfs=memdb");
    flags |= SQLITE_OPEN_URI;
  } else if (options.immutable) {
    name = uri(file, "immutable=1");
    flags |= SQLITE_OPEN_URI;
  }
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(name.c_str(), &handle, flags, nullptr);
  if (code == SQLITE_OK)
    return handle;
  const std::string message = handle ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
  sqlite3_close_v2(handle);
  throw DatabaseError(code, "cannot open database \"" + file + "\": " + message, {},
                      advice_for(code, file));
}

} // namespace

Connection::Connection(const std::string& file, const DatabaseOptions& options)
    : handle_(open(file, options)) {
  observers_ = process_observers();
  try {
    sqlite3_busy_timeout(handle_, static_cast<int>(options.busy_timeout.count()));
    // A name that is no column is an error and not, by SQLite's default, a text.
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    register_keys_table(handle_);
    register_decimal_collation(handle_);
    control("pragma", "PRAGMA foreign_keys = ON");
    // The first read of the file: says here, and not at some later query, that it is no database.
    control("pragma", "PRAGMA schema_version");
    if (options.wal && !options.in_memory && !read_only())
      use_wal(options.busy_timeout);
  } catch (const DatabaseError& error) {
    const int extended = error.extended_code();
    const std::string message = "cannot open database \"" + file + "\": " + error.message();
    std::string advice = error.advice();
    drop_idle_statements(); // the destructor does not run
    sqlite3_close_v2(handle_);
    throw DatabaseError(extended, message, {}, std::move(advice));
  }
}

void Connection::use_wal(std::chrono::milliseconds patience) {
  const auto until = std::chrono::steady_clock::now() + patience;
  for (;;) {
    try {
      return control("pragma", "PRAGMA journal_mode = WAL");
    } catch (const DatabaseError& error) {
      // The change of mode does not wait for other connections' locks, as statements do. Where it
      // does not come about, as in a folder that cannot be written, all works in the old mode.
      if (error.code() == SQLITE_CANTOPEN || error.code() == SQLITE_READONLY)
        return;
      if (error.code() != SQLITE_BUSY)
        throw;
      if (std::chrono::steady_clock::now() >= until)
        return;
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
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

sqlite3_stmt* Connection::compile(const std::string& text, const Purpose& purpose) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(handle_, text.data(), static_cast<int>(text.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK)
    fail(code, text, purpose);
  return statement;
}

Prepared& Connection::prepare(const std::string& text, const Purpose& purpose, Prepared* own) {
  if (own && !own->busy) {
    if (!own->statement)
      own->statement = compile(text, purpose);
    return *own;
  }
  // Texts are few; a program that makes endless new ones must not fill the memory with them.
  constexpr std::size_t most_statements = 400;
  const auto found = statements_.find(text);
  if (found != statements_.end() && !found->second.busy)
    return found->second;
  if (statements_.size() >= most_statements)
    drop_idle_statements();
  sqlite3_stmt* statement = compile(text, purpose);
  std::string key = text;
  while (statements_.contains(key)) // the same statement, running in an outer loop
    key += ' ';
  Prepared& prepared = statements_[key];
  prepared.statement = statement;
  return prepared;
}

std::shared_ptr<EagerUse> Connection::eager_use(const Root& root, std::string path, bool joined) {
  auto use = std::make_shared<EagerUse>(root, std::move(path), joined);
  for (Observer* observer : observers_)
    observer->loaded_eagerly(use);
  return use;
}

namespace {

int bind(sqlite3_stmt* statement, int index, const Parameter& parameter) {
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
    int operator()(const Keys& v) const {
      return sqlite3_bind_pointer(statement, index, const_cast<std::vector<std::int64_t>*>(v.get()),
                                  keys_pointer_type, nullptr);
    }
    int operator()(const Value& v) const { return std::visit(*this, v); }
  };
  return std::visit(Binder{statement, index}, parameter);
}

/// One integer, as a lazy load has.
bool only_key(const Sql& sql) {
  if (sql.parameters.size() != 1)
    return sql.parameters.empty();
  const auto* value = std::get_if<Value>(&sql.parameters.front());
  return value && std::holds_alternative<std::int64_t>(*value);
}

} // namespace

Cursor::Cursor(Connection& connection, const Sql& sql, const Purpose& purpose, Prepared* own)
    : connection_(connection), use_(connection), sql_(sql), purpose_(purpose),
      number_(connection.observed() ? start() : 0), prepared_(prepare(own)) {
  int index = 0;
  for (const Parameter& parameter : sql.parameters) {
    const int code = bind(prepared_.statement, ++index, parameter);
    if (code != SQLITE_OK)
      fail(code);
  }
  // Text, bytes and keys are bound by address.
  clear_ = !only_key(sql);
  prepared_.busy = true;
}

Cursor::~Cursor() {
  if (number_)
    end(std::uncaught_exceptions() > 0 ? "given up: an exception was thrown" : nullptr);
  sqlite3_reset(prepared_.statement);
  if (clear_)
    sqlite3_clear_bindings(prepared_.statement);
  prepared_.busy = false;
}

std::uint64_t Cursor::start() {
  for (Observer* observer : connection_.observers_)
    observer->starting(sql_, purpose_);
  started_ = watch_ticks();
  return next_statement_number();
}

void Cursor::end(const char* error) noexcept {
  const Ended statement{sql_, purpose_, number_, started_, watch_ticks() - started_, rows_, error};
  number_ = 0;
  for (Observer* observer : connection_.observers_)
    observer->ended(statement);
}

Prepared& Cursor::prepare(Prepared* own) {
  try {
    if (std::string_view(purpose_.kind) != "transaction") // that is how it ends
      connection_.require_transaction_alive(sql_.text);
    return connection_.prepare(sql_.text, purpose_, own);
  } catch (const Error& error) {
    if (number_)
      end(error.what());
    throw;
  }
}

void Cursor::fail(int code) {
  if (number_)
    end(sqlite3_errmsg(connection_.handle()));
  connection_.fail(code, sql_.text, purpose_);
}

bool Cursor::step() {
  const int code = sqlite3_step(prepared_.statement);
  if (code == SQLITE_ROW) {
    ++rows_;
    return true;
  }
  if (code != SQLITE_DONE)
    fail(code);
  if (number_)
    end(nullptr);
  return false;
}

} // namespace detail

Database::Database(const std::string& file, const DatabaseOptions& options)
    : connection_(std::make_shared<detail::Connection>(file, options)) {}

} // namespace orm
