#ifndef ORM_VALUES_HPP
#define ORM_VALUES_HPP

#include <orm/aggregate.hpp>

namespace orm {

namespace detail {

/// A column of `values`: what a path leads to.
template <class T, FixedString Path>
struct PathColumn {
  static constexpr std::string_view name = Path.view();
  static constexpr bool is_number = false;
  using type = typename path_leaf_t<T, Path>::type;
};

/// A column of `values(…).annotate(…)`: a number over each group of rows.
template <class T, class Named>
struct NumberColumn;
template <class T, FixedString Name, AggregateFunction Function, FixedString Of, class... Filters>
struct NumberColumn<T, NamedAggregate<Name, Function, Of, Filters...>> {
  static constexpr std::string_view name = Name.view();
  static constexpr bool is_number = true;
  using result = AggregateResult<T, Function, Of, Filters...>;
  using type = typename result::of_row;
};

/// The place of the column `name`; their number where there is none.
template <class... Columns>
consteval std::size_t column_index(std::string_view name) {
  std::size_t at = 0;
  (void)((Columns::name == name || (++at, false)) || ...);
  return at;
}
template <class... Columns>
consteval bool is_number(std::string_view name) {
  return ((Columns::is_number && Columns::name == name) || ...);
}
template <FixedString Name, class... Columns>
using column_type = typename std::tuple_element_t<column_index<Columns...>(Name.view()),
                                                  std::tuple<Columns...>>::type;

// A filter after `values` may name the numbers besides what it may name before.
template <class T, class... Columns, FixedString Path, class V, bool TextOnly>
void check_values(const Comparison<Path, V, TextOnly>& comparison) {
  if constexpr (!is_number<Columns...>(Path.view()))
    check<T>(comparison);
  else if constexpr (!comparable<column_type<Path, Columns...>, V>())
    lookup_error<join<wrong_value_message<T, Path, V>>()>{};
}
template <class T, class... Columns, class L, class R>
void check_values(const Both<L, R>&) {
  check_values<T, Columns...>(L{});
  check_values<T, Columns...>(R{});
}

/// What an aggregate over a column of values gives.
template <AggregateFunction Function, class Value>
struct ResultOver {
  using plain = typename decltype(aggregate_value<Function, PathLeaf<Value, false, false>>())::type;
  static_assert(!std::is_void_v<plain>, "Sum and Avg need a column of numbers");
  using type =
      std::conditional_t<Function == AggregateFunction::count, plain, std::optional<plain>>;
};

} // namespace detail

/// One row of `values`: `row["name"_c]` is the column of that name, with its C++ type.
template <class... Columns>
class ValuesRow {
public:
  template <FixedString Name>
  [[nodiscard]] const auto& operator[](Column<Name>) const {
    constexpr std::size_t index = detail::column_index<Columns...>(Name.view());
    static_assert(index < sizeof...(Columns), "values() was not asked for this column");
    return std::get<index>(values_);
  }
  friend bool operator==(const ValuesRow&, const ValuesRow&) = default;

private:
  template <class, template <class...> class, class...>
  friend class ValueSet;
  std::tuple<typename Columns::type...> values_;
};

namespace detail {

/// What a row of `values_list` is: a tuple, of a single column its value.
template <class... Columns>
struct ListRow {
  using type = std::tuple<typename Columns::type...>;
};
template <class Column>
struct ListRow<Column> {
  using type = typename Column::type;
};
/// What a row of `values` is.
template <class... Columns>
struct NamedRow {
  using type = ValuesRow<Columns...>;
};

} // namespace detail

/// A query for columns instead of model objects (Django's values and values_list), lazy and
/// evaluated once as a query set is. A relation to many on a path gives a row for each related row.
///
/// Its rows have no relations: prefetches of the query set are ignored, and select_related is
/// refused. After `annotate` they are groups of rows that are equal in the columns.
template <class T, template <class...> class Shape, class... Columns>
class ValueSet {
  using Here = std::source_location;
  using Order = OrderName<T, Columns...>;
  using Element = typename Shape<Columns...>::type;
  static constexpr bool groups = (Columns::is_number || ...);
  template <class...>
  static constexpr bool never = false;

public:
  using value_type = Element;
  using const_iterator = typename std::vector<Element>::const_iterator;
  using iterator = const_iterator;

