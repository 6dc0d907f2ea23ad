#ifndef ORM_CONDITION_HPP
#define ORM_CONDITION_HPP

#include <orm/value.hpp>

#include <memory>

namespace orm::detail {

struct QuerySpec;

enum class Operator : std::uint8_t {
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  in,
  contains,
  icontains,
  startswith,
  istartswith,
  endswith,
  iendswith,
  iexact,
  is_null,
};

struct Condition;
using ConditionPtr = std::shared_ptr<const Condition>;

/// What a filter asks, as a tree that knows no C++ type any more: the templates have checked it.
struct Condition {
  /// `scope`: what one call of filter() asks; two calls may be answered by different related rows.
  /// `rows`: is it a row of that query set?
  enum class Kind : std::uint8_t { all, any, negation, leaf, scope, rows };
  Kind kind = Kind::all;
  std::vector<ConditionPtr> children;
  std::string path; ///< leaf: "author__name"
  Operator op = Operator::equal;
  std::vector<Value> values;
  std::shared_ptr<const QuerySpec> rows;
};

ConditionPtr leaf(std::string_view path, Operator op, std::vector<Value> values);
ConditionPtr all_of(ConditionPtr left, ConditionPtr right);
ConditionPtr any_of(ConditionPtr left, ConditionPtr right);
ConditionPtr negation(ConditionPtr condition);
ConditionPtr scope(ConditionPtr condition);
ConditionPtr row_of(std::shared_ptr<const QuerySpec> rows);

} // namespace orm::detail

#endif
