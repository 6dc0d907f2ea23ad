#include "joins.hpp"
#include "select.hpp"

#include <orm/fixed_string.hpp>

#include <algorithm>
#include <iterator>

namespace orm::detail {

namespace {
/// Is it answered with LIKE or GLOB?
bool is_pattern(Operator op) {
  switch (op) {
  case Operator::startswith:
  case Operator::icontains:
  case Operator::istartswith:
  case Operator::iendswith:
  case Operator::iexact:
    return true;
  default:
    return false;
  }
}
} // namespace

ConditionPtr leaf(std::string_view path, Operator op, std::vector<Value> values) {
  if (is_pattern(op) && std::get<std::string>(values[0]).find('\0') != std::string::npos)
    throw FieldError("a text with a NUL can be compared and looked for with contains or endswith, "
                     "but not so: SQLite's patterns end there");
  auto made = std::make_shared<Condition>();
  made->kind = Condition::Kind::leaf;
  made->path = path;
  made->op = op;
  made->values = std::move(values);
  return made;
}

namespace {

ConditionPtr combine(Condition::Kind kind, ConditionPtr left, ConditionPtr right) {
  if (!left || !right)
    return left ? left : right;
  auto made = std::make_shared<Condition>();
  made->kind = kind;
  made->children = {std::move(left), std::move(right)};
  return made;
}

/// A pattern for LIKE ... ESCAPE '\', where the text stands for itself.
std::string like_pattern(const std::string& text, bool open_start, bool open_end) {
  std::string pattern = open_start ? "%" : "";
  for (char c : text) {
    if (c == '%' || c == '_' || c == '\\')
      pattern += '\\';
    pattern += c;
  }
  return open_end ? pattern + "%" : pattern;
}

/// A pattern for GLOB, which tells upper case from lower: texts that start so.
std::string glob_pattern(const std::string& text) {
  std::string pattern;
  for (char c : text) {
    if (c == '*' || c == '?' || c == '[')
      pattern += std::string("[") + c + "]";
    else
      pattern += c;
  }
  return pattern + "*";
}

/// The texts as a JSON array, for json_each: one variable, whatever their number. "" where SQLite's
/// JSON cannot hold them: what is no text, and a text with a NUL.
std::string json_array(const std::vector<Value>& values) {
  std::string array = "[";
  for (const Value& value : values) {
    const auto* text = std::get_if<std::string>(&value);
    if (!text || text->find('\0') != std::string::npos)
      return {};
    array += array.size() == 1 ? "\"" : ",\"";
    for (const char c : *text) {
      static constexpr const char* hex = "0123456789abcdef";
      if (c == '"' || c == '\\')
        (array += '\\') += c;
      else if (static_cast<unsigned char>(c) < 0x20)
        ((array += "\\u00") += hex[c >> 4]) += hex[c & 15];
      else
        array += c;
    }
    array += '"';
  }
  return array + "]";
}

struct Field {
  int join;
  std::string column;
  bool nullable;
};

class Renderer {
public:
  Renderer(Joins& joins, Sql& sql) : joins_(joins), sql_(sql) {}

  /// `optional`: another branch may hold where this one has no row to look at.
  std::string render(const Condition& condition, bool optional, bool negated) {
    switch (condition.kind) {
    case Condition::Kind::all:
      return joined(condition, " AND ", optional, negated);
    case Condition::Kind::any:
      return joined(condition, " OR ", true, negated);
    case Condition::Kind::negation:
      return "NOT (" + render(*condition.children.front(), true, true) + ")";
    case Condition::Kind::scope: {
      const int outer = joins_.enter_scope();
      std::string text = render(*condition.children.front(), optional, negated);
      joins_.leave_scope(outer);
      return text;
    }
    case Condition::Kind::rows: {
      Sql keys = select_keys(*condition.rows);
      std::ranges::move(keys.parameters, std::back_inserter(sql_.parameters));
      return joins_.column(0, "id") + " IN (" + keys.text + ")";
    }
    case Condition::Kind::leaf:
      break;
    }
    if (condition.op == Operator::not_equal) {
      Condition equal = condition;
      equal.op = Operator::equal;
      return "NOT (" + render_leaf(equal, 0, condition.path, true, true) + ")";
    }
    return render_leaf(condition, 0, condition.path, optional, negated);
  }

private:
  std::string joined(const Condition& condition, const char* word, bool optional, bool negated) {
    std::string text = "(";
    for (const ConditionPtr& child : condition.children)
      text += (text.size() > 1 ? word : "") + render(*child, optional, negated);
    return text + ")";
  }

