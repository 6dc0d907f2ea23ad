#ifndef ORM_SRC_WRITE_HPP
#define ORM_SRC_WRITE_HPP

#include "query_spec.hpp"

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
void insert_rows(std::span<Row* const> rows, const ModelMeta& model, const WriteContext& context);

} // namespace orm::detail

#endif