  explicit ValueSet(detail::Query query) : query_(std::move(query)) {}

  /// The same question, not yet asked.
  [[nodiscard]] ValueSet all() const { return ValueSet(query_.clone()); }
  /// The rows for which every expression holds. Of groups: what looks at a number chooses groups,
  /// what does not chooses the rows that they are made of.
  template <class... Checks>
  [[nodiscard]] ValueSet filter(const Expression<Checks>&... expressions) const {
    return ValueSet(query_.filter(lower(expressions...)));
  }
  template <class... Checks>
  [[nodiscard]] ValueSet exclude(const Expression<Checks>&... expressions) const {
    return ValueSet(query_.filter(detail::negation(lower(expressions...))));
  }
  /// Groups the rows that are equal in these columns, and computes numbers over each group:
  /// `values("department"_c).annotate("n"_c = Count("id"_c))`. On groups: more numbers. The names
  /// are columns of the result, and none that the model has. Annotations of the rows themselves
  /// come before `values`.
  template <class... Named>
    requires(sizeof...(Named) > 0)
  [[nodiscard]] auto annotate(const Named&... numbers) const {
    using Grouped = ValueSet<T, Shape, Columns..., detail::NumberColumn<T, Named>...>;
    (detail::NumberColumn<T, Named>::result::check(), ...);
    static_assert(Grouped::names_are_free(),
                  "annotate after values: a number needs a name that neither the model nor another "
                  "column has");
    const std::string_view paths[] = {Columns::name...};
    const detail::AnnotationTerm terms[] = {
        {std::string(detail::NumberColumn<T, Named>::name), numbers.term, nullptr}...};
    return Grouped(query_.group(paths, terms));
  }
  /// Groups may be ordered by their numbers; a field that is none of the columns tells them apart
  /// too, as in Django.
  [[nodiscard]] ValueSet order_by(Order a, Order b = {}, Order c = {}, Order d = {}) const {
    const std::string_view names[] = {a.text(), b.text(), c.text(), d.text()};
    return ValueSet(query_.order_by(names));
  }
  [[nodiscard]] ValueSet reverse() const { return ValueSet(query_.reverse()); }
  /// Rows that are equal in all these columns come once, in the order that order_by asks for.
  [[nodiscard]] ValueSet distinct() const { return ValueSet(query_.distinct()); }
  [[nodiscard]] ValueSet limit(std::int64_t n) const { return ValueSet(query_.slice(n, 0)); }
  [[nodiscard]] ValueSet offset(std::int64_t n) const {
    return ValueSet(query_.slice(std::nullopt, n));
  }
  template <class... Arguments>
  ValueSet select_related(const Arguments&...) const {
    static_assert(never<Arguments...>,
                  "Cannot call select_related() after values() or values_list()");
    return *this;
  }
  [[nodiscard]] const_iterator begin(Here where = Here::current()) const {
    return rows(where).begin();
  }
  [[nodiscard]] const_iterator end(Here where = Here::current()) const { return rows(where).end(); }
  [[nodiscard]] std::size_t size(Here where = Here::current()) const { return rows(where).size(); }
  [[nodiscard]] bool empty(Here where = Here::current()) const { return rows(where).empty(); }
  [[nodiscard]] std::vector<Element> to_vector(Here where = Here::current()) const {
    return rows(where);
  }
  /// Throws IndexError outside the result.
  [[nodiscard, gnu::noinline]] Element operator[](std::ptrdiff_t index) const {
    if (index < 0)
      throw IndexError("Negative indexing is not supported.");
    const ValueSet from = *rows_ ? *this : offset(index).limit(1);
    const auto& found = from.rows(detail::Access::returning_to(__builtin_return_address(0)));
    const auto at = *rows_ ? static_cast<std::size_t>(index) : std::size_t{0};
    if (at >= found.size())
      throw IndexError("list index out of range");
    return found[at];
  }
  [[nodiscard]] std::optional<Element> first(Here where = Here::current()) const {
    const ValueSet one = *rows_ ? *this : limit(1);
    const auto& from = one.rows(where);
    return from.empty() ? std::nullopt : std::optional<Element>(from.front());
  }
  [[nodiscard]] std::int64_t count(Here where = Here::current()) const {
    if (*rows_)
      return static_cast<std::int64_t>((*rows_)->size());
    const std::string_view paths[] = {Columns::name...};
    return query_.count_values(paths, where);
  }
  [[nodiscard]] bool exists(Here where = Here::current()) const {
    if (*rows_)
      return !(*rows_)->empty();
    if constexpr (groups)
      return limit(1).count(where) > 0;
    else
      return query_.exists(where);
  }
  /// Numbers over the numbers of groups: `aggregate(Max("n"_c))`; several are a tuple.
  template <detail::AggregateFunction... Functions, FixedString... Names>
    requires(sizeof...(Names) > 0)
  [[gnu::noinline]] auto aggregate(const Aggregate<Functions, Names>&... aggregates) const {
    static_assert(
        (detail::is_number<Columns...>(Names.view()) && ...),
        "aggregate after values takes the names that annotate() after values() has given");
    return detail::compute<
        typename detail::ResultOver<Functions, detail::column_type<Names, Columns...>>::type...>(
        query_, detail::Access::returning_to(__builtin_return_address(0)), {aggregates.term()...});
  }

private:
  template <class, template <class...> class, class...>
  friend class ValueSet;

