#include "select.hpp"

#include "joins.hpp"

#include <orm/fixed_string.hpp>

#include <algorithm>

namespace orm::detail {
namespace {

/// How deep select_related() without a name goes, as in Django.
constexpr int most_required_levels = 5;

class Builder {
public:
  explicit Builder(const QuerySpec& spec) : spec_(spec), joins_(*spec.model, spec.model->table) {}

  Select rows(const PrefetchKeys* prefetch) {
    restrict(prefetch);
    for (const std::string& path : spec_.select_related)
      add_joins(path);
    if (spec_.select_required)
      add_required(-1, 0, 1);
    std::string order = this->order(prefetch);
    std::string where = this->where();
    std::string columns = source_;
    select_.first_column = source_.empty() ? 0 : 1;
    int next = select_.first_column;
    add_columns(columns, 0, next);
    for (std::size_t i = 0; i < select_.joins.size(); ++i) {
      select_.joins[i].first_column = next;
      add_columns(columns, join_nodes_[i], next);
    }
    select_.sql.text = "SELECT " + columns + joins_.from_clause() + where + order;
    slice();
    return std::move(select_);
  }

  Sql narrow(const std::string& columns) {
    restrict(nullptr);
    const std::string where = this->where();
    const std::string order = spec_.sliced() ? this->order(nullptr) : std::string();
    select_.sql.text = "SELECT " + columns + joins_.from_clause() + where + order;
    slice();
    return std::move(select_.sql);
  }

private:
  void restrict(const PrefetchKeys* prefetch) {
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
      select_.sql.parameters.emplace_back(prefetch->keys);
      restriction_ = key + " IN orm_keys(?)";
    } else {
      select_.sql.parameters.emplace_back(Value(spec_.related->key));
      restriction_ = key + " = ?";
    }
  }

  std::string where() {
    std::string text = restriction_;
    if (spec_.where)
      text += (text.empty() ? "" : " AND ") + render_condition(*spec_.where, joins_, select_.sql);
    return text.empty() ? text : " WHERE " + text;
  }

  /// The ordering, and the key last: so that rows which compare equal, or are not ordered at all,
  /// come in one order whatever else is joined.
  std::string order(const PrefetchKeys* prefetch) {
    if (prefetch && source_.empty())
      return {}; // found by their keys
    const std::string key = joins_.has_link() ? joins_.link_target() : joins_.column(0, "id");
    std::string text = source_;
    bool by_key = false;
    for (const std::string& name : spec_.order()) {
      const bool descending = name.starts_with('-');
      const std::string column =
          order_column(std::string_view(name).substr(descending ? 1 : 0), joins_);
      by_key = column == joins_.column(0, "id");
      text += (text.empty() ? "" : ", ") + (by_key ? key : column) + (descending ? " DESC" : "");
      if (by_key)
        break;
    }
    if (!by_key)
      text += (text.empty() ? "" : ", ") + key;
    return " ORDER BY " + text;
  }

  void slice() {
    if (!spec_.sliced())
      return;
    select_.sql.text += " LIMIT ?";
    select_.sql.parameters.emplace_back(Value(spec_.limit.value_or(-1)));
    if (spec_.offset != 0) {
      select_.sql.text += " OFFSET ?";
      select_.sql.parameters.emplace_back(Value(spec_.offset));
    }
  }

  void add_columns(std::string& columns, int join, int& next) {
    columns += (columns.empty() ? "" : ", ") + joins_.column(join, "id");
    ++next;
    for (const ColumnMeta& column : joins_.model(join).columns) {
      columns += ", " + joins_.column(join, column.name);
      ++next;
    }
  }

  int add_join(int parent, int node, std::size_t relation, int& to) {
    const RelationMeta& meta = joins_.model(node).relations[relation];
    to = joins_.follow(node, meta, false);
    for (std::size_t i = 0; i < select_.joins.size(); ++i)
      if (join_nodes_[i] == to)
        return static_cast<int>(i);
    select_.joins.push_back({&meta.target(), parent, static_cast<std::uint16_t>(relation), 0});
    join_nodes_.push_back(to);
    return static_cast<int>(select_.joins.size()) - 1;
  }

  void add_joins(std::string_view path) {
    int parent = -1;
    int node = 0;
    for (; !path.empty(); path = path_rest(path)) {
      const std::string name(path_head(path));
      const ModelMeta& model = joins_.model(node);
      const int index = model.relation_index(name);
      if (index < 0 || !is_to_one(model.relations[static_cast<std::size_t>(index)].kind)) {
        const bool plain = name == "id" || model.column(name);
        throw FieldError(std::string(plain ? "Non-relational field given in select_related: '"
                                           : "Invalid field name(s) given in select_related: '") +
                         name + "'. Choices are: " + model.relation_names(true) + " (model `" +
                         model.name + "` has no relation to one of this name)");
      }
      int to = 0;
      parent = add_join(parent, node, static_cast<std::size_t>(index), to);
      node = to;
    }
  }

  void add_required(int parent, int node, int level) {
    if (level > most_required_levels)
      return;
    const ModelMeta& model = joins_.model(node);
    for (std::size_t i = 0; i < model.relations.size(); ++i) {
      if (!is_forward_key(model.relations[i].kind) || model.relations[i].nullable)
        continue;
      int to = 0;
      const int join = add_join(parent, node, i, to);
      add_required(join, to, level + 1);
    }
  }

  const QuerySpec& spec_;
  Joins joins_;
  Select select_;
  std::vector<int> join_nodes_;
  std::string source_;
  std::string restriction_;
};

} // namespace

Select select_rows(const QuerySpec& spec, const PrefetchKeys* prefetch) {
  return Builder(spec).rows(prefetch);
}

Sql select_count(const QuerySpec& spec) {
  if (!spec.sliced())
    return Builder(spec).narrow("COUNT(*)");
  Sql sql = Builder(spec).narrow("1");
  sql.text = "SELECT COUNT(*) FROM (" + sql.text + ")";
  return sql;
}

Sql select_exists(const QuerySpec& spec) {
  QuerySpec one = spec;
  one.limit = std::min<std::int64_t>(spec.limit.value_or(1), 1);
  return Builder(one).narrow("1");
}

Sql delete_rows(const QuerySpec& spec) {
  Sql sql = Builder(spec).narrow(quoted(spec.model->table) + ".\"id\"");
  sql.text = "DELETE FROM " + quoted(spec.model->table) + " WHERE \"id\" IN (" + sql.text + ")";
  return sql;
}

} // namespace orm::detail
