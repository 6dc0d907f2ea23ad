#ifndef ORM_AGGREGATE_HPP
#define ORM_AGGREGATE_HPP

#include <orm/field_path.hpp>
#include <orm/query.hpp>

namespace orm {

/// A number (or the smallest, the greatest value) over many rows: what `aggregate` computes for a
/// whole query set and `annotate` for each of its rows. Made by Count, Sum, Min, Max and Avg.
template <detail::AggregateFunction Function, FixedString Path, class... Filters>
class Aggregate {
public:
  explicit Aggregate(detail::AggregateTerm term) : term_(std::move(term)) {}

  /// Equal values count once (Django's `distinct=True`).
  [[nodiscard]] Aggregate distinct() const {
    Aggregate other = *this;
    other.term_.distinct = true;
    return other;
  }
  /// Over those rows only for which the expressions hold (Django's `filter=`). Their paths start at
  /// the model of the query set: `Count("courses"_c).filter("courses__title"_c == "DB")`.
  template <class... Checks>
  [[nodiscard]] auto filter(const Expression<Checks>&... expressions) const {
    detail::AggregateTerm term = term_;
    ((term.filter = detail::all_of(std::move(term.filter), expressions.condition)), ...);
    return Aggregate<Function, Path, Filters..., Checks...>(std::move(term));
  }

  [[nodiscard]] const detail::AggregateTerm& term() const noexcept { return term_; }

private:
  detail::AggregateTerm term_;
};

/// How many: related rows for a relation, values that are not NULL for a column. Never NULL.
template <FixedString Path>
[[nodiscard]] auto Count(Column<Path>) {
  using enum detail::AggregateFunction;
  return Aggregate<count, Path>({count, std::string(Path.view()), false, nullptr});
}
/// The sum of a column of numbers, NULL (an empty optional) over no rows. Integers are summed as
/// 64-bit integers; an overflow is a DatabaseError.
template <FixedString Path>
[[nodiscard]] auto Sum(Column<Path>) {
  using enum detail::AggregateFunction;
  return Aggregate<sum, Path>({sum, std::string(Path.view()), false, nullptr});
}
/// The smallest value, as SQLite compares; NULL over no rows.
template <FixedString Path>
[[nodiscard]] auto Min(Column<Path>) {
  using enum detail::AggregateFunction;
  return Aggregate<min, Path>({min, std::string(Path.view()), false, nullptr});
}
/// The greatest value, as SQLite compares; NULL over no rows.
template <FixedString Path>
[[nodiscard]] auto Max(Column<Path>) {
  using enum detail::AggregateFunction;
  return Aggregate<max, Path>({max, std::string(Path.view()), false, nullptr});
}
/// The mean of a column of numbers, a double; NULL over no rows.
template <FixedString Path>
[[nodiscard]] auto Avg(Column<Path>) {
  using enum detail::AggregateFunction;
  return Aggregate<avg, Path>({avg, std::string(Path.view()), false, nullptr});
}

/// A member that `annotate` fills: no column belongs to it. List it in the model's fields:
///
///     orm::Annotation<std::int64_t> course_count;
///     ...
///     for (const Student& s : Student::objects(db).annotate("course_count"_c =
///     Count("courses"_c)))
///       std::cout << s.name << ": " << *s.course_count << '\n';
///
/// Reading it in a row of a query that does not fill it throws FieldError.
template <class T>
class Annotation {
public:
  using annotation_type = T;

  [[nodiscard]] const T& get() const {
    if (!value_)
      throw FieldError("this annotation is empty: the query that read the row has no annotate() "
                       "for it");
    return *value_;
  }
  [[nodiscard]] const T& operator*() const { return get(); }
  [[nodiscard]] const T* operator->() const { return &get(); }
  operator const T&() const { return get(); }
  /// Has a query filled it?
  [[nodiscard]] bool loaded() const noexcept { return value_.has_value(); }