  static consteval bool names_are_free() {
    const std::string_view names[] = {Columns::name...};
    for (std::size_t i = 0; i < sizeof...(Columns); ++i)
      for (std::size_t j = 0; j < i; ++j)
        if (names[i] == names[j])
          return false;
    return ((!Columns::is_number || (detail::member_index<T>(Columns::name, true) < 0 &&
                                     Columns::name != "id" && Columns::name != "pk")) &&
            ...);
  }
  template <class... Checks>
  static detail::ConditionPtr lower(const Expression<Checks>&... expressions) {
    (detail::check_values<T, Columns...>(Checks{}), ...);
    detail::ConditionPtr all;
    ((all = detail::all_of(std::move(all), expressions.condition)), ...);
    return all;
  }
  const std::vector<Element>& rows(const detail::Access& access) const {
    if (!*rows_) {
      std::vector<Element> found;
      const std::string_view paths[] = {Columns::name...};
      query_.values(paths, access, {&found, read});
      *rows_ = std::move(found);
    }
    return **rows_;
  }
  static void read(void* into, sqlite3_stmt* statement) {
    Element element{};
    if constexpr (requires { element.values_; })
      detail::load_columns(element.values_, statement);
    else if constexpr (sizeof...(Columns) > 1)
      detail::load_columns(element, statement);
    else
      ColumnTraits<Element>::load(element, Cell(statement, 0));
    static_cast<std::vector<Element>*>(into)->push_back(std::move(element));
  }

  detail::Query query_;
  // Shared by copies, which are the same question.
  std::shared_ptr<std::optional<std::vector<Element>>> rows_ =
      std::make_shared<std::optional<std::vector<Element>>>();
};

/// What `values_list` gives: tuples, or for a single column its values.
template <class T, FixedString... Paths>
using ValuesList = ValueSet<T, detail::ListRow, detail::PathColumn<T, Paths>...>;
/// What `values` gives: rows with names.
template <class T, FixedString... Paths>
using Values = ValueSet<T, detail::NamedRow, detail::PathColumn<T, Paths>...>;

} // namespace orm

#endif
