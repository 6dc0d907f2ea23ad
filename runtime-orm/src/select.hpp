#ifndef ORM_SRC_SELECT_HPP
#define ORM_SRC_SELECT_HPP

#include "query_spec.hpp"

/// From a query's description to SQL text. Nothing here runs a statement.
namespace orm::detail {

/// The keys of all rows whose relation is loaded at once.
struct PrefetchKeys {
  const ModelMeta* owner;
  const RelationMeta* relation;
  Keys keys;
};

/// A joined model whose columns are selected along with the rows.
struct SelectedJoin {
  const ModelMeta* model;
  int parent; ///< index of another SelectedJoin, -1 for the rows themselves
  std::uint16_t relation;
  int first_column;
};

struct Select {
  Sql sql;
  int first_column = 0; ///< 1 where the key of the owning row comes first
  std::vector<SelectedJoin> joins;
};

Select select_rows(const QuerySpec& spec, const PrefetchKeys* prefetch = nullptr);
Sql select_count(const QuerySpec& spec);
Sql select_exists(const QuerySpec& spec);
Sql delete_rows(const QuerySpec& spec);

} // namespace orm::detail

#endif
