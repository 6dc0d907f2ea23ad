#include "clauses.hpp"

/// `values(…).annotate(…)`: a row for each group of rows with equal values.
namespace orm::detail {
namespace {

bool names_number(const QuerySpec& spec, const Condition& condition) {
  if (condition.kind == Condition::Kind::leaf)
    return std::ranges::find(spec.numbers, condition.path, &AnnotationTerm::name) !=
           spec.numbers.end();
  return std::ranges::any_of(condition.children,
                             [&](const ConditionPtr& child) { return names_number(spec, *child); });
}

/// Takes apart what must all hold.
void split(const QuerySpec& spec, const ConditionPtr& condition, ConditionPtr& rows,
           ConditionPtr& groups) {
  if (condition->kind == Condition::Kind::all)
    for (const ConditionPtr& child : condition->children)
      split(spec, child, rows, groups);
  else if (names_number(spec, *condition))
    groups = all_of(std::move(groups), condition);
  else
    rows = all_of(std::move(rows), condition);
}

struct Ordering {
  std::string path;
  bool descending;
};

class GroupSelect : Clauses {
public:
  explicit GroupSelect(const QuerySpec& spec) : Clauses(spec), keys_(spec.group_by) {
    // The model's own ordering tells no groups apart; one that was asked for does, as in Django.
    for (const std::string& name : spec.ordering) {
      const bool minus = name.starts_with('-');
      ordering_.push_back({name.substr(minus ? 1 : 0), minus != spec.reversed});
      if (!number(ordering_.back().path) && !std::ranges::count(keys_, ordering_.back().path))
        keys_.push_back(ordering_.back().path);
    }
    for (const std::string& key : keys_) // at last, so that groups come in one order
      if (!std::ranges::count(ordering_, key, &Ordering::path))
        ordering_.push_back({key, spec.reversed});
  }

  Sql select(std::span<const std::string_view> paths) {
    // Two relations to many in one FROM clause would multiply each other's rows: then every number
    // is a SELECT of its own, and the groups are joined by their keys.
    const auto many = [&](const AnnotationTerm& term) {
      return crosses_many(term.aggregate, *spec_.model);
    };
    apart_ = spec_.numbers.size() > 1 && std::ranges::any_of(spec_.numbers, many);
    std::string from;
    if (apart_) {
      from = from_parts();
    } else {
      restrict();
      where(); // first, so that a path through a relation to many leads to what a filter has found
    }
    std::string columns;
    for (std::string_view path : paths) {
      columns += (columns.empty() ? "" : ", ") + text(path, columns_);
      if (number(path))
        columns += " AS " + quoted(path);
    }
    Sql end;
    if (!apart_)
      end.text = " GROUP BY " + key_list(end);
    if (spec_.having) {
      Joins names(*spec_.model, spec_.model->table);
      names.set_names([this](std::string_view name, Sql& sql) { return text(name, sql); });
      end.text += (apart_ ? " WHERE " : " HAVING ") + render_condition(*spec_.having, names, end);
    }
    const char* word = " ORDER BY ";
    for (const auto& [path, descending] : ordering_) {
      end.text += word + text(path, end) + (descending ? " DESC" : "");
      word = ", ";
    }
    order_ = std::move(end);
    if (!apart_)
      return assemble(columns, spec_.distinct);
    Sql sql{(spec_.distinct ? "SELECT DISTINCT " : "SELECT ") + columns + from + order_.text, {}};
    append(sql, std::move(from_));
    append(sql, std::move(order_));
    slice(sql);
    return sql;
  }

private:
  [[nodiscard]] const AnnotationTerm* number(std::string_view name) const {
    const auto found = std::ranges::find(spec_.numbers, name, &AnnotationTerm::name);
    return found == spec_.numbers.end() ? nullptr : &*found;
  }

  /// A key or a number of the groups.
  std::string text(std::string_view path, Sql& sql) {
    const AnnotationTerm* term = number(path);
    if (apart_) {
      if (term)
        return part(static_cast<std::size_t>(term - spec_.numbers.data())) + "." + quoted(path);
      if (const auto key = std::ranges::find(keys_, path); key != keys_.end())
        return part(0) + "." + key_name(static_cast<std::size_t>(key - keys_.begin()));
    } else if (term) {
      return render_aggregate(term->aggregate, joins_, sql);
    } else if (std::ranges::count(keys_, path)) {
      return value_column(path, joins_, sql);
    }
    throw FieldError("`" + std::string(path) +
                     "` is neither a value nor a number of these groups: what is asked of their "
                     "rows needs a filter of its own");
  }

  std::string key_list(Sql& sql) {
    std::string list;
    for (const std::string& key : keys_)
      list += (list.empty() ? "" : ", ") + value_column(key, joins_, sql);
    return list;
  }

  static std::string part(std::size_t i) { return quoted("G" + std::to_string(i)); }
  static std::string key_name(std::size_t i) { return quoted("key " + std::to_string(i)); }

  /// The same groups once for each number.
  std::string from_parts() {
    std::string from;
    for (std::size_t i = 0; i < spec_.numbers.size(); ++i) {
      Sql one = GroupSelect(spec_).one_number(spec_.numbers[i], keys_);
      from += (i == 0 ? " FROM (" : " INNER JOIN (") + one.text + ") AS " + part(i);
      for (std::size_t key = 0; i != 0 && key < keys_.size(); ++key)
        from += (key == 0 ? " ON " : " AND ") + part(i) + "." + key_name(key) + " IS " + part(0) +
                "." + key_name(key);
      append(from_, std::move(one));
    }
    return from;
  }
  Sql one_number(const AnnotationTerm& term, const std::vector<std::string>& keys) {
    restrict();
    where();
    std::string columns;
    for (std::size_t i = 0; i < keys.size(); ++i)
      columns += value_column(keys[i], joins_, columns_) + " AS " + key_name(i) + ", ";
    columns += render_aggregate(term.aggregate, joins_, columns_) + " AS " + quoted(term.name);
    order_.text = " GROUP BY " + key_list(order_);
    return assemble_unsliced(columns, false);
  }

  std::vector<std::string> keys_;
  std::vector<Ordering> ordering_;
  bool apart_ = false;
};

} // namespace

void filter_groups(QuerySpec& spec, const ConditionPtr& condition) {
  ConditionPtr rows;
  split(spec, condition, rows, spec.having);
  if (!rows)
    return;
  rows = scope(std::move(rows));
  // It chooses rows, and may neither multiply nor narrow what is counted.
  if (crosses_many(*rows, *spec.model)) {
    QuerySpec chosen;
    chosen.model = spec.model;
    chosen.annotations = spec.annotations;
    chosen.where = std::move(rows);
    rows = row_of(std::make_shared<const QuerySpec>(std::move(chosen)));
  }
  spec.where = all_of(std::move(spec.where), std::move(rows));
}

Sql select_groups(const QuerySpec& spec, std::span<const std::string_view> paths) {
  return GroupSelect(spec).select(paths);
}

} // namespace orm::detail
