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

/// SQLite refused: missing file, locked, read-only, not a database, full disk, bad statement.
class DatabaseError : public Error {
public:
  DatabaseError(int extended_code, const std::string& message, std::string statement);
  /// SQLite's primary result code, e.g. 5 for SQLITE_BUSY.
  [[nodiscard]] int code() const noexcept { return extended_code_ & 0xff; }
  /// SQLite's extended result code, e.g. 2067 for SQLITE_CONSTRAINT_UNIQUE.
  [[nodiscard]] int extended_code() const noexcept { return extended_code_; }
  /// The statement that failed; empty when opening the file failed.
  [[nodiscard]] const std::string& statement() const noexcept { return statement_; }

private:
  int extended_code_;
  std::string statement_;
};

/// A constraint of the schema was violated (unique, not null, foreign key).
class IntegrityError : public DatabaseError {
public:
  using DatabaseError::DatabaseError;
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

/// A query set that has a limit or an offset cannot be filtered or ordered again.
class SliceError : public Error {
public:
  using Error::Error;
};

} // namespace orm

#endif
