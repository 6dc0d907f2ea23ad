#ifndef ORM_ASSIGNMENT_HPP
#define ORM_ASSIGNMENT_HPP

#include <orm/bulk.hpp>
#include <orm/query.hpp>

/// `"price"_c = 3`: what update, get_or_create and update_or_create set, checked against the model
/// as lookups are; and arithmetic on the columns themselves, `"stock"_c = "stock"_c - 1` (Django's
/// F expressions), which the database computes for each row.
namespace orm {
namespace detail {

struct Term;
using TermPtr = std::shared_ptr<const Term>;

/// The right side of an assignment in SQL: a value, a column, or an operator and two terms.
struct Term {
  char op = '='; ///< '=' value, 'c' column, else + - * / %
  Value value = {};
  std::string column = {};
  TermPtr left = nullptr;
  TermPtr right = nullptr;
};
TermPtr value_term(Value value);
TermPtr column_term(std::string_view column);
TermPtr operator_term(char op, TermPtr left, TermPtr right);

struct AssignedColumn {
  std::string column;
  TermPtr term;
};

/// Sets columns of a row that is in the database.
void update_columns(const Row& row, std::span<const AssignedColumn> columns, const Access& access);
/// The key of an object that is assigned; throws UnsavedError where it has none.
Value key_of(const Row& object, std::string_view relation);

template <class V>
constexpr bool is_null_literal = std::same_as<V, std::nullptr_t> || std::same_as<V, std::nullopt_t>;

} // namespace detail

/// Arithmetic over columns and numbers; `Operands` are what it was made of.
template <class... Operands>
struct Arithmetic {
  detail::TermPtr term;
};

/// The values a row gets only when it is made (get_or_create), or always (update_or_create).
template <class... Assignments>
struct Defaults {
  std::tuple<Assignments...> assignments;
};
template <FixedString... Paths, class... Values>
[[nodiscard]] Defaults<Assignment<Paths, Values>...>
defaults(const Assignment<Paths, Values>&... assignments) {
  return {{assignments...}};
}

namespace detail {

template <class V>
constexpr bool is_arithmetic = false;
template <class... Operands>
constexpr bool is_arithmetic<Arithmetic<Operands...>> = true;

template <class V>
concept Number = std::is_arithmetic_v<V> && !std::same_as<V, bool>;

template <FixedString Path>
auto operand(Column<Path>) {
  return Arithmetic<Column<Path>>{column_term(Path.view())};
}
template <class... Operands>
Arithmetic<Operands...> operand(const Arithmetic<Operands...>& arithmetic) {
  return arithmetic;
}
template <Number V>
auto operand(V value) {
  return Arithmetic<V>{value_term(ColumnTraits<V>::store(value))};
}

template <class V>
constexpr bool is_column_operand = is_arithmetic<V>;
template <FixedString Path>
constexpr bool is_column_operand<Column<Path>> = true;

template <class L, class R>
concept Operands = (is_column_operand<L> && (is_column_operand<R> || Number<R>)) ||
                   (Number<L> && is_column_operand<R>);

template <class... L, class... R>
Arithmetic<L..., R...> combine(char op, const Arithmetic<L...>& left,
                               const Arithmetic<R...>& right) {
  return {operator_term(op, left.term, right.term)};
}

} // namespace detail

template <class L, class R>
  requires detail::Operands<L, R>
auto operator+(const L& left, const R& right) {
  return detail::combine('+', detail::operand(left), detail::operand(right));
}
template <class L, class R>
  requires detail::Operands<L, R>
auto operator-(const L& left, const R& right) {
  return detail::combine('-', detail::operand(left), detail::operand(right));
}
template <class L, class R>
  requires detail::Operands<L, R>
auto operator*(const L& left, const R& right) {
  return detail::combine('*', detail::operand(left), detail::operand(right));
}
/// As in C++, integers divide to an integer. Division by zero is NULL.
template <class L, class R>
  requires detail::Operands<L, R>
auto operator/(const L& left, const R& right) {
  return detail::combine('/', detail::operand(left), detail::operand(right));
}
template <class L, class R>
  requires detail::Operands<L, R>
auto operator%(const L& left, const R& right) {
  return detail::combine('%', detail::operand(left), detail::operand(right));
}

namespace detail {

/// May a column of type Field be set to a V?
template <class Field, class V>
constexpr bool assignable() {
  using Stored = typename ColumnValue<Field>::type;
  if constexpr (RelationField<Field>) {
    if constexpr (!is_forward_key(Field::relation_kind))
      return false;
    else if constexpr (is_null_literal<V>)
      return Field::nullable;
    else
      return (std::integral<V> && !std::same_as<V, bool>) ||
             std::derived_from<V, typename Field::target_type>;
  } else if constexpr (AnnotationField<Field>) {
    return false;
  } else if constexpr (is_optional<Stored>) {
    return is_null_literal<V> || std::same_as<V, Stored> ||
           assignable<typename Stored::value_type, V>();
  } else if constexpr (std::is_class_v<Stored> && std::convertible_to<const V&, Stored>) {
    return true;
  } else {
    return !is_null_literal<V> && !is_optional<V> && comparable<Stored, V>();
  }
}

template <class Field, class V>
Field converted(const V& value) {
  if constexpr (std::same_as<Field, V>) {
    return value;
  } else if constexpr (is_optional<Field>) {
    if constexpr (is_null_literal<V>)
      return std::nullopt;
    else
      return converted<typename Field::value_type>(value);
  } else if constexpr (std::integral<Field> && std::integral<V>) {
    if (!std::in_range<Field>(value))
      throw FieldError(std::to_string(value) + " does not fit the field");
    return static_cast<Field>(value);
  } else if constexpr (std::same_as<Field, std::string>) {
    return std::string(std::string_view(value));
  } else {
    return static_cast<Field>(value);
  }
}

template <class Field>
constexpr bool is_number_column() {
  using Stored = typename ColumnValue<Field>::type;
  if constexpr (RelationField<Field> || AnnotationField<Field>)
    return false;
  else
    return Number<typename FieldValue<Stored>::type>;
}
template <class Field>
constexpr bool is_integer_column() {
  return is_number_column<Field>() &&
         std::integral<typename FieldValue<typename ColumnValue<Field>::type>::type>;
}

template <class T, FixedString Path, bool Integer>
constexpr auto not_a_number_message() {
  return std::array<std::string_view, 6>{"`",
                                         ModelName<T>::value,
                                         ".",
                                         Path.view(),
                                         Integer ? "` is not an integer" : "` is not a number",
                                         ""};
}
template <class T, FixedString Path, class V>
constexpr auto wrong_assignment_message() {
  return std::array<std::string_view, 7>{
      "`", ModelName<T>::value, ".", Path.view(), "` cannot be set to a ", type_name<V>(), ""};
}

/// `"stock"_c - 1`: every column must be a number of the model's own table, and where the result is
/// an integer, so must they be.
template <class T, bool Integer, class Operand>
void check_operand(const Operand*) {
  static_assert(!Integer || std::integral<Operand>,
                "an integer column cannot be set to a floating-point expression");
}
template <class T, bool Integer, FixedString Path>
void check_operand(const Column<Path>*) {
  with_column<T, Path>([]<auto Member>() {
    using Field = field_type<Member>;
    if constexpr (!is_number_column<Field>() || (Integer && !is_integer_column<Field>()))
      lookup_error<join<not_a_number_message<T, Path, Integer>>(), Field>{};
  });
}

template <class T, auto Member, FixedString Path, class... Operands>
TermPtr term(const Arithmetic<Operands...>& arithmetic) {
  using Field = field_type<Member>;
  if constexpr (!is_number_column<Field>())
    lookup_error<join<not_a_number_message<T, Path, false>>(), Field>{};
  else
    (check_operand<T, is_integer_column<Field>()>(static_cast<const Operands*>(nullptr)), ...);
  return arithmetic.term;
}
/// Another column's value.
template <class T, auto Member, FixedString Path, FixedString Other>
TermPtr term(Column<Other>) {
  std::string name;
  with_column<T, Other>([&]<auto From>() {
    using To = typename ColumnValue<field_type<Member>>::type;
    using Source = typename ColumnValue<field_type<From>>::type;
    if constexpr (!std::same_as<typename FieldValue<To>::type, typename FieldValue<Source>::type>)
      lookup_error<join<wrong_assignment_message<T, Path, Source>>(), To>{};
    name = column_name<From>();
  });
  return column_term(name);
}
template <class T, auto Member, FixedString Path, class V>
TermPtr term(const V& value) {
  using Field = field_type<Member>;
  if constexpr (!assignable<Field, V>()) {
    lookup_error<join<wrong_assignment_message<T, Path, V>>(), Field>{};
    return nullptr;
  } else if constexpr (is_null_literal<V>) {
    return value_term({});
  } else if constexpr (ModelObject<V>) {
    return value_term(key_of(value, member_name<Member>()));
  } else if constexpr (RelationField<Field>) {
    return value_term(converted<std::int64_t>(value));
  } else {
    using Stored = typename ColumnValue<Field>::type;
    return value_term(ColumnTraits<Stored>::store(converted<Stored>(value)));
  }
}

/// The assignment for SQL.
template <class T, FixedString Path, class V>
AssignedColumn lower_assignment(const Assignment<Path, V>& assignment) {
  if constexpr (names_primary_key(Path.view())) {
    static_assert(std::integral<V> && !std::same_as<V, bool>, "a primary key is an integer");
    return {"id", value_term(converted<std::int64_t>(assignment.value))};
  } else {
    AssignedColumn assigned;
    with_column<T, Path>([&]<auto Member>() {
      assigned = {column_name<Member>(), term<T, Member, Path>(assignment.value)};
    });
    return assigned;
  }
}

/// The assignment for an object in memory.
template <class T, FixedString Path, class V>
void apply(T& row, const Assignment<Path, V>& assignment) {
  static_assert(!is_arithmetic<V>, "an expression on columns can be set by update() only: a new "
                                   "object has no row to compute it from");
  if constexpr (names_primary_key(Path.view())) {
    row.id = converted<std::int64_t>(assignment.value);
  } else if constexpr (!is_arithmetic<V>) {
    with_column<T, Path>([&]<auto Member>() {
      using Field = field_type<Member>;
      if constexpr (!assignable<Field, V>())
        lookup_error<join<wrong_assignment_message<T, Path, V>>(), Field>{};
      else if constexpr (RelationField<Field> && is_null_literal<V>)
        row.*Member = nullptr;
      else if constexpr (ModelObject<V>)
        row.*Member = assignment.value;
      else if constexpr (RelationField<Field>)
        (row.*Member).set_id(converted<std::int64_t>(assignment.value));
      else
        row.*Member = converted<typename ColumnValue<Field>::type>(assignment.value);
    });
  }
}
template <class T, class... Assignments>
void apply(T& row, const Defaults<Assignments...>& defaults) {
  std::apply([&](const auto&... each) { (apply(row, each), ...); }, defaults.assignments);
}

/// The row that get_or_create looks for: equal in everything but the defaults.
template <class T, FixedString Path, class V>
void add_lookup(ConditionPtr& all, const Assignment<Path, V>& assignment) {
  const AssignedColumn assigned = lower_assignment<T>(assignment);
  all = all_of(std::move(all), leaf(assigned.column, Operator::equal, {assigned.term->value}));
}
template <class T, class... Assignments>
void add_lookup(ConditionPtr&, const Defaults<Assignments...>&) {}

template <class T, FixedString Path, class V>
void apply_defaults(T&, const Assignment<Path, V>&) {}
template <class T, class... Assignments>
void apply_defaults(T& row, const Defaults<Assignments...>& defaults) {
  apply(row, defaults);
}
template <class T, FixedString Path, class V>
void add_defaults(std::vector<AssignedColumn>&, const Assignment<Path, V>&) {}
template <class T, class... Assignments>
void add_defaults(std::vector<AssignedColumn>& columns, const Defaults<Assignments...>& defaults) {
  std::apply([&](const auto&... each) { (columns.push_back(lower_assignment<T>(each)), ...); },
             defaults.assignments);
}

/// Sets what the assignments say in `row`, and returns the question whether such a row is there.
template <class T, class... Assignments>
ConditionPtr prepare(T& row, const Assignments&... assignments) {
  ConditionPtr all;
  (add_lookup<T>(all, assignments), ...);
  (apply(row, assignments), ...);
  return all;
}

/// Writes the defaults among the assignments to `row`, in memory and in the database.
template <class T, class... Assignments>
void update_row(T& row, const Access& access, const Assignments&... assignments) {
  std::vector<AssignedColumn> columns;
  (add_defaults<T>(columns, assignments), ...);
  if (columns.empty())
    return;
  (apply_defaults(row, assignments), ...);
  update_columns(row, columns, access);
}

} // namespace detail
} // namespace orm

#endif
