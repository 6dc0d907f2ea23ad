#include "clauses.hpp"

#include <utility>

namespace orm::detail {

bool distinct_rows(const QuerySpec& spec) {
  return spec.distinct ||
         (!spec.annotations.empty() && spec.where && crosses_many(*spec.where, *spec.model));
}

Clauses::Clauses(const QuerySpec& spec) : spec_(spec), joins_(*spec.model, spec.model->table) {
  joins_.set_annotations(spec.annotations);
  if (!spec.combined)
    return;
  std::string keys;
  for (const QuerySpec& part : spec.combined->parts) {
    Sql one = select_keys(part);
    if (part.sliced() || part.combined)
      one.text = "SELECT * FROM (" + one.text + ")";
    keys += (keys.empty() ? "" : spec.combined->all ? " UNION ALL " : " UNION ") + one.text;
    append(from_, std::move(one));
  }
  joins_.start_at_keys(std::move(keys));
}

Sql Clauses::assemble_unsliced(const std::string& columns, bool distinct) {
  Sql sql{(distinct ? "SELECT DISTINCT " : "SELECT ") + columns + joins_.from_clause() +
              where_.text + order_.text,
          std::move(columns_.parameters)};
  append(sql, std::move(from_));
  append(sql, std::move(where_));
  append(sql, std::move(order_));
  return sql;
}

Sql Clauses::assemble(const std::string& columns, bool distinct) {
  Sql sql = assemble_unsliced(columns, distinct);
  slice(sql);
  return sql;
}

void Clauses::restrict(const PrefetchKeys* prefetch) {
  const ModelMeta* owner = prefetch ? prefetch->owner : nullptr;
  const RelationMeta* relation = prefetch ? prefetch->relation : nullptr;
  if (!prefetch) {
    if (!spec_.related)
      return;
    owner = spec_.related->owner;
    relation = &spec_.related->meta();
  }
  std::string key;
  if (is_link(relation->kind)) {
    joins_.start_at_link(link_table(*owner, *relation));
    key = joins_.link_source();
  } else if (is_forward_key(relation->kind)) {
    key = joins_.column(0, "id");
  } else {
    const RelationMeta* forward = inverse(*owner, *relation);
    if (!forward || !is_forward_key(forward->kind))
      throw FieldError("model `" + relation->target().name + "` has no foreign key `" +
                       relation->via + "`, which `" + owner->name + "." + relation->name +
                       "` names");
    key = joins_.column(0, forward->column);
  }
  if (prefetch) {
    if (!is_forward_key(relation->kind))
      source_ = key;
    where_.parameters.emplace_back(prefetch->keys);
    restriction_ = key + " IN orm_keys(?)";
  } else {
    where_.parameters.emplace_back(Value(spec_.related->key));
    restriction_ = key + " = ?";
  }
}

void Clauses::where() {
  std::string text = restriction_;
  if (spec_.where)
    text += (text.empty() ? "" : " AND ") + render_condition(*spec_.where, joins_, where_);
  if (!text.empty())
    where_.text = " WHERE " + text;
}

void Clauses::order(const PrefetchKeys* prefetch, bool selected, bool unique) {
  if (prefetch && source_.empty())
    return; // found by their keys
  const std::string key = joins_.has_link() ? joins_.link_target() : joins_.column(0, "id");
  std::string text = source_;
  bool by_key = false;
  for (const std::string& name : spec_.order()) {
    const bool minus = name.starts_with('-');
    const bool descending = minus != spec_.reversed;
    const std::string column =
        order_column(std::string_view(name).substr(minus ? 1 : 0), joins_, selected, order_);
    by_key = column == joins_.column(0, "id");
    text += (text.empty() ? "" : ", ") + (by_key ? key : column) + (descending ? " DESC" : "");
    if (by_key)
      break;
  }
  if (!by_key && unique)
    text += (text.empty() ? "" : ", ") + key + (spec_.reversed ? " DESC" : "");
  order_.text = " ORDER BY " + text;
}

void Clauses::slice(Sql& sql) const {
  if (!spec_.sliced())
    return;
  sql.text += " LIMIT ?";
  sql.parameters.emplace_back(Value(spec_.limit.value_or(-1)));
  if (spec_.offset != 0) {
    sql.text += " OFFSET ?";
    sql.parameters.emplace_back(Value(spec_.offset));
  }
}

} // namespace orm::detail
