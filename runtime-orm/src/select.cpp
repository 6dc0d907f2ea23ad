#include "select.hpp"

#include "joins.hpp"

#include <orm/fixed_string.hpp>

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

namespace orm::detail {
namespace {

/// How deep select_related() without a name goes, as in Django.
constexpr int most_required_levels = 5;

/// Does a column list of `only` or `defer` name this column?
bool lists(const std::vector<std::string>& paths, const std::string& prefix,
           const std::string& column) {
  return std::ranges::any_of(paths, [&](const std::string& path) {
    return path.size() == prefix.size() + column.size() && path.starts_with(prefix) &&
           path.ends_with(column);
  });
}

/// The columns of a model that `only` and `defer` leave out. `prefix`: "" or "author__".
std::vector<std::uint16_t> left_out(const QuerySpec& spec, const ModelMeta& model,
                                    const std::string& prefix) {
  std::vector<std::uint16_t> found;
  if (spec.only.empty() && spec.deferred.empty())
    return found;
  const bool chosen = std::ranges::any_of(
      spec.only, [&](const std::string& path) { return path.starts_with(prefix); });
  for (std::size_t i = 0; i < model.columns.size(); ++i) {
    const ColumnMeta& column = model.columns[i];
    if (column.unload && (lists(spec.deferred, prefix, column.name) ||
                          (chosen && !lists(spec.only, prefix, column.name))))
      found.push_back(static_cast<std::uint16_t>(i));
  }
  return found;
}

/// Do annotations make the rows unique, where a filter through a relation to many has multiplied
/// them? (Django groups by the key then.)
bool distinct_rows(const QuerySpec& spec) {
  return spec.distinct ||
         (!spec.annotations.empty() && spec.where && crosses_many(*spec.where, *spec.model));
}

/// Assembles one SELECT. The parts are rendered in any order, and their parameters joined in the
/// order of the text.
class Builder {
public:
  explicit Builder(const QuerySpec& spec) : spec_(spec), joins_(*spec.model, spec.model->table) {
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

  Select rows(const PrefetchKeys* prefetch) {
    restrict(prefetch);
    for (const std::string& path : spec_.select_related)
      add_joins(path);
    if (spec_.select_required)
      add_required(-1, 0, 1);
    const bool window = prefetch && spec_.sliced();
    order(prefetch, !window); // the ordering of a window cannot name a column of the result
    where();
    std::string columns = source_;
    select_.first_column = source_.empty() ? 0 : 1;
    int next = select_.first_column;
    select_.left_out = left_out(spec_, *spec_.model, "");
    add_columns(columns, 0, next, select_.left_out);
    for (std::size_t i = 0; i < select_.joins.size(); ++i) {
      SelectedJoin& join = select_.joins[i];
      join.first_column = next;
      join.left_out = left_out(spec_, *join.model, join_prefixes_[i]);
      add_columns(columns, join_nodes_[i], next, join.left_out);
    }
    select_.first_annotation = next;
    for (const AnnotationTerm& term : spec_.annotations) {
      columns += ", " + render_annotation(term, joins_, columns_) + " AS " + quoted(term.name);
      select_.annotations.push_back(spec_.model->annotation(term.name));
    }
    if (window)
      select_.sql = sliced_for_each(std::move(columns));
    else
      select_.sql = assemble(columns, distinct_rows(spec_));
    return std::move(select_);
  }

  /// `columns`: text without parameters.
  Sql narrow(const std::string& columns, bool distinct = false) {
    restrict(nullptr);
    where();
    if (spec_.sliced())
      order(nullptr, false);
    return assemble(columns, distinct);
  }
  /// Is there a row? That needs no order.
  Sql any() {
    restrict(nullptr);
    where();
    return assemble("1", false);
  }
  Sql keys() { return narrow(joins_.column(0, "id"), distinct_rows(spec_)); }

  Sql values(std::span<const std::string_view> paths) {
    restrict(nullptr);
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
    restrict(nullptr);
    where();
    std::string columns;
    for (const AggregateTerm& term : terms)
      columns += (columns.empty() ? "" : ", ") + render_aggregate(term, joins_, columns_);
    return assemble(columns, false);
  }

  /// For a statement that changes the rows: a condition on the table alone, where one will do.
  Sql where_clause() {
    restrict(nullptr);
    where();
    if (!spec_.sliced() && !joins_.joined())
      return std::move(where_);
    if (spec_.sliced())
      order(nullptr, false);
    Sql sql = assemble(joins_.column(0, "id"), distinct_rows(spec_));
    sql.text = " WHERE \"id\" IN (" + sql.text + ")";
    return sql;
  }

private:
  static void append(Sql& to, Sql from) {
    std::ranges::move(from.parameters, std::back_inserter(to.parameters));
  }

  Sql assemble_all(const std::string& columns, bool distinct) {
    Sql sql{(distinct ? "SELECT DISTINCT " : "SELECT ") + columns + joins_.from_clause() +
                where_.text + order_.text,
            std::move(columns_.parameters)};
    append(sql, std::move(from_));
    append(sql, std::move(where_));
    append(sql, std::move(order_));
    return sql;
  }

  Sql assemble(const std::string& columns, bool distinct) {
    Sql sql = assemble_all(columns, distinct);
    slice(sql);
    return sql;
  }

  /// The slice of each owner's rows, in one statement: a window numbers them. (The number has a
  /// name that no column can have. A rank gives a row that joins have multiplied one number.)
  Sql sliced_for_each(std::string columns) {
    const bool distinct = distinct_rows(spec_);
    columns += std::string(distinct ? ", DENSE_RANK()" : ", ROW_NUMBER()") +
               " OVER (PARTITION BY " + source_ + order_.text + ") AS \"row number\"";
    append(columns_, std::exchange(order_, {}));
    Sql sql = assemble_all(columns, distinct);
    sql.text = "SELECT * FROM (" + sql.text + ") WHERE \"row number\" > ?";
    sql.parameters.emplace_back(Value(spec_.offset));
    if (spec_.limit && *spec_.limit <= std::numeric_limits<std::int64_t>::max() - spec_.offset) {
      sql.text += " AND \"row number\" <= ?";
      sql.parameters.emplace_back(Value(spec_.offset + *spec_.limit));
    }
    sql.text += " ORDER BY 1, \"row number\"";
    return sql;
  }

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
      where_.parameters.emplace_back(prefetch->keys);
      restriction_ = key + " IN orm_keys(?)";
    } else {
      where_.parameters.emplace_back(Value(spec_.related->key));
      restriction_ = key + " = ?";
    }
  }

