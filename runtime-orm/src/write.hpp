#ifndef ORM_SRC_WRITE_HPP
#define ORM_SRC_WRITE_HPP

#include "query_spec.hpp"

#include <orm/bulk.hpp>

namespace orm::detail {

/// On whose behalf rows are written.
struct WriteContext {
  std::shared_ptr<Connection> connection;
  std::shared_ptr<const Root> root;
  std::string path;
  Access access;
};

/// INSERTs `row`, gives it its key and binds it.
void insert_row(Row& row, const ModelMeta& model, const WriteContext& context);
/// As few INSERTs as the number of variables allows, all or none.
void insert_rows(std::span<Row* const> rows, const ModelMeta& model, const WriteContext& context,
                 const Conflicts& conflicts = {});
/// Writes `columns` of the rows that `where` (" WHERE ..." or empty) allows, all or none; returns
/// how many there were.
std::int64_t update_rows(std::span<const Row* const> rows, const ModelMeta& model,
                         std::span<const std::string> columns, const Sql& where,
                         const WriteContext& context);
/// Runs a DELETE, and counts the rows that go along.
Deleted delete_and_count(Connection& connection, const Sql& sql, const Purpose& purpose);

} // namespace orm::detail

#endif
