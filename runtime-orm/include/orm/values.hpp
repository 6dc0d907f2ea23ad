#ifndef ORM_VALUES_HPP
#define ORM_VALUES_HPP

#include <orm/field_path.hpp>
#include <orm/query.hpp>

namespace orm {

/// One row of `values`: `row["name"_c]` is the column of that name, with its C++ type.
template <class T, FixedString... Paths>
class ValuesRow {
public:
  template <FixedString Path>
  [[nodiscard]] const auto& operator[](Column<Path>) const {
    constexpr std::size_t index = [] {
      std::size_t at = 0;
      (void)((Paths.view() == Path.view() || (++at, false)) || ...);
      return at;
    }();
    static_assert(index < sizeof...(Paths), "values() was not asked for this column");
    return std::get<index>(values_);
  }
  friend bool operator==(const ValuesRow&, const ValuesRow&) = default;

private:
  template <class, class, FixedString...>
  friend class ValueSet;
  std::tuple<typename detail::path_leaf_t<T, Paths>::type...> values_;
};

/// A query for columns instead of model objects (Django's values and values_list), lazy and
/// evaluated once as a query set is. A relation to many on a path gives a row for each related row.
///
/// Its rows have no relations: prefetches of the query set are ignored, and select_related is
/// refused.
template <class T, class Element, FixedString... Paths>
class ValueSet {
  using Here = std::source_location;
  template <class...>
  static constexpr bool never = false;

public:
  using value_type = Element;
  using const_iterator = typename std::vector<Element>::const_iterator;
  using iterator = const_iterator;

  explicit ValueSet(detail::Query query) : query_(std::move(query)) {}

  /// The same question, not yet asked.
  [[nodiscard]] ValueSet all() const { return ValueSet(query_.clone()); }
  template <class... Expressions>
  [[nodiscard]] ValueSet filter(const Expressions&... expressions) const {
    return ValueSet(query_.filter(detail::lower<T>(expressions...)));
  }
  template <class... Expressions>
  [[nodiscard]] ValueSet exclude(const Expressions&... expressions) const {
    return ValueSet(query_.filter(detail::negation(detail::lower<T>(expressions...))));
  }
  [[nodiscard]] ValueSet order_by(OrderName<T> a, OrderName<T> b = {}, OrderName<T> c = {},
                                  OrderName<T> d = {}) const {
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
  template <class... Arguments>
  ValueSet annotate(const Arguments&...) const {
    static_assert(never<Arguments...>, "Call annotate() before values() or values_list()");
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
    const std::string_view paths[] = {Paths.view()...};
    return query_.count_values(paths, where);
  }
  [[nodiscard]] bool exists(Here where = Here::current()) const {
    return *rows_ ? !(*rows_)->empty() : query_.exists(where);
  }

private:
  const std::vector<Element>& rows(const detail::Access& access) const {
    if (!*rows_) {
      std::vector<Element> found;
      const std::string_view paths[] = {Paths.view()...};
      query_.values(paths, access, {&found, read});
      *rows_ = std::move(found);
    }
    return **rows_;
  }
  static void read(void* into, sqlite3_stmt* statement) {
    Element element{};
    int column = 0;
    const auto load = [&](auto& value) {
      using Value = std::decay_t<decltype(value)>;
      ColumnTraits<Value>::load(value, Cell(statement, column++));
    };
    if constexpr (requires { element.values_; })
      std::apply([&](auto&... each) { (load(each), ...); }, element.values_);
    else if constexpr (sizeof...(Paths) > 1)
      std::apply([&](auto&... each) { (load(each), ...); }, element);
    else
      load(element);
    static_cast<std::vector<Element>*>(into)->push_back(std::move(element));
  }

  detail::Query query_;
  // Shared by copies, which are the same question.
  std::shared_ptr<std::optional<std::vector<Element>>> rows_ =
      std::make_shared<std::optional<std::vector<Element>>>();
};

namespace detail {

template <class T, FixedString... Paths>
struct ListElement {
  using type = std::tuple<typename path_leaf_t<T, Paths>::type...>;
};
template <class T, FixedString Path>
struct ListElement<T, Path> {
  using type = typename path_leaf_t<T, Path>::type;
};

} // namespace detail

/// What `values_list` gives: tuples, or for a single column its values.
template <class T, FixedString... Paths>
using ValuesList = ValueSet<T, typename detail::ListElement<T, Paths...>::type, Paths...>;
/// What `values` gives: rows with names.
template <class T, FixedString... Paths>
using Values = ValueSet<T, ValuesRow<T, Paths...>, Paths...>;

} // namespace orm

#endif
