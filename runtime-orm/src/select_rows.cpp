#include "clauses.hpp"

#include <orm/fixed_string.hpp>

#include <limits>
#include <utility>

/// The SELECT that reads rows: their columns, those of joined models, annotations.
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

class RowSelect : Clauses {
public:
  using Clauses::Clauses;

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

private:
  /// The slice of each owner's rows, in one statement: a window numbers them. (The number has a
  /// name that no column can have. A rank gives a row that joins have multiplied one number.)
  Sql sliced_for_each(std::string columns) {
    const bool distinct = distinct_rows(spec_);
    columns += std::string(distinct ? ", DENSE_RANK()" : ", ROW_NUMBER()") +
               " OVER (PARTITION BY " + source_ + order_.text + ") AS \"row number\"";
    append(columns_, std::exchange(order_, {}));
    Sql sql = assemble_unsliced(columns, distinct);
    sql.text = "SELECT * FROM (" + sql.text + ") WHERE \"row number\" > ?";
    sql.parameters.emplace_back(Value(spec_.offset));
    if (spec_.limit && *spec_.limit <= std::numeric_limits<std::int64_t>::max() - spec_.offset) {
      sql.text += " AND \"row number\" <= ?";
      sql.parameters.emplace_back(Value(spec_.offset + *spec_.limit));
    }
    sql.text += " ORDER BY 1, \"row number\"";
    return sql;
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

  Select select_;
  std::vector<int> join_nodes_;
  std::vector<std::string> join_prefixes_; ///< "author__": what paths into the join start with
};

} // namespace

Select select_rows(const QuerySpec& spec, const PrefetchKeys* prefetch) {
  return RowSelect(spec).rows(prefetch);
}

} // namespace orm::detail