  static bool asks_for_null(const Condition& condition) {
    return (condition.op == Operator::is_null &&
            std::get<std::int64_t>(condition.values[0]) != 0) ||
           (condition.op == Operator::equal &&
            std::holds_alternative<std::monostate>(condition.values[0]));
  }

  /// Follows the path from join `from` and renders the comparison at its end.
  std::string render_leaf(const Condition& condition, int from, std::string_view path,
                          bool optional, bool negated) {
    if (joins_.names())
      return compare(condition, joins_.names()(condition.path, sql_), true, negated);
    const ModelMeta& model = joins_.model(from);
    const std::string_view head = path_head(path);
    const std::string_view rest = path_rest(path);
    const bool hopped = from != 0;
    const bool last = rest.empty();
    if (last && (head == "id" || head == "pk"))
      return compare(condition, joins_.column(from, "id"), hopped, negated);
    if (const ColumnMeta* column = model.column(head); column && last)
      return compare(condition, joins_.column(from, head), hopped || column->nullable, negated);
    if (const AnnotationMeta* annotation = model.annotation(head); annotation && last && !hopped)
      return compare(condition, render_annotation(joins_.annotation(*annotation), joins_, sql_),
                     true, negated);
    const int index = model.relation_index(head);
    if (index < 0 || is_attribute(model.relations[static_cast<std::size_t>(index)].kind))
      throw FieldError("model `" + model.name + "` has no field or relation `" + std::string(head) +
                       "`; relations: " + model.relation_names(false));
    const RelationMeta& relation = model.relations[static_cast<std::size_t>(index)];
    // The key itself is here: no join is needed to compare it.
    if (is_forward_key(relation.kind) && (last || rest == "id" || rest == "pk"))
      return compare(condition, joins_.column(from, relation.column), hopped || relation.nullable,
                     negated);
    if (negated && !is_to_one(relation.kind))
      return exists(condition, from, relation, rest);
    const int to = joins_.follow(from, relation, !optional && !asks_for_null(condition));
    return render_leaf(condition, to, last ? std::string_view("id") : rest, optional, negated);
  }

  /// "Some related row is like this", for a place where a join would answer another question:
  /// excluding rows one of whose courses is like this.
  std::string exists(const Condition& condition, int from, const RelationMeta& relation,
                     std::string_view rest) {
    // A row that is not there cannot be NULL: "nothing is there" is asked without looking inside.
    if (condition.op == Operator::is_null && rest.empty()) {
      const bool nothing = std::get<std::int64_t>(condition.values[0]) != 0;
      return (nothing ? "NOT " : "") + subquery(nullptr, from, relation, "id");
    }
    return subquery(&condition, from, relation, rest.empty() ? std::string_view("id") : rest);
  }

  std::string subquery(const Condition* condition, int from, const RelationMeta& relation,
                       std::string_view rest) {
    const ModelMeta& target = relation.target();
    Joins inner(target, "U0", joins_);
    std::string text = "EXISTS (SELECT 1";
    std::string link_condition;
    if (is_link(relation.kind)) {
      const LinkTable link = link_table(joins_.model(from), relation);
      link_condition = inner.column(0, "id") + " IN (SELECT " + quoted(link.target) + " FROM " +
                       quoted(link.table) + " WHERE " + quoted(link.source) + " = " +
                       joins_.column(from, "id") + ")";
    } else {
      const RelationMeta* key = inverse(joins_.model(from), relation);
      link_condition = inner.column(0, key ? key->column : "") + " = " + joins_.column(from, "id");
    }
    std::string where;
    if (condition)
      where = " AND " + Renderer(inner, sql_).render_leaf(*condition, 0, rest, false, false);
    return text + inner.from_clause() + " WHERE " + link_condition + where + ")";
  }

  std::string bind(Value value) {
    sql_.parameters.emplace_back(std::move(value));
    return "?";
  }

  std::string compare(const Condition& condition, const std::string& column, bool nullable,
                      bool negated) {
    const std::string text = comparison(condition, column);
    // NOT of an unknown is unknown: a row with NULL would be neither filtered nor excluded.
    return negated && nullable && condition.op != Operator::is_null ? "ifnull(" + text + ", 0)"
                                                                    : text;
  }

