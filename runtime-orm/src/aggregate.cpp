#include "joins.hpp"

#include <orm/fixed_string.hpp>

#include <iterator>

/// Aggregates as SQL. An annotation is a subquery of its own, so that neither another annotation
/// nor a join of the query around it can multiply what it counts.
namespace orm::detail {
namespace {

const char* function_name(AggregateFunction function) {
  switch (function) {
  case AggregateFunction::count:
    return "COUNT(";
  case AggregateFunction::sum:
    return "SUM(";
  case AggregateFunction::min:
    return "MIN(";
  case AggregateFunction::max:
    return "MAX(";
  case AggregateFunction::avg:
    return "AVG(";
  }
  throw Error("unknown aggregate function");
}

/// Over the related rows alone, without the table of the rows they belong to.
std::string from_related(const AggregateTerm& term, const RelationMeta& relation,
                         const Joins& around, Sql& sql) {
  const ModelMeta& model = around.model(0);
  const std::string owner = around.column(0, "id");
  const std::string_view rest = path_rest(term.path);
  const bool key = rest.empty() || rest == "id" || rest == "pk";
  if (!is_link(relation.kind)) {
    Joins joins(relation.target(), "U0", around);
    const RelationMeta* forward = inverse(model, relation);
    const std::string number = render_call(term, value_column(key ? "id" : rest, joins, sql));
    return "(SELECT " + number + joins.from_clause() + " WHERE " +
           joins.column(0, forward ? forward->column : relation.via) + " = " + owner + ")";
  }
  const LinkTable link = link_table(model, relation);
  if (key) // the links say it all
    return "(SELECT " + render_call(term, "\"V0\"." + quoted(link.target)) + " FROM " +
           quoted(link.table) + " AS \"V0\" WHERE \"V0\"." + quoted(link.source) + " = " + owner +
           ")";
  Joins joins(relation.target(), "U0", around);
  joins.start_at_link(link);
  const std::string number = render_call(term, value_column(rest, joins, sql));
  return "(SELECT " + number + joins.from_clause() + " WHERE " + joins.link_source() + " = " +
         owner + ")";
}

} // namespace

std::string render_call(const AggregateTerm& term, const std::string& column) {
  return function_name(term.function) + std::string(term.distinct ? "DISTINCT " : "") + column +
         ")";
}

std::string render_aggregate(const AggregateTerm& term, Joins& joins, Sql& sql) {
  std::string text = render_call(term, value_column(term.path, joins, sql));
  if (term.filter) {
    // As a branch of OR it drops no rows, which other aggregates may count.
    Condition alone;
    alone.kind = Condition::Kind::any;
    alone.children = {term.filter};
    text += " FILTER (WHERE " + render_condition(alone, joins, sql) + ")";
  }
  return text;
}

std::string render_annotation(const AnnotationTerm& term, const Joins& around, Sql& sql) {
  const ModelMeta& model = around.model(0);
  if (!term.where && !term.aggregate.filter) {
    const int index = model.relation_index(path_head(term.aggregate.path));
    if (index >= 0 && !is_to_one(model.relations[static_cast<std::size_t>(index)].kind))
      return from_related(term.aggregate, model.relations[static_cast<std::size_t>(index)], around,
                          sql);
  }
  Joins joins(model, "U0", around);
  Sql where;
  std::string condition = joins.column(0, "id") + " = " + around.column(0, "id");
  if (term.where)
    condition += " AND " + render_condition(*term.where, joins, where);
  std::string text = "(SELECT " + render_aggregate(term.aggregate, joins, sql);
  text += joins.from_clause() + " WHERE " + condition + ")";
  std::ranges::move(where.parameters, std::back_inserter(sql.parameters));
  return text;
}

} // namespace orm::detail
