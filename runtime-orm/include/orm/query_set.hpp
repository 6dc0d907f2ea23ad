#ifndef ORM_QUERY_SET_HPP
#define ORM_QUERY_SET_HPP

#include <orm/aggregate.hpp>
#include <orm/assignment.hpp>
#include <orm/column_choice.hpp>
#include <orm/database.hpp>
#include <orm/lookup.hpp>
#include <orm/path.hpp>
#include <orm/query.hpp>
#include <orm/row_iterator.hpp>
#include <orm/row_range.hpp>
#include <orm/values.hpp>

#include <initializer_list>
#include <map>

namespace orm {

template <class T>
class Prefetch;
template <class T>
class PrefetchArgument;
template <class Target>
class RelatedSet;
namespace detail {
template <class T>
std::vector<PrefetchLookup> lookups(std::initializer_list<PrefetchArgument<T>> arguments);
}

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
  using const_iterator = RowIterator<T>; // `iterator` is what Django calls a verb

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

  /// The opposite order, down to the key.
  [[nodiscard]] QuerySet reverse() const { return QuerySet(query_.reverse()); }
  /// Each row once, where a filter through a relation to many gives it several times.
  [[nodiscard]] QuerySet distinct() const { return QuerySet(query_.distinct()); }
  /// No rows, without asking the database.
  [[nodiscard]] QuerySet none() const { return QuerySet(query_.none()); }

  /// The rows that are in either query set, each once; related query sets of several objects keep
  /// knowing them. The order is that of the right one where it has its own.
  [[nodiscard]] friend QuerySet operator|(const QuerySet& left, const QuerySet& right) {
    return QuerySet(left.query_.combine(right.query_, true));
  }
  /// The rows that are in both query sets.
  [[nodiscard]] friend QuerySet operator&(const QuerySet& left, const QuerySet& right) {
    return QuerySet(left.query_.combine(right.query_, false));
  }
  /// The rows of these query sets, each with its own limit, once each. What may follow is order_by,
  /// limit, offset, values, values_list, and what reads rows; else NotSupportedError.
  template <std::same_as<QuerySet>... Others>
  [[nodiscard]] QuerySet union_(const Others&... others) const {
    return unite({&others.query_...}, false);
  }
  /// As union_; a row comes as often as these query sets have it.
  template <std::same_as<QuerySet>... Others>
  [[nodiscard]] QuerySet union_all(const Others&... others) const {
    return unite({&others.query_...}, true);
  }

  /// Computes an aggregate for each row, in the same statement, into the member of that name (an
  /// orm::Annotation of the model): `annotate("course_count"_c = Count("courses"_c))`. Filters and
  /// orderings that follow may name it.
  ///
  /// Each aggregate counts on its own: neither a second one nor a filter that follows multiplies or
  /// narrows it. Filters that came before narrow it, as in Django.
  template <class... Named>
    requires(sizeof...(Named) > 0)
  [[nodiscard]] QuerySet annotate(const Named&... aggregates) const {
    const detail::AnnotationTerm terms[] = {detail::lower_annotation<T>(aggregates)...};
    return QuerySet(query_.annotate(terms));
  }

  /// Reads these columns only; the rest, which the model must declare as orm::Deferred, when it is
  /// needed. A path through select_related chooses columns of the joined model. The key is always
  /// read. The next call of `only` takes back this one.
  template <FixedString... Paths>
    requires(sizeof...(Paths) > 0)
  [[nodiscard]] QuerySet only(Column<Paths>...) const {
    detail::check_only<T, Paths...>();
    const std::string_view paths[] = {Paths.view()...};
    return QuerySet(query_.only(paths));
  }
  /// Leaves out these columns, orm::Deferred members of the model; they are read when they are
  /// needed. Calls accumulate.
  template <FixedString... Paths>
    requires(sizeof...(Paths) > 0)
  [[nodiscard]] QuerySet defer(Column<Paths>...) const {
    (detail::check_defer<T, Paths>(), ...);
    const std::string_view paths[] = {Paths.view()...};
    return QuerySet(query_.defer(paths));
  }
  /// Takes back all defer and only.
  [[nodiscard]] QuerySet defer(std::nullptr_t) const { return QuerySet(query_.clear_deferred()); }

  /// Columns instead of objects: `values_list("name"_c, "department__name"_c)` is a range of
  /// std::tuple, a single column a range of its values. Where a path may find nothing its value is
  /// an std::optional.
  template <FixedString... Paths>
    requires(sizeof...(Paths) > 0)
  [[nodiscard]] ValuesList<T, Paths...> values_list(Column<Paths>...) const {
    return ValuesList<T, Paths...>(query_.clone());
  }
  /// The same with names: `row["department__name"_c]`.
  template <FixedString... Paths>
    requires(sizeof...(Paths) > 0)
  [[nodiscard]] Values<T, Paths...> values(Column<Paths>...) const {
    return Values<T, Paths...>(query_.clone());
  }

