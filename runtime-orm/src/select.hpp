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
  std::vector<std::uint16_t> left_out; ///< columns of the model that are not selected
};

struct Select {
  Sql sql;
  int first_column = 0; ///< 1 where the key of the owning row comes first
  std::vector<SelectedJoin> joins;
  std::vector<std::uint16_t> left_out; ///< columns of the rows' own model that are not selected
  /// The annotations that are selected, in the order of their columns, the last ones.
  std::vector<const AnnotationMeta*> annotations;
  int first_annotation = 0;
};

/// The statement of a lazy load: made once, run once a row with another key.
struct LazySelect {
  Select select;
  Prepared prepared;

  explicit LazySelect(Select made) : select(std::move(made)) {}
  void set_key(std::int64_t key) { std::get<Value>(select.sql.parameters.front()) = key; }
};

/// The lazy select that is kept for `of` (a model, or a relation), ready for `key`, its only
/// parameter; `make` gives the Select the first time.
template <class Make>
LazySelect& lazy_select(Connection& connection, const void* of, std::int64_t key, Make make) {
  std::shared_ptr<LazySelect>& kept = connection.lazy_selects[of];
  if (!kept)
    kept = std::make_shared<LazySelect>(make());
  kept->set_key(key);
  return *kept;
}

Select select_rows(const QuerySpec& spec, const PrefetchKeys* prefetch = nullptr);
/// The keys of the rows: for `IN (...)`.
Sql select_keys(const QuerySpec& spec);
/// What the paths lead to, row for row.
Sql select_values(const QuerySpec& spec, std::span<const std::string_view> paths);
/// A row a group: what the paths, which are its keys and numbers, lead to.
Sql select_groups(const QuerySpec& spec, std::span<const std::string_view> paths);
/// Adds a filter to a query of groups: to their rows, or, where it looks at numbers, to the groups.
void filter_groups(QuerySpec& spec, const ConditionPtr& condition);
/// One row: a column for each term.
Sql select_aggregates(const QuerySpec& spec, std::span<const AggregateTerm> terms);
Sql select_count(const QuerySpec& spec);
Sql select_count_values(const QuerySpec& spec, std::span<const std::string_view> paths);
Sql select_exists(const QuerySpec& spec);
/// " WHERE ...", for an UPDATE or DELETE of the query's rows; empty for all of them.
Sql select_where(const QuerySpec& spec);

} // namespace orm::detail

#endif
