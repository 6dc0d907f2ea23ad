#include "connection.hpp"
#include "schema_check.hpp"

#include <fcntl.h>
#include <unistd.h>

/// From SQLite's result codes to exceptions that say what happened, where, and what to do.
namespace orm {
namespace {

/// A statement as a message shows it: an INSERT of many rows has pages of "?".
std::string shortened(const std::string& statement) {
  constexpr std::size_t most = 400;
  return statement.size() <= most ? statement : statement.substr(0, most) + "...";
}

std::string sentence(const std::string& message, const std::string& statement,
                     const std::string& advice) {
  std::string text = message;
  if (!statement.empty())
    text += " (in: " + shortened(statement) + ")";
  if (!advice.empty())
    text += ". " + advice;
  return text;
}

bool may_write(const std::string& path) {
  return path.empty() || faccessat(AT_FDCWD, path.c_str(), W_OK, AT_EACCESS) == 0;
}

std::string folder_of(const std::string& file) {
  const std::size_t slash = file.rfind('/');
  return slash == std::string::npos ? "." : file.substr(0, slash + 1);
}

} // namespace

DatabaseError::DatabaseError(int extended_code, const std::string& message, std::string statement,
                             std::string advice)
    : Error(sentence(message, statement, advice)), extended_code_(extended_code), message_(message),
      statement_(std::move(statement)), advice_(std::move(advice)) {}

namespace detail {

std::string advice_for(int extended_code, const std::string& file) {
  const std::string name = file.empty() ? "the database" : "\"" + file + "\"";
  if (extended_code == SQLITE_BUSY_SNAPSHOT)
    return "Another connection has written since this one began to read. End what is being read, "
           "and begin again; an orm::Transaction that is begun before the reading takes the "
           "write lock first and does not meet this.";
  switch (extended_code & 0xff) {
  case SQLITE_BUSY:
    return "Another connection holds the lock of " + name +
           " and did not give it back in time. Try again, or wait longer "
           "(DatabaseOptions::busy_timeout).";
  case SQLITE_FULL:
    return "There is no room left to write " + name +
           ". Nothing of this statement was kept; make room, then run it, or the transaction it "
           "belongs to, again.";
  case SQLITE_READONLY:
    if (extended_code == SQLITE_READONLY_DBMOVED)
      return name + " has been moved or deleted since it was opened.";
    if (!may_write(file))
      return "This user may not write " + name + ": see the permissions of the file.";
    if (!may_write(folder_of(file)))
      return "This user may not write the folder of " + name +
             ", and SQLite keeps its journal there. (A file that nobody writes can be read with "
             "DatabaseOptions::immutable.)";
    return name + " was opened for reading only (DatabaseOptions::read_only).";
  case SQLITE_CORRUPT:
    return "The file " + name +
           " is damaged. Do not write to it any more: restore a backup, or save what can be read "
           "with the command `sqlite3 FILE .recover`.";
  case SQLITE_NOTADB:
    return name + " is not a SQLite database (or is encrypted): is this the right file?";
  case SQLITE_CANTOPEN:
    return "Is the path right, and may this user read the file and write its folder, where SQLite "
           "keeps its journal? (A file that nobody writes can be read with "
           "DatabaseOptions::immutable.)";
  case SQLITE_IOERR:
    return "The operating system could not read or write " + name +
           "; nothing of this transaction was kept.";
  default:
    return {};
  }
}

std::string file_of(sqlite3* handle) {
  const char* file = handle ? sqlite3_db_filename(handle, "main") : nullptr;
  return file ? file : "";
}

void throw_database_error(sqlite3* handle, int code, const std::string& statement) {
  const int extended = handle ? sqlite3_extended_errcode(handle) : code;
  const std::string message = handle ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
  if ((extended & 0xff) == SQLITE_CONSTRAINT)
    throw IntegrityError(extended, message, statement);
  throw DatabaseError(extended, message, statement, advice_for(extended, file_of(handle)));
}

void Connection::fail(int code, const std::string& statement, const Purpose& purpose) {
  if (code == SQLITE_ERROR && purpose.root) {
    const std::string message = sqlite3_errmsg(handle_); // the check below runs statements too
    std::string advice = schema_advice(*this, *purpose.root->model, statement);
    if (message.starts_with("too many SQL variables"))
      advice = "Each text or real number of a list given to `in` is a variable, and this SQLite "
               "library takes " +
               std::to_string(sqlite3_limit(handle_, SQLITE_LIMIT_VARIABLE_NUMBER, -1)) +
               ": ask with shorter lists.";
    throw DatabaseError(code, message, statement, std::move(advice));
  }
  throw_database_error(handle_, code, statement);
}

void Connection::throw_rolled_back(const std::string& statement) {
  throw DatabaseError(SQLITE_ABORT_ROLLBACK,
                      "an earlier error has made SQLite roll back the whole transaction", statement,
                      "Nothing of it was kept: leave its scope, then begin it again.");
}

void Connection::throw_other_thread() {
  throw ThreadError("another thread is using this Database, or has a transaction open in it: open "
                    "one Database for each thread (they may share the file)");
}

} // namespace detail
} // namespace orm