  /// At most `n` rows. A limited query set can be neither filtered nor ordered again. Where the
  /// rows have been read, so have these.
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

  /// What reading a relation to one, or a deferred column, costs where no eager load brought it.
  [[nodiscard]] QuerySet fetch_mode(FetchMode mode) const {
    return QuerySet(query_.fetch_mode(mode));
  }

  /// The one row for which the expressions hold. Throws DoesNotExist, MultipleObjectsReturned.
  template <class... Expressions>
  [[nodiscard, gnu::noinline]] T get(const Expressions&... expressions) const {
    return get_at(detail::lower<T>(expressions...),
                  detail::Access::returning_to(__builtin_return_address(0)));
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
  /// The last row by the ordering, or by key where there is none; always one statement.
  [[nodiscard]] std::optional<T> last(Here where = Here::current()) const {
    const detail::SetRef set = query_.last(where);
    return set ? std::optional<T>(*static_cast<const T*>(set->at(0))) : std::nullopt;
  }
  /// The first row in the order of these fields. Throws DoesNotExist.
  [[nodiscard]] T earliest(OrderName<T> a, OrderName<T> b = {}, OrderName<T> c = {},
                           OrderName<T> d = {}, Here where = Here::current()) const {
    const std::string_view names[] = {a.text(), b.text(), c.text(), d.text()};
    return *static_cast<const T*>(query_.earliest(names, false, where)->at(0));
  }
  /// The last row in the order of these fields. Throws DoesNotExist.
  [[nodiscard]] T latest(OrderName<T> a, OrderName<T> b = {}, OrderName<T> c = {},
                         OrderName<T> d = {}, Here where = Here::current()) const {
    const std::string_view names[] = {a.text(), b.text(), c.text(), d.text()};
    return *static_cast<const T*>(query_.earliest(names, true, where)->at(0));
  }
  /// The rows with these keys, by key, in one statement whatever their number. A key that is not
  /// there is left out.
  template <std::ranges::input_range Ids>
    requires std::integral<std::ranges::range_value_t<Ids>>
  [[nodiscard]] std::map<std::int64_t, T> in_bulk(const Ids& ids,
                                                  Here where = Here::current()) const {
    return by_key(std::vector<std::int64_t>(std::ranges::begin(ids), std::ranges::end(ids)), where);
  }
  [[nodiscard]] std::map<std::int64_t, T> in_bulk(std::initializer_list<std::int64_t> ids,
                                                  Here where = Here::current()) const {
    return by_key(std::vector<std::int64_t>(ids), where);
  }
  /// All rows, by key.
  [[nodiscard]] std::map<std::int64_t, T> in_bulk(Here where = Here::current()) const {
    return by_key(std::nullopt, where);
  }
  /// Is this row one of them? Throws UnsavedError for an object that is not in the database.
  [[nodiscard]] bool contains(const T& row, Here where = Here::current()) const {
    return query_.contains(row, where);
  }
  /// The rows, read from the database while the loop runs: memory holds one chunk of them, and
  /// prefetches run once a chunk. Neither uses nor fills this query set's rows.
  /// After prefetch_related the chunk size has to be given (PrefetchError); else it is 2000. Writes
  /// to the same table during the loop may or may not be seen by it.
  [[nodiscard]] RowRange<T> iterator(std::optional<std::int64_t> chunk_size = std::nullopt,
                                     Here where = Here::current()) const {
    return RowRange<T>(query_.stream(chunk_size, where));
  }
  /// Numbers over all rows, in one statement: `aggregate(Avg("price"_c))` is an
  /// std::optional<double>, empty over no rows; of several aggregates, a tuple.
  template <class... Aggregates>
    requires(sizeof...(Aggregates) > 0)
  [[gnu::noinline]] auto aggregate(const Aggregates&... aggregates) const {
    return compute(detail::Access::returning_to(__builtin_return_address(0)), aggregates...);
  }

  /// Throws IndexError outside the result.
  [[nodiscard, gnu::noinline]] T operator[](std::ptrdiff_t index) const {
    const auto [set, at] =
        query_.at(index, detail::Access::returning_to(__builtin_return_address(0)));
    return *static_cast<const T*>(set->at(at));
  }
  [[nodiscard]] std::int64_t count(Here where = Here::current()) const {
    return query_.count(where);
  }
  [[nodiscard]] bool exists(Here where = Here::current()) const { return query_.exists(where); }

  [[nodiscard]] const_iterator begin(Here where = Here::current()) const {
    const detail::Slot rows = query_.rows(where);
    return {rows.set, rows.begin};
  }
  [[nodiscard]] const_iterator end(Here where = Here::current()) const {
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
    query_.bulk_create(detail::pointers<detail::Row>(rows), {}, where);
    return rows;
  }
  /// The same with `orm::ignore_conflicts` or `orm::update_conflicts(...)`. Which rows were new is
  /// not known then, so they come back as they were given.
  template <class Option>
    requires requires(Option option) { detail::conflicts<T>(option); }
  std::vector<T> bulk_create(std::vector<T> rows, Option option,
                             Here where = Here::current()) const {
    query_.bulk_create(detail::pointers<detail::Row>(rows), detail::conflicts<T>(option), where);
    return rows;
  }
  /// Writes these columns of the objects as they are in memory, all or none, in few statements:
  /// `bulk_update(books, "price"_c, "stock"_c)`. Objects outside this query set are left alone.
  /// Returns how many rows there were. Throws UnsavedError for one without a key.
  template <std::ranges::input_range Rows, FixedString First, FixedString... Paths>
  [[gnu::noinline]] std::int64_t bulk_update(const Rows& rows, Column<First>,
                                             Column<Paths>...) const {
    const std::string columns[] = {detail::column_in_table<T, First>(),
                                   detail::column_in_table<T, Paths>()...};
    return query_.bulk_update(detail::pointers<const detail::Row>(rows), columns,
                              detail::Access::returning_to(__builtin_return_address(0)));
  }
  /// Sets columns of all rows in one statement: `update("stock"_c = "stock"_c - 1)`. Returns how
  /// many rows there were. Rows in memory stay as they are.
  template <FixedString... Paths, class... Values>
    requires(sizeof...(Paths) > 0)
  [[gnu::noinline]] std::int64_t update(const Assignment<Paths, Values>&... assignments) const {
    const detail::AssignedColumn columns[] = {detail::lower_assignment<T>(assignments)...};
    return query_.update(columns, detail::Access::returning_to(__builtin_return_address(0)));
  }
  /// The row that has these values, else a new one with them; and whether it is new. What is set in
  /// `orm::defaults(...)` is not looked for: `get_or_create("name"_c = "Rao",
  /// orm::defaults("year"_c = 1))`. Throws MultipleObjectsReturned.
  template <class... Assignments>
  [[gnu::noinline]] std::pair<T, bool> get_or_create(const Assignments&... assignments) const {
    return find_or_create(detail::Access::returning_to(__builtin_return_address(0)),
                          assignments...);
  }
  /// As get_or_create; a row that is there already gets the defaults. One transaction.
  template <class... Assignments>
  [[gnu::noinline]] std::pair<T, bool> update_or_create(const Assignments&... assignments) const {
    const auto access = detail::Access::returning_to(__builtin_return_address(0));
    Transaction transaction(query_.connection());
    std::pair<T, bool> result = find_or_create(access, assignments...);
    if (!result.second)
      detail::update_row<T>(result.first, access, assignments...);
    transaction.commit();
    return result;
  }
  /// Deletes the rows, and those that cascade, in one statement; says how many there were.
  Deleted delete_(Here where = Here::current()) const { return query_.erase(where); }

  [[nodiscard]] const detail::Query& untyped() const noexcept { return query_; }

private:
  template <class>
  friend class RelatedSet;

  QuerySet unite(std::initializer_list<const detail::Query*> others, bool all) const {
    return QuerySet(query_.unite({others.begin(), others.size()}, all));
  }
  std::map<std::int64_t, T> by_key(std::optional<std::vector<std::int64_t>> ids, Here where) const {
    const detail::SetRef set = query_.in_bulk(std::move(ids), where);
    std::map<std::int64_t, T> rows;
    for (std::uint32_t i = 0; i < set->size(); ++i) {
      const T& row = *static_cast<const T*>(set->at(i));
      rows.emplace_hint(rows.end(), row.id, row);
    }
    return rows;
  }
  template <class... Aggregates>
  auto compute(const detail::Access& access, const Aggregates&... aggregates) const {
    (detail::ResultOf<T, Aggregates>::check(), ...);
    return detail::compute<typename detail::ResultOf<T, Aggregates>::of_rows...>(
        query_, access, {aggregates.term()...});
  }
  template <class... Assignments>
  std::pair<T, bool> find_or_create(const detail::Access& access,
                                    const Assignments&... assignments) const {
    T row{};
    const detail::ConditionPtr condition = detail::prepare(row, assignments...);
    if (const detail::SetRef found = query_.find_or_create(row, condition, access))
      return {*static_cast<const T*>(found->at(0)), false};
    return {std::move(row), true};
  }
  [[nodiscard]] T get_at(const detail::ConditionPtr& condition,
                         const detail::Access& access) const {
    const detail::SetRef set = query_.get(condition, access);
    return *static_cast<const T*>(set->at(0));
  }

  detail::Query query_;
};

} // namespace orm

#endif
