#ifndef ORM_ERROR_HPP
#define ORM_ERROR_HPP

#include <stdexcept>
#include <string>

namespace orm {

/// Base of everything this library throws.
class Error : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// SQLite refused: missing file, locked, read-only, not a database, damaged, full disk, a table
/// that is not there. `what()` is a sentence with all of the below.
class DatabaseError : public Error {
public:
  DatabaseError(int extended_code, const std::string& message, std::string statement,
                std::string advice = {});
  /// SQLite's primary result code, e.g. 5 for SQLITE_BUSY (https://sqlite.org/rescode.html).
  [[nodiscard]] int code() const noexcept { return extended_code_ & 0xff; }
  /// SQLite's extended result code, e.g. 2067 for SQLITE_CONSTRAINT_UNIQUE.
  [[nodiscard]] int extended_code() const noexcept { return extended_code_; }
  /// SQLite's own words: "database is locked".
  [[nodiscard]] const std::string& message() const noexcept { return message_; }
  /// The statement that failed, whole; empty when opening the file failed.
  [[nodiscard]] const std::string& statement() const noexcept { return statement_; }
  /// What can be done about it; empty where the message says it all.
  [[nodiscard]] const std::string& advice() const noexcept { return advice_; }

private:
  int extended_code_;
  std::string message_;
  std::string statement_;
  std::string advice_;
};

/// A constraint of the schema was violated (unique, not null, foreign key).
class IntegrityError : public DatabaseError {
public:
  using DatabaseError::DatabaseError;
};

/// The tables are not those of the models: a table or a column is missing, or of another type.
/// `what()` lists every difference and what to do.
class SchemaError : public Error {
public:
  using Error::Error;
};

/// Two threads use one Database at the same time. Open one for each thread.
class ThreadError : public Error {
public:
  using Error::Error;
};

/// `get()` found no row, or a foreign key points to a row that is not there.
class DoesNotExist : public Error {
public:
  using Error::Error;
};

/// The relation of this row holds nothing: "Student has no department."
class RelatedObjectDoesNotExist : public DoesNotExist {
public:
  using DoesNotExist::DoesNotExist;
};

/// `get()` found more than one row.
class MultipleObjectsReturned : public Error {
public:
  using Error::Error;
};

/// A path given to select_related, order_by or filter at run time names no such field or relation;
/// or a value does not fit the field.
class FieldError : public Error {
public:
  using Error::Error;
};

/// A lookup given to prefetch_related cannot be followed, or contradicts an earlier one.
class PrefetchError : public Error {
public:
  using Error::Error;
};

/// The object has no row in the database yet, and the operation needs one.
class UnsavedError : public Error {
public:
  using Error::Error;
};

/// `q[i]` lies outside the result, or is negative.
class IndexError : public Error {
public:
  using Error::Error;
};

/// A query set that was put together by union cannot be asked this any more.
class NotSupportedError : public Error {
public:
  using Error::Error;
};

/// A query set that has a limit or an offset cannot be filtered or ordered again.
class SliceError : public Error {
public:
  using Error::Error;
};

} // namespace orm

#endif
