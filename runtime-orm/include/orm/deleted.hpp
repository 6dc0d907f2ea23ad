#ifndef ORM_DELETED_HPP
#define ORM_DELETED_HPP

#include <cstdint>
#include <map>
#include <string>

namespace orm {

/// What a delete removed: its own rows, and those that the schema's ON DELETE CASCADE took along
/// (Django's `(total, per model)`). A row whose foreign key was set to NULL is not deleted.
struct Deleted {
  std::int64_t total = 0;
  /// Rows by table; a table that lost none is not there.
  std::map<std::string, std::int64_t> by_table;
  /// Links of many-to-many relations without a through model. SQLite counts them, but does not say
  /// which link table they were in.
  std::int64_t links = 0;

  /// The rows of one table, 0 when none were deleted.
  [[nodiscard]] std::int64_t from(const std::string& table) const {
    const auto found = by_table.find(table);
    return found == by_table.end() ? 0 : found->second;
  }
};

} // namespace orm

#endif
