#ifndef ORM_LOOKUP_HPP
#define ORM_LOOKUP_HPP

#include <orm/compile_message.hpp>
#include <orm/condition.hpp>
#include <orm/path.hpp>

#include <initializer_list>
#include <ranges>

namespace orm {
namespace detail {
enum class AggregateFunction : std::uint8_t;
}
template <detail::AggregateFunction Function, FixedString Path, class... Filters>
class Aggregate;

/// `"price"_c = 3`, for update and get_or_create (assignment.hpp).
template <FixedString Path, class V>
struct Assignment {
  V value;
};

/// What a filter asks, with the C++ types it was written with; `filter` checks them against the
/// model.
template <class Check>
struct Expression {
  detail::ConditionPtr condition;
};

namespace detail {

/// One comparison: the field it names and the type it is compared with (void: any field will do).
template <FixedString Path, class V, bool TextOnly = false>
struct Comparison {};
template <class L, class R>
struct Both {};

template <class T>
constexpr bool is_optional = false;
template <class T>
constexpr bool is_optional<std::optional<T>> = true;

template <class T>
concept TextLike = std::convertible_to<const T&, std::string_view>;
template <class T>
concept ModelObject = std::derived_from<T, Row>;

template <class V>
Value to_value(const V& value) {
  if constexpr (TextLike<V>)
    return std::string(std::string_view(value));
  else if constexpr (ModelObject<V>)
    return value.id;
  else
    return ColumnTraits<V>::store(value);
}

template <class Field>
struct FieldValue {
  using type = Field;
};
template <class Field>
struct FieldValue<std::optional<Field>> {
  using type = Field;
};
template <AnnotationField Field>
struct FieldValue<Field> : FieldValue<typename Field::annotation_type> {};
template <DeferredField Field>
struct FieldValue<Field> : FieldValue<typename Field::deferred_type> {};

/// May a field of type Field be compared with a V?
template <class Field, class V>
constexpr bool comparable() {
  using F = typename FieldValue<Field>::type;
  using Plain = typename FieldValue<V>::type;
  if constexpr (std::is_void_v<V>)
    return true;
  else if constexpr (RelationField<F>)
    return (std::integral<Plain> && !std::same_as<Plain, bool>) ||
           std::derived_from<Plain, typename F::target_type>;
  else if constexpr (std::same_as<F, std::string>)
    return TextLike<Plain>;
  else if constexpr (std::same_as<F, bool>)
    return std::same_as<Plain, bool>;
  else if constexpr (std::integral<F>)
    return std::integral<Plain> && !std::same_as<Plain, bool>;
  else if constexpr (std::floating_point<F>)
    return std::is_arithmetic_v<Plain> && !std::same_as<Plain, bool>;
  else
    return std::same_as<F, Plain>;
}

template <class T, FixedString Name>
constexpr auto unknown_field_message() {
  constexpr auto names = choices<T, Follow::field>();
  constexpr auto relations = choices<T, Follow::any_relation>();
  std::array<std::string_view, names.size() + relations.size() + 7> pieces{};
  std::size_t at = 0;
  for (std::string_view piece : {std::string_view("model `"), ModelName<T>::value,
                                 std::string_view("` has no field or relation `"), Name.view(),
                                 std::string_view("`; choices: ")})
    pieces[at++] = piece;
  for (std::string_view name : names)
    pieces[at++] = name;
  pieces[at++] = "; relations: ";
  for (std::string_view name : relations)
    pieces[at++] = name;
  return pieces;
}

template <class T, FixedString Path, class V>
constexpr auto wrong_value_message() {
  return std::array<std::string_view, 7>{
      "`", ModelName<T>::value, ".", Path.view(), "` cannot be compared with a ", type_name<V>(),
      ""};
}

template <FixedString Path>
consteval auto head_of() {
  FixedString<path_head(Path.view()).size() + 1> head;
  std::ranges::copy(path_head(Path.view()), head.data);
  return head;
}
template <FixedString Path>
consteval auto rest_of() {
  FixedString<path_rest(Path.view()).size() + 1> rest;
  std::ranges::copy(path_rest(Path.view()), rest.data);
  return rest;
}

template <class T, FixedString Whole, FixedString Path, class V, bool TextOnly>
void check_lookup() {
  static constexpr std::string_view head = path_head(Path.view());
  static constexpr bool last = path_rest(Path.view()).empty();
  if constexpr (last && (head == "id" || head == "pk")) {
    if constexpr (!comparable<std::int64_t, V>() || TextOnly)
      lookup_error<join<wrong_value_message<T, Whole, V>>()>{};
  } else {
    constexpr bool known = any_field<T>([]<auto Member>() {
      using Field = field_type<Member>;
      constexpr std::string_view name = member_name<Member>();
      if constexpr (name == head && (last || RelationField<Field>)) {
        if constexpr (RelationField<Field>) {
          if constexpr (is_attribute(Field::relation_kind))
            return false;
          else
            return true;
        } else {
          // An annotation belongs to the query set's own model.
          return !AnnotationField<Field> || Whole.size() == Path.size();
        }
      } else if constexpr (ForwardKeyField<Field> && last) {
        return names_key_column(head, name);
      } else {
        return false;
      }
    });
    if constexpr (!known) {
      lookup_error<join<unknown_field_message<T, head_of<Path>()>>()>{};
    } else {
      any_field<T>([]<auto Member>() {
        using Field = field_type<Member>;
        if constexpr (member_name<Member>() == head) {
          if constexpr (!last) {
            check_lookup<typename Field::target_type, Whole, rest_of<Path>(), V, TextOnly>();
          } else if constexpr (!comparable<Field, V>() || (TextOnly && RelationField<Field>)) {
            lookup_error<join<wrong_value_message<T, Whole, V>>(), Field>{};
          }
        } else if constexpr (ForwardKeyField<Field> && last) {
          if constexpr (names_key_column(head, member_name<Member>()) && !comparable<Field, V>())
            lookup_error<join<wrong_value_message<T, Whole, V>>(), Field>{};
        }
        return false;
      });
    }
  }
}

template <class T, FixedString Path, class V, bool TextOnly>
void check(const Comparison<Path, V, TextOnly>&) {
  check_lookup<T, Path, Path, V, TextOnly>();
}
template <class T, class L, class R>
void check(const Both<L, R>&) {
  check<T>(L{});
  check<T>(R{});
}

/// Checks the expressions against the model and joins them.
template <class T, class... Checks>
ConditionPtr lower(const Expression<Checks>&... expressions) {
  (check<T>(Checks{}), ...);
  ConditionPtr all;
  ((all = all_of(std::move(all), expressions.condition)), ...);
  return all;
}

template <class V>
using value_type_of = std::conditional_t<TextLike<V>, std::string, V>;

} // namespace detail

/// A field named in a lookup, `"author__name"_c`; comparing it gives an expression.
template <FixedString Path>
class Column {
  template <class V, bool TextOnly = false>
  static auto make(detail::Operator op, std::vector<Value> values) {
    return Expression<detail::Comparison<Path, detail::value_type_of<V>, TextOnly>>{
        detail::leaf(Path.view(), op, std::move(values))};
  }
  template <class V>
  static auto compare(detail::Operator op, const V& value) {
    using Plain = std::decay_t<const V>; // an array of char becomes a const char*
    return make<Plain>(op, {detail::to_value<Plain>(value)});
  }
  static auto text(detail::Operator op, std::string_view value) {
    return make<std::string, true>(op, {Value(std::string(value))});
  }

public:
  /// For annotate: `"course_count"_c = Count("courses"_c)`.
  template <detail::AggregateFunction Function, FixedString Of, class... Filters>
  auto operator=(const Aggregate<Function, Of, Filters...>& aggregate) const;
  /// For update and get_or_create: `"stock"_c = 3`. A text is copied.
  template <class V>
  auto operator=(const V& value) const {
    using Plain = std::decay_t<const V>;
    if constexpr (detail::TextLike<Plain> && !std::same_as<Plain, std::nullptr_t>)
      return Assignment<Path, std::string>{std::string(std::string_view(value))};
    else
      return Assignment<Path, Plain>{value};
  }

