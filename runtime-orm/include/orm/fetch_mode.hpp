#ifndef ORM_FETCH_MODE_HPP
#define ORM_FETCH_MODE_HPP

#include <orm/error.hpp>

#include <cstdint>

namespace orm {

/// What it costs to read a relation to one, or a deferred column, that no eager load has brought
/// (the fetch modes of Django 6.1): `Student::objects(db).fetch_mode(orm::FetchMode::peers)`.
///
/// The mode is copied to all rows that are reached from the query's rows. Relations to many are
/// read as ever, but hand the mode on too; a query set with a mode of its own, in a Prefetch or
/// refined from a relation, keeps that.
///
/// Peers are the rows of one result. A row that was copied out of it, into a variable or a vector,
/// keeps the result alive and with it its peers; Django counts only those still in use. `get`, and
/// `first` and an index before the rows were read, give a result of one row, which has no peers.
enum class FetchMode : std::uint8_t {
  one,   ///< a statement for this row: the default
  peers, ///< at the first read, one statement for all rows of the same result that lack it
  raise, ///< no statement: FieldFetchBlocked, so that a test finds every missing eager load
};

/// A query set of FetchMode::raise met a relation to one or a deferred column that is not loaded.
class FieldFetchBlocked : public Error {
public:
  FieldFetchBlocked(std::string model, std::string field, std::string query, std::string access,
                    const std::string& missing);

  /// "Student"
  [[nodiscard]] const std::string& model() const noexcept { return model_; }
  /// "dept"
  [[nodiscard]] const std::string& field() const noexcept { return field_; }
  /// Where the query set began, "report.cpp:12".
  [[nodiscard]] const std::string& query() const noexcept { return query_; }
  /// What read the field, "report.cpp:20". From an operator the place is read from the program's
  /// debug information, and empty where there is none.
  [[nodiscard]] const std::string& access() const noexcept { return access_; }

private:
  std::string model_;
  std::string field_;
  std::string query_;
  std::string access_;
};

} // namespace orm

#endif
