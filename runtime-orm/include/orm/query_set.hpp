#ifndef ORM_QUERY_SET_HPP
#define ORM_QUERY_SET_HPP

#include <orm/lookup.hpp>
#include <orm/path.hpp>
#include <orm/query.hpp>

#include <initializer_list>
#include <iterator>

namespace orm {

template <class T>
class Prefetch;
template <class T>
class PrefetchArgument;
namespace detail {
template <class T>
std::vector<PrefetchLookup> lookups(std::initializer_list<PrefetchArgument<T>> arguments);
}

/// Walks the rows of an evaluated query set. The rows stay where they are as long as a query set
/// or a row of theirs lives.
template <class T>
class RowIterator {
public:
  using iterator_category = std::random_access_iterator_tag;
  using value_type = T;
  using difference_type = std::ptrdiff_t;
  using pointer = T*;
  using reference = T&;

  RowIterator() = default;
  RowIterator(const detail::ResultSet* set, std::uint32_t index) : set_(set), index_(index) {}

  reference operator*() const { return *static_cast<T*>(set_->at(index_)); }
  pointer operator->() const { return static_cast<T*>(set_->at(index_)); }
  reference operator[](difference_type n) const { return *(*this + n); }
  RowIterator& operator++() { return *this += 1; }
  RowIterator operator++(int) { return RowIterator(set_, index_++); }
  RowIterator& operator--() { return *this += -1; }
  RowIterator operator--(int) { return RowIterator(set_, index_--); }
  RowIterator& operator+=(difference_type n) {
    index_ = static_cast<std::uint32_t>(index_ + n);
    return *this;
  }
  RowIterator& operator-=(difference_type n) { return *this += -n; }
  friend RowIterator operator+(RowIterator it, difference_type n) { return it += n; }
  friend RowIterator operator+(difference_type n, RowIterator it) { return it += n; }
  friend RowIterator operator-(RowIterator it, difference_type n) { return it -= n; }
  friend difference_type operator-(const RowIterator& a, const RowIterator& b) {
    return static_cast<difference_type>(a.index_) - static_cast<difference_type>(b.index_);
  }
  friend bool operator==(const RowIterator& a, const RowIterator& b) {
    return a.index_ == b.index_;
  }
  friend auto operator<=>(const RowIterator& a, const RowIterator& b) {
    return a.index_ <=> b.index_;
  }

private:
  const detail::ResultSet* set_ = nullptr;
  std::uint32_t index_ = 0;
};

/// A query that has not run yet, and its rows once it has (Django's QuerySet).
///
/// Every refinement gives a new, unevaluated query set. Iterating, `size()` and `empty()` evaluate
/// once and keep the rows; copies of a query set share them. `get`, `first`, `count`, `exists` and
/// an index run a query of their own as long as the rows have not been read, and answer from the
/// rows afterwards (`get` always asks the database).
template <class T>
class QuerySet {
  using Here = std::source_location;

public:
  using value_type = T;
  using iterator = RowIterator<T>;
  using const_iterator = RowIterator<T>;

  explicit QuerySet(detail::Query query) : query_(std::move(query)) {}

  /// The same question, not yet asked.
  [[nodiscard]] QuerySet all() const { return QuerySet(query_.clone()); }

  /// The rows for which every expression holds: `filter("author__name"_c == "Rao")`.
  template <class... Expressions>
  [[nodiscard]] QuerySet filter(const Expressions&... expressions) const {
    return QuerySet(query_.filter(detail::lower<T>(expressions...)));
  }
  /// The rows for which the expressions do not all hold. NULL counts as "does not hold".
  template <class... Expressions>
  [[nodiscard]] QuerySet exclude(const Expressions&... expressions) const {
    return QuerySet(query_.filter(detail::negation(detail::lower<T>(expressions...))));
  }

  /// Replaces the ordering; "-name" is descending. Rows that compare equal come in key order.
  [[nodiscard]] QuerySet order_by(OrderName<T> a, OrderName<T> b = {}, OrderName<T> c = {},
                                  OrderName<T> d = {}) const {
    const std::string_view names[] = {a.text(), b.text(), c.text(), d.text()};
    return QuerySet(query_.order_by(names));
  }

  /// At most `n` rows. A limited query set can be neither filtered nor ordered again.
  [[nodiscard]] QuerySet limit(std::int64_t n) const { return QuerySet(query_.slice(n, 0)); }
  /// Without the first `n` rows.
  [[nodiscard]] QuerySet offset(std::int64_t n) const {
    return QuerySet(query_.slice(std::nullopt, n));
  }