  template <class V>
  friend auto operator==(Column, const V& value) {
    return compare(detail::Operator::equal, value);
  }
  template <class V>
  friend auto operator!=(Column, const V& value) {
    return compare(detail::Operator::not_equal, value);
  }
  template <class V>
  friend auto operator<(Column, const V& value) {
    return compare(detail::Operator::less, value);
  }
  template <class V>
  friend auto operator<=(Column, const V& value) {
    return compare(detail::Operator::less_equal, value);
  }
  template <class V>
  friend auto operator>(Column, const V& value) {
    return compare(detail::Operator::greater, value);
  }
  template <class V>
  friend auto operator>=(Column, const V& value) {
    return compare(detail::Operator::greater_equal, value);
  }

  /// One of these values.
  template <class V>
  [[nodiscard]] auto in(std::initializer_list<V> values) const {
    return in<std::initializer_list<V>>(values);
  }
  template <std::ranges::input_range Values>
  [[nodiscard]] auto in(const Values& values) const {
    using V = std::ranges::range_value_t<Values>;
    std::vector<Value> bound;
    for (const auto& value : values)
      bound.push_back(detail::to_value<V>(value));
    return make<V>(detail::Operator::in, std::move(bound));
  }
  /// Is it NULL (or not)? On a relation: is nothing there?
  [[nodiscard]] auto is_null(bool yes = true) const {
    return Expression<detail::Comparison<Path, void>>{
        detail::leaf(Path.view(), detail::Operator::is_null, {Value(std::int64_t{yes})})};
  }
  // The i-forms ignore the case of ASCII letters, as SQLite's LIKE does; the others are exact.
  // `%`, `_` and `*` in the value stand for themselves.
  [[nodiscard]] auto contains(std::string_view v) const {
    return text(detail::Operator::contains, v);
  }
  [[nodiscard]] auto icontains(std::string_view v) const {
    return text(detail::Operator::icontains, v);
  }
  [[nodiscard]] auto startswith(std::string_view v) const {
    return text(detail::Operator::startswith, v);
  }
  [[nodiscard]] auto istartswith(std::string_view v) const {
    return text(detail::Operator::istartswith, v);
  }
  [[nodiscard]] auto endswith(std::string_view v) const {
    return text(detail::Operator::endswith, v);
  }
  [[nodiscard]] auto iendswith(std::string_view v) const {
    return text(detail::Operator::iendswith, v);
  }
  [[nodiscard]] auto iexact(std::string_view v) const { return text(detail::Operator::iexact, v); }
};

template <class L, class R>
auto operator&&(const Expression<L>& left, const Expression<R>& right) {
  return Expression<detail::Both<L, R>>{detail::all_of(left.condition, right.condition)};
}
template <class L, class R>
auto operator||(const Expression<L>& left, const Expression<R>& right) {
  return Expression<detail::Both<L, R>>{detail::any_of(left.condition, right.condition)};
}
template <class Check>
auto operator!(const Expression<Check>& expression) {
  return Expression<Check>{detail::negation(expression.condition)};
}

namespace literals {
template <FixedString Path>
consteval auto operator""_c() {
  return Column<Path>{};
}
} // namespace literals

} // namespace orm

#endif