  static void load_value(void* field, const Cell& cell) {
    ColumnTraits<T>::load(static_cast<Annotation*>(field)->value_.emplace(), cell);
  }

private:
  std::optional<T> value_;
};

namespace detail {

/// What an aggregate over `Leaf` gives; empty where its column cannot be summed.
template <AggregateFunction Function, class Leaf>
constexpr auto aggregate_value() {
  using enum AggregateFunction;
  using Plain = typename Leaf::plain;
  if constexpr (Function == count)
    return std::type_identity<std::int64_t>{};
  else if constexpr (Function == min || Function == max)
    return std::type_identity<Plain>{};
  else if constexpr (!std::is_arithmetic_v<Plain>)
    return std::type_identity<void>{};
  else if constexpr (Function == avg || std::floating_point<Plain>)
    return std::type_identity<double>{};
  else
    return std::type_identity<std::int64_t>{};
}

/// Checks an aggregate against the model: the type that one row of T gets.
template <class T, AggregateFunction Function, FixedString Path, class... Filters>
struct AggregateResult {
  using Leaf = path_leaf_t<T, Path>;
  using plain = typename decltype(aggregate_value<Function, Leaf>())::type;
  static_assert(!std::is_void_v<plain>, "Sum and Avg need a column of numbers");
  static constexpr bool counts = Function == AggregateFunction::count;
  /// May there be nothing to aggregate for a row?
  static constexpr bool nullable =
      !counts && (Leaf::nullable || Leaf::many || sizeof...(Filters) != 0);
  using of_row = std::conditional_t<nullable, std::optional<plain>, plain>;
  using of_rows = std::conditional_t<counts, plain, std::optional<plain>>;
  static void check() { (detail::check<T>(Filters{}), ...); }
};

template <class T, class Aggregate>
struct ResultOf;
template <class T, AggregateFunction Function, FixedString Path, class... Filters>
struct ResultOf<T, Aggregate<Function, Path, Filters...>>
    : AggregateResult<T, Function, Path, Filters...> {};

/// `"course_count"_c = Count("courses"_c)`
template <FixedString Name, AggregateFunction Function, FixedString Path, class... Filters>
struct NamedAggregate {
  AggregateTerm term;
};

template <class T, FixedString Name, class Result>
constexpr auto annotation_message() {
  return std::array<std::string_view, 9>{"annotate: model `",
                                         ModelName<T>::value,
                                         "` needs a member `orm::Annotation<",
                                         is_optional<Result> ? "std::optional<" : "",
                                         type_name<typename FieldValue<Result>::type>(),
                                         is_optional<Result> ? ">" : "",
                                         "> ",
                                         Name.view(),
                                         ";`, listed in its fields"};
}

/// May an Annotation<Member> hold a Result?
template <class Member, class Result>
constexpr bool holds() {
  using M = typename FieldValue<Member>::type;
  using R = typename FieldValue<Result>::type;
  constexpr bool same = std::same_as<M, R> || (std::same_as<M, double> && std::integral<R>);
  return same && (is_optional<Member> || !is_optional<Result>);
}

template <class T, FixedString Name, AggregateFunction Function, FixedString Path, class... Filters>
AnnotationTerm lower_annotation(const NamedAggregate<Name, Function, Path, Filters...>& named) {
  using Result = AggregateResult<T, Function, Path, Filters...>;
  Result::check();
  constexpr bool fits = any_field<T>([]<auto Member>() {
    using Field = field_type<Member>;
    if constexpr (AnnotationField<Field>)
      return member_name<Member>() == Name.view() &&
             holds<typename Field::annotation_type, typename Result::of_row>();
    else
      return false;
  });
  if constexpr (!fits)
    lookup_error<join<annotation_message<T, Name, typename Result::of_row>>()>{};
  return {std::string(Name.view()), named.term, nullptr};
}

/// Reads the columns of the row that a statement stands on.
template <class... Values>
void load_columns(std::tuple<Values...>& values, sqlite3_stmt* statement) {
  int column = 0;
  const auto load = [&]<class Value>(Value& value) {
    ColumnTraits<Value>::load(value, Cell(statement, column++));
  };
  std::apply([&](auto&... each) { (load(each), ...); }, values);
}

/// What `aggregate` returns: the one result, or a tuple.
template <class... Results>
auto compute(const Query& query, const Access& access,
             const std::array<AggregateTerm, sizeof...(Results)>& terms) {
  std::tuple<Results...> results{};
  query.aggregate(terms, access, {&results, [](void* into, sqlite3_stmt* statement) {
                                    load_columns(*static_cast<std::tuple<Results...>*>(into),
                                                 statement);
                                  }});
  if constexpr (sizeof...(Results) == 1)
    return std::get<0>(std::move(results));
  else
    return results;
}

} // namespace detail

template <FixedString Path>
template <detail::AggregateFunction Function, FixedString Of, class... Filters>
auto Column<Path>::operator=(const Aggregate<Function, Of, Filters...>& aggregate) const {
  return detail::NamedAggregate<Path, Function, Of, Filters...>{aggregate.term()};
}

} // namespace orm

#endif
