#ifndef ORM_SRC_READ_ROWS_HPP
#define ORM_SRC_READ_ROWS_HPP

#include "select.hpp"

namespace orm::detail {

/// Reads a model's columns, the key first, from column `first` on.
void read_row(Row& row, const ModelMeta& model, sqlite3_stmt* statement, int first);

/// The same without the columns that the query has left out.
void read_row(Row& row, const ModelMeta& model, sqlite3_stmt* statement, int first,
              const std::vector<std::uint16_t>& left_out);

/// Appends the rows a statement stands on to a set, joined rows to sets of their own.
class RowLoader {
public:
  RowLoader(const Select& select, ResultSet& set);
  void load(sqlite3_stmt* statement);

private:
  struct Joined {
    ResultSet* set;
    std::uint32_t row;
    bool there;
  };
  void load_joined(sqlite3_stmt* statement, std::uint32_t index);

  const Select& select_;
  ResultSet& set_;
  std::vector<Joined> joined_;
  std::vector<std::shared_ptr<EagerUse>> uses_; ///< of the joins, while somebody watches
};

/// What follows when the rows of a query have been read: the owners they point back to, and the
/// prefetches.
void complete(const QuerySpec& spec, ResultSet& set, const Access& access);

/// Runs `select` and appends its rows to `set`, joined rows to sets of their own. `sources`
/// receives the leading key of each row where there is one. `own`: as for a Cursor.
void read_rows(Connection& connection, const Select& select, const Purpose& purpose, ResultSet& set,
               std::vector<std::int64_t>* sources, Prepared* own = nullptr);

/// Lets both rows of a one-to-one relation know each other, where the other side is declared and
/// not known yet.
void link_back(const ModelMeta& model, const RelationMeta& relation, const Slot& row,
               ResultSet& targets, std::uint32_t target);

/// Runs the lookups of prefetch_related for all rows of a set: a query's, or a chunk of them.
void prefetch_rows(ResultSet& set, std::span<const PrefetchLookup> lookups, const Access& access,
                   const char* cause = "prefetch");

} // namespace orm::detail

#endif
