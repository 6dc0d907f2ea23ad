#include "joins.hpp"

#include <orm/fixed_string.hpp>

#include <algorithm>

/// Where a field path leads: to the column of a joined table, and whether through many rows.
namespace orm::detail {

bool crosses_many(std::string_view path, const ModelMeta* model) {
  for (; !path.empty(); path = path_rest(path)) {
    const int index = model->relation_index(path_head(path));
    if (index < 0)
      return false;
    const RelationMeta& relation = model->relations[static_cast<std::size_t>(index)];
    if (!is_to_one(relation.kind))
      return true;
    model = &relation.target();
  }
  return false;
}

bool crosses_many(const Condition& condition, const ModelMeta& model) {
  if (condition.kind == Condition::Kind::leaf)
    return crosses_many(condition.path, &model);
  return std::ranges::any_of(
      condition.children, [&](const ConditionPtr& child) { return crosses_many(*child, model); });
}

bool crosses_many(const AggregateTerm& term, const ModelMeta& model) {
  return crosses_many(term.path, &model) || (term.filter && crosses_many(*term.filter, model));
}

std::string value_column(std::string_view path, Joins& joins, Sql& sql) {
  int join = 0;
  for (std::string_view rest = path;; rest = path_rest(rest)) {
    const std::string_view head = path_head(rest);
    const std::string_view after = path_rest(rest);
    const bool last = after.empty();
    const ModelMeta& model = joins.model(join);
    if (last && (head == "id" || head == "pk"))
      return joins.column(join, "id");
    if (last && model.column(head))
      return joins.column(join, head);
    if (const AnnotationMeta* annotation = model.annotation(head); annotation && last && join == 0)
      return render_annotation(joins.annotation(*annotation), joins, sql);
    const int index = model.relation_index(head);
    if (index < 0 || is_attribute(model.relations[static_cast<std::size_t>(index)].kind))
      throw FieldError("model `" + model.name + "` has no field or relation `" + std::string(head) +
                       "`; relations: " + model.relation_names(false));
    const RelationMeta& relation = model.relations[static_cast<std::size_t>(index)];
    // The key itself is here.
    if (is_forward_key(relation.kind) && (last || after == "id" || after == "pk"))
      return joins.column(join, relation.column);
    join = joins.follow(join, relation, false);
    if (last)
      return joins.column(join, "id");
  }
}

std::string order_column(std::string_view path, Joins& joins, bool selected, Sql& sql) {
  int join = 0;
  for (std::string_view rest = path;; rest = path_rest(rest)) {
    const std::string_view head = path_head(rest);
    const bool last = path_rest(rest).empty();
    const ModelMeta& model = joins.model(join);
    if (last && (head == "id" || head == "pk"))
      return joins.column(join, "id");
    if (last && model.column(head))
      return joins.column(join, head);
    if (const AnnotationMeta* annotation = model.annotation(head);
        annotation && last && join == 0) {
      const AnnotationTerm& term = joins.annotation(*annotation);
      return selected ? quoted(term.name) : render_annotation(term, joins, sql);
    }
    const int index = model.relation_index(head);
    if (index < 0 || !is_to_one(model.relations[static_cast<std::size_t>(index)].kind))
      throw FieldError("Cannot resolve '" + std::string(head) + "' to order by: model `" +
                       model.name +
                       "` has no field of this name; relations: " + model.relation_names(true));
    const RelationMeta& relation = model.relations[static_cast<std::size_t>(index)];
    if (last && is_forward_key(relation.kind))
      return joins.column(join, relation.column);
    join = joins.follow(join, relation, false);
    if (last)
      return joins.column(join, "id");
  }
}

} // namespace orm::detail