  void where() {
    std::string text = restriction_;
    if (spec_.where)
      text += (text.empty() ? "" : " AND ") + render_condition(*spec_.where, joins_, where_);
    if (!text.empty())
      where_.text = " WHERE " + text;
  }

  /// The ordering, and the key last: so that rows which compare equal, or are not ordered at all,
  /// come in one order whatever else is joined.
  void order(const PrefetchKeys* prefetch, bool selected, bool unique = true) {
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

  void slice(Sql& sql) const {
    if (!spec_.sliced())
      return;
    sql.text += " LIMIT ?";
    sql.parameters.emplace_back(Value(spec_.limit.value_or(-1)));
    if (spec_.offset != 0) {
      sql.text += " OFFSET ?";
      sql.parameters.emplace_back(Value(spec_.offset));
    }
  }

  void add_columns(std::string& columns, int join, int& next,
                   const std::vector<std::uint16_t>& without) {
    columns += (columns.empty() ? "" : ", ") + joins_.column(join, "id");
    ++next;
    const std::vector<ColumnMeta>& all = joins_.model(join).columns;
    auto skip = without.begin();
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (skip != without.end() && *skip == i) {
        ++skip;
        continue;
      }
      columns += ", " + joins_.column(join, all[i].name);
      ++next;
    }
  }

  int add_join(int parent, int node, std::size_t relation, int& to) {
    const RelationMeta& meta = joins_.model(node).relations[relation];
    to = joins_.follow(node, meta, false);
    for (std::size_t i = 0; i < select_.joins.size(); ++i)
      if (join_nodes_[i] == to)
        return static_cast<int>(i);
    select_.joins.push_back({&meta.target(), parent, static_cast<std::uint16_t>(relation), 0, {}});
    join_nodes_.push_back(to);
    join_prefixes_.push_back(
        (parent < 0 ? std::string() : join_prefixes_[static_cast<std::size_t>(parent)]) +
        meta.name + "__");
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
  std::vector<std::string> join_prefixes_; ///< "author__": what paths into the join start with
  std::string source_;
  std::string restriction_;
  // The parts of the statement; of columns and FROM only the parameters.
  Sql columns_;
  Sql from_;
  Sql where_;
  Sql order_;
};

} // namespace

Select select_rows(const QuerySpec& spec, const PrefetchKeys* prefetch) {
  return Builder(spec).rows(prefetch);
}

Sql select_keys(const QuerySpec& spec) { return Builder(spec).keys(); }

Sql select_values(const QuerySpec& spec, std::span<const std::string_view> paths) {
  return Builder(spec).values(paths);
}

Sql select_aggregates(const QuerySpec& spec, std::span<const AggregateTerm> terms) {
  if (spec.sliced() || distinct_rows(spec)) {
    QuerySpec rows;
    rows.model = spec.model;
    rows.annotations = spec.annotations;
    rows.where = row_of(std::make_shared<const QuerySpec>(spec));
    return select_aggregates(rows, terms);
  }
  // Two relations to many in one FROM clause would multiply each other's rows.
  const bool apart = terms.size() > 1 && std::ranges::any_of(terms, [&](const AggregateTerm& term) {
                       return crosses_many(term.path, spec.model) ||
                              (term.filter && crosses_many(*term.filter, *spec.model));
                     });
  if (!apart)
    return Builder(spec).aggregates(terms);
  Sql sql;
  for (const AggregateTerm& term : terms) {
    Sql one = Builder(spec).aggregates({&term, 1});
    sql.text += (sql.text.empty() ? "SELECT (" : ", (") + one.text + ")";
    std::ranges::move(one.parameters, std::back_inserter(sql.parameters));
  }
  return sql;
}

Sql select_count(const QuerySpec& spec) {
  if (!spec.sliced() && !distinct_rows(spec))
    return Builder(spec).narrow("COUNT(*)");
  Sql sql = Builder(spec).keys();
  sql.text = "SELECT COUNT(*) FROM (" + sql.text + ")";
  return sql;
}

Sql select_count_values(const QuerySpec& spec, std::span<const std::string_view> paths) {
  Sql sql = Builder(spec).values(paths);
  sql.text = "SELECT COUNT(*) FROM (" + sql.text + ")";
  return sql;
}

Sql select_exists(const QuerySpec& spec) {
  QuerySpec one = spec;
  one.limit = std::min<std::int64_t>(spec.limit.value_or(1), 1);
  return Builder(one).any();
}

Sql select_where(const QuerySpec& spec) { return Builder(spec).where_clause(); }

} // namespace orm::detail