  /// Loads relations to one in the same statement, by a join. Calls accumulate.
  [[nodiscard]] QuerySet select_related(ToOnePath<T> a, ToOnePath<T> b = {}, ToOnePath<T> c = {},
                                        ToOnePath<T> d = {}, ToOnePath<T> e = {},
                                        ToOnePath<T> f = {}, ToOnePath<T> g = {},
                                        ToOnePath<T> h = {}) const {
    const std::string_view paths[] = {a.text(), b.text(), c.text(), d.text(),
                                      e.text(), f.text(), g.text(), h.text()};
    return QuerySet(query_.select_related(paths));
  }
  /// Joins every foreign key that cannot be NULL, at most five levels deep.
  [[nodiscard]] QuerySet select_related() const {
    return QuerySet(query_.select_related_required());
  }
  /// Takes back all select_related.
  [[nodiscard]] QuerySet select_related(std::nullptr_t) const {
    return QuerySet(query_.clear_select_related());
  }

  /// Loads relations with one more statement a level, whatever the number of rows. Calls
  /// accumulate; lookups are followed in the order given. Takes paths and Prefetch objects.
  [[nodiscard]] QuerySet prefetch_related(PrefetchArgument<T> a, PrefetchArgument<T> b = {},
                                          PrefetchArgument<T> c = {}, PrefetchArgument<T> d = {},
                                          PrefetchArgument<T> e = {}, PrefetchArgument<T> f = {},
                                          PrefetchArgument<T> g = {},
                                          PrefetchArgument<T> h = {}) const {
    return QuerySet(query_.prefetch_related(detail::lookups<T>({a, b, c, d, e, f, g, h})));
  }
  /// Takes back all prefetch_related.
  [[nodiscard]] QuerySet prefetch_related(std::nullptr_t) const {
    return QuerySet(query_.clear_prefetch_related());
  }

  /// The one row for which the expressions hold. Throws DoesNotExist, MultipleObjectsReturned.
  template <class... Expressions>
  [[nodiscard]] T get(const Expressions&... expressions) const {
    return get_at(detail::lower<T>(expressions...), detail::Access());
  }
  template <class Expression>
  [[nodiscard]] T get(const Expression& expression, Here where = Here::current()) const {
    return get_at(detail::lower<T>(expression), where);
  }
  [[nodiscard]] T get(Here where = Here::current()) const { return get_at(nullptr, where); }

  /// The first row by the ordering, or by key where there is none.
  [[nodiscard]] std::optional<T> first(Here where = Here::current()) const {
    const auto [set, index] = query_.first(where);
    if (!set)
      return std::nullopt;
    return *static_cast<const T*>(set->at(index));
  }
  /// Throws IndexError outside the result.
  [[nodiscard]] T operator[](std::ptrdiff_t index) const {
    const auto [set, at] = query_.at(index, detail::Access());
    return *static_cast<const T*>(set->at(at));
  }
  [[nodiscard]] std::int64_t count(Here where = Here::current()) const {
    return query_.count(where);
  }
  [[nodiscard]] bool exists(Here where = Here::current()) const { return query_.exists(where); }

  [[nodiscard]] iterator begin(Here where = Here::current()) const {
    const detail::Slot rows = query_.rows(where);
    return {rows.set, rows.begin};
  }
  [[nodiscard]] iterator end(Here where = Here::current()) const {
    const detail::Slot rows = query_.rows(where);
    return {rows.set, rows.end};
  }
  [[nodiscard]] std::size_t size(Here where = Here::current()) const {
    return query_.rows(where).size();
  }
  [[nodiscard]] bool empty(Here where = Here::current()) const {
    return query_.rows(where).size() == 0;
  }
  [[nodiscard]] std::vector<T> to_vector(Here where = Here::current()) const {
    return std::vector<T>(begin(where), end(where));
  }

  /// Inserts `row` and returns it as saved.
  T create(T row, Here where = Here::current()) const {
    query_.create(row, where);
    return row;
  }
  /// Inserts all rows or none, in few statements, and returns them as saved.
  std::vector<T> bulk_create(std::vector<T> rows, Here where = Here::current()) const {
    std::vector<detail::Row*> pointers;
    for (T& row : rows)
      pointers.push_back(&row);
    query_.bulk_create(pointers, where);
    return rows;
  }
  /// Deletes the rows and returns their number; rows that cascade are not counted.
  std::int64_t delete_(Here where = Here::current()) const { return query_.erase(where); }

  [[nodiscard]] const detail::Query& untyped() const noexcept { return query_; }

private:
  [[nodiscard]] T get_at(detail::ConditionPtr condition, const detail::Access& access) const {
    const detail::SetRef set = query_.get(std::move(condition), access);
    return *static_cast<const T*>(set->at(0));
  }

  detail::Query query_;
};

} // namespace orm

#endif
