#include "clauses.hpp"

/// The SELECTs that read no rows: keys, columns, numbers.
namespace orm::detail {
namespace {

class ColumnSelect : Clauses {
public:
  using Clauses::Clauses;

  /// `columns`: text without parameters.
  Sql narrow(const std::string& columns, bool distinct = false) {
    restrict();
    where();
    if (spec_.sliced())
      order(nullptr, false);
    return assemble(columns, distinct);
  }
  /// Is there a row? That needs no order.
  Sql any() {
    restrict();
    where();
    return assemble("1", false);
  }
  Sql keys() { return narrow(joins_.column(0, "id"), distinct_rows(spec_)); }

  Sql values(std::span<const std::string_view> paths) {
    restrict();
    // First, so that a column through a relation to many is that of the row a filter has found.
    where();
    std::string columns;
    for (std::string_view path : paths)
      columns += (columns.empty() ? "" : ", ") + value_column(path, joins_, columns_);
    // Rows that are told apart by these columns alone are not ordered by others.
    if (!spec_.distinct)
      order(nullptr, false);
    else if (!spec_.ordering.empty())
      order(nullptr, false, false);
    return assemble(columns, spec_.distinct);
  }

  Sql aggregates(std::span<const AggregateTerm> terms) {
    restrict();
    where();
    std::string columns;
    for (const AggregateTerm& term : terms)
      columns += (columns.empty() ? "" : ", ") + render_aggregate(term, joins_, columns_);
    return assemble(columns, false);
  }

  /// For a statement that changes the rows: a condition on the table alone, where one will do.
  Sql where_clause() {
    restrict();
    where();
    if (!spec_.sliced() && !joins_.joined())
      return std::move(where_);
    if (spec_.sliced())
      order(nullptr, false);
    Sql sql = assemble(joins_.column(0, "id"), distinct_rows(spec_));
    sql.text = " WHERE \"id\" IN (" + sql.text + ")";
    return sql;
  }
};

} // namespace

Sql select_keys(const QuerySpec& spec) { return ColumnSelect(spec).keys(); }

Sql select_values(const QuerySpec& spec, std::span<const std::string_view> paths) {
  return spec.numbers.empty() ? ColumnSelect(spec).values(paths) : select_groups(spec, paths);
}

/// Numbers over the numbers of groups.
static Sql select_over_groups(const QuerySpec& spec, std::span<const AggregateTerm> terms) {
  std::vector<std::string_view> names;
  std::string columns;
  for (const AggregateTerm& term : terms) {
    names.emplace_back(term.path);
    columns += (columns.empty() ? "" : ", ") + render_call(term, quoted(term.path));
  }
  Sql sql = select_groups(spec, names);
  sql.text = "SELECT " + columns + " FROM (" + sql.text + ")";
  return sql;
}

Sql select_aggregates(const QuerySpec& spec, std::span<const AggregateTerm> terms) {
  if (!spec.numbers.empty())
    return select_over_groups(spec, terms);
  if (spec.sliced() || distinct_rows(spec)) {
    QuerySpec rows;
    rows.model = spec.model;
    rows.annotations = spec.annotations;
    rows.where = row_of(std::make_shared<const QuerySpec>(spec));
    return select_aggregates(rows, terms);
  }
  // Two relations to many in one FROM clause would multiply each other's rows.
  const auto many = [&](const AggregateTerm& term) { return crosses_many(term, *spec.model); };
  if (terms.size() < 2 || std::ranges::none_of(terms, many))
    return ColumnSelect(spec).aggregates(terms);
  Sql sql;
  for (const AggregateTerm& term : terms) {
    Sql one = ColumnSelect(spec).aggregates({&term, 1});
    sql.text += (sql.text.empty() ? "SELECT (" : ", (") + one.text + ")";
    std::ranges::move(one.parameters, std::back_inserter(sql.parameters));
  }
  return sql;
}

Sql select_count(const QuerySpec& spec) {
  if (!spec.sliced() && !distinct_rows(spec))
    return ColumnSelect(spec).narrow("COUNT(*)");
  Sql sql = ColumnSelect(spec).keys();
  sql.text = "SELECT COUNT(*) FROM (" + sql.text + ")";
  return sql;
}

Sql select_count_values(const QuerySpec& spec, std::span<const std::string_view> paths) {
  Sql sql = select_values(spec, paths);
  sql.text = "SELECT COUNT(*) FROM (" + sql.text + ")";
  return sql;
}

Sql select_exists(const QuerySpec& spec) {
  QuerySpec one = spec;
  one.limit = std::min<std::int64_t>(spec.limit.value_or(1), 1);
  return ColumnSelect(one).any();
}

Sql select_where(const QuerySpec& spec) { return ColumnSelect(spec).where_clause(); }

} // namespace orm::detail