  std::string comparison(const Condition& condition, const std::string& column) {
    const auto text = [&] { return std::get<std::string>(condition.values[0]); };
    const auto like = [&](bool start, bool end) {
      return column + " LIKE " + bind(like_pattern(text(), start, end)) + " ESCAPE '\\'";
    };
    switch (condition.op) {
    case Operator::equal:
      if (std::holds_alternative<std::monostate>(condition.values[0]))
        return column + " IS NULL";
      return column + " = " + bind(condition.values[0]);
    case Operator::not_equal:
      return column + " <> " + bind(condition.values[0]);
    case Operator::less:
      return column + " < " + bind(condition.values[0]);
    case Operator::less_equal:
      return column + " <= " + bind(condition.values[0]);
    case Operator::greater:
      return column + " > " + bind(condition.values[0]);
    case Operator::greater_equal:
      return column + " >= " + bind(condition.values[0]);
    case Operator::is_null:
      return column + (std::get<std::int64_t>(condition.values[0]) ? " IS NULL" : " IS NOT NULL");
    case Operator::in:
      return in_list(condition, column);
    case Operator::contains:
      return "instr(" + column + ", " + bind(condition.values[0]) + ") > 0";
    case Operator::startswith: // a pattern that an index can serve
      return column + " GLOB " + bind(glob_pattern(text()));
    case Operator::endswith:
      if (text().empty())
        return column + " IS NOT NULL";
      return "substr(CAST(" + column + " AS BLOB), -" + std::to_string(text().size()) +
             ") = CAST(" + bind(condition.values[0]) + " AS BLOB)";
    case Operator::icontains:
      return like(true, true);
    case Operator::istartswith:
      return like(false, true);
    case Operator::iendswith:
      return like(true, false);
    case Operator::iexact:
      return like(false, false);
    }
    throw Error("unknown operator in a filter");
  }

  std::string in_list(const Condition& condition, const std::string& column) {
    std::vector<Value> values;
    bool integers = true;
    for (const Value& value : condition.values) {
      if (std::holds_alternative<std::monostate>(value))
        continue; // nothing equals NULL
      integers &= std::holds_alternative<std::int64_t>(value);
      values.push_back(value);
    }
    if (values.empty())
      return "0";
    if (integers) {
      auto keys = std::make_shared<std::vector<std::int64_t>>();
      for (const Value& value : values)
        keys->push_back(std::get<std::int64_t>(value));
      sql_.parameters.emplace_back(Keys(std::move(keys)));
      return column + " IN orm_keys(?)";
    }
    // A variable each is easy to read in a log; libraries exist that take no more than 999.
    constexpr std::size_t most_variables = 100;
    if (values.size() > most_variables)
      if (std::string array = json_array(values); !array.empty())
        return column + " IN (SELECT value FROM json_each(" + bind(std::move(array)) + "))";
    std::string list;
    for (Value& value : values)
      list += (list.empty() ? "" : ", ") + bind(std::move(value));
    return column + " IN (" + list + ")";
  }

  Joins& joins_;
  Sql& sql_;
};

} // namespace

ConditionPtr all_of(ConditionPtr left, ConditionPtr right) {
  return combine(Condition::Kind::all, std::move(left), std::move(right));
}
ConditionPtr any_of(ConditionPtr left, ConditionPtr right) {
  return combine(Condition::Kind::any, std::move(left), std::move(right));
}
ConditionPtr negation(ConditionPtr condition) {
  if (!condition)
    return condition;
  auto made = std::make_shared<Condition>();
  made->kind = Condition::Kind::negation;
  made->children = {std::move(condition)};
  return made;
}

ConditionPtr scope(ConditionPtr condition) {
  if (!condition || condition->kind == Condition::Kind::scope)
    return condition;
  auto made = std::make_shared<Condition>();
  made->kind = Condition::Kind::scope;
  made->children = {std::move(condition)};
  return made;
}
ConditionPtr row_of(std::shared_ptr<const QuerySpec> rows) {
  auto made = std::make_shared<Condition>();
  made->kind = Condition::Kind::rows;
  made->rows = std::move(rows);
  return made;
}

std::string render_condition(const Condition& condition, Joins& joins, Sql& sql) {
  return Renderer(joins, sql).render(condition, false, false);
}

} // namespace orm::detail
