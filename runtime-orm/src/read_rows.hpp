#ifndef ORM_SRC_READ_ROWS_HPP
#define ORM_SRC_READ_ROWS_HPP

#include "select.hpp"

namespace orm::detail {

/// Reads a model's columns, the key first, from column `first` on.
void read_row(Row& row, const ModelMeta& model, sqlite3_stmt* statement, int first);

/// Runs `select` and appends its rows to `set`, joined rows to sets of their own. `sources`
/// receives the leading key of each row where there is one. `own`: as for a Cursor.
void read_rows(Connection& connection, const Select& select, const Purpose& purpose, ResultSet& set,
               std::vector<std::int64_t>* sources, Prepared* own = nullptr);

/// Lets both rows of a one-to-one relation know each other, where the other side is declared and
/// not known yet.
void link_back(const ModelMeta& model, const RelationMeta& relation, const Slot& row,
               ResultSet& targets, std::uint32_t target);

/// Runs the lookups of prefetch_related for `rows`, all of one model.
void run_prefetch(Connection& connection, const ModelMeta& model, std::vector<Row*> rows,
                  std::span<const PrefetchLookup> lookups, const Access& access);

} // namespace orm::detail

#endif
