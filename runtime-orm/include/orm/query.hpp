#ifndef ORM_QUERY_HPP
#define ORM_QUERY_HPP

#include <orm/condition.hpp>
#include <orm/deleted.hpp>
#include <orm/meta.hpp>

#include <optional>
#include <source_location>
#include <span>

/// The untyped query set: everything QuerySet<T> does, compiled once in the library.
namespace orm::detail {

/// The place in the program that made a statement run: a source location where a parameter list
/// can carry one, else a return address (operators), recorded only while a log is attached.
struct Access {
  std::source_location where{};
  const void* address = nullptr;

  Access() = default;
  Access(const std::source_location& location) : where(location) {}
  static Access returning_to(const void* return_address) {
    Access access;
    access.address = return_address;
    return access;
  }
};

struct AssignedColumn;
struct Conflicts;
struct QueryState;
class Query;
class RowStream;

enum class AggregateFunction : std::uint8_t { count, sum, min, max, avg };

/// One number over many rows. The path starts at the model of the query set.
struct AggregateTerm {
  AggregateFunction function;
  std::string path;
  bool distinct = false;
  ConditionPtr filter;
};

/// An aggregate for each row, and the annotation member that holds it.
struct AnnotationTerm {
  std::string name;
  AggregateTerm aggregate;
  ConditionPtr where; ///< the filters that came before, where they choose among related rows
};

/// Reads the row that a statement stands on, its columns from 0 on, into something of the caller's.
struct RowReader {
  void* into;
  void (*read)(void* into, sqlite3_stmt* statement);
  void operator()(sqlite3_stmt* statement) const { read(into, statement); }
};

/// A lookup for prefetch_related: a path, perhaps with a query set of its own and another target.
struct PrefetchLookup {
  std::string path;
  std::shared_ptr<const QuerySpec> spec;
  std::string to_attr;
};

class Query {
public:
  Query() = default;
  /// The start of a chain: all rows of a model.
  static Query root(const ModelMeta& model, std::shared_ptr<Connection> connection,
                    const std::source_location& where);
  /// The rows of a to-many relation of `owner`: answered from a prefetch when there was one.
  static Query related(const Row& owner, std::uint16_t relation, const Access& access);

  [[nodiscard]] Query clone() const;
  [[nodiscard]] Query filter(ConditionPtr condition) const;
  [[nodiscard]] Query order_by(std::span<const std::string_view> names) const;
  [[nodiscard]] Query slice(std::optional<std::int64_t> limit, std::int64_t offset) const;
  [[nodiscard]] Query select_related(std::span<const std::string_view> paths) const;
  [[nodiscard]] Query select_related_required() const;
  [[nodiscard]] Query clear_select_related() const;
  [[nodiscard]] Query prefetch_related(std::span<const PrefetchLookup> lookups) const;
  [[nodiscard]] Query clear_prefetch_related() const;
  [[nodiscard]] Query annotate(std::span<const AnnotationTerm> terms) const;
  /// Groups the rows by what these paths lead to; the terms are numbers over each group. On a
  /// query of groups: more numbers.
  [[nodiscard]] Query group(std::span<const std::string_view> paths,
                            std::span<const AnnotationTerm> terms) const;
  [[nodiscard]] Query distinct() const;
  [[nodiscard]] Query reverse() const;
  [[nodiscard]] Query none() const;
  [[nodiscard]] Query only(std::span<const std::string_view> paths) const;
  [[nodiscard]] Query defer(std::span<const std::string_view> paths) const;
  [[nodiscard]] Query clear_deferred() const;
  /// The rows that are in either (`any`) or in both.
  [[nodiscard]] Query combine(const Query& other, bool any) const;
  [[nodiscard]] Query unite(std::span<const Query* const> others, bool all) const;
  [[nodiscard]] Query fetch_mode(FetchMode mode) const;

  /// The rows, evaluated once: a range of a result set that lives as long as this query.
  [[nodiscard]] Slot rows(const Access& access) const;
  /// One row in a set of its own. Throws DoesNotExist, MultipleObjectsReturned.
  [[nodiscard]] SetRef get(const ConditionPtr& condition, const Access& access) const;
  /// Row `set[index]`; null set when there is none.
  [[nodiscard]] std::pair<SetRef, std::uint32_t> first(const Access& access) const;
  [[nodiscard]] std::pair<SetRef, std::uint32_t> at(std::ptrdiff_t index,
                                                    const Access& access) const;
  /// The first row of the reverse order, always from the database; null when there is none.
  [[nodiscard]] SetRef last(const Access& access) const;
  /// The first (or last) row in the order of `names`. Throws DoesNotExist.
  [[nodiscard]] SetRef earliest(std::span<const std::string_view> names, bool latest,
                                const Access& access) const;
  /// The rows with these keys, or all rows, in a set of their own.
  [[nodiscard]] SetRef in_bulk(std::optional<std::vector<std::int64_t>> ids,
                               const Access& access) const;
  [[nodiscard]] std::int64_t count(const Access& access) const;
  [[nodiscard]] bool exists(const Access& access) const;
  [[nodiscard]] bool contains(const Row& row, const Access& access) const;
  /// Reads one row of values, one for each term. False for none(), which asks nobody.
  bool aggregate(std::span<const AggregateTerm> terms, const Access& access,
                 const RowReader& reader) const;
  /// Reads what the paths lead to, row for row.
  void values(std::span<const std::string_view> paths, const Access& access,
              const RowReader& reader) const;
  [[nodiscard]] std::int64_t count_values(std::span<const std::string_view> paths,
                                          const Access& access) const;
  /// The rows, `chunk_size` at a time.
  [[nodiscard]] std::shared_ptr<RowStream> stream(std::optional<std::int64_t> chunk_size,
                                                  const Access& access) const;
  /// As get; a null set where there is no such row.
  [[nodiscard]] SetRef find(const ConditionPtr& condition, const Access& access) const;

  // Writes (query_write.cpp). update and erase forget the rows that were read: the next look is a
  // new statement.
  /// Inserts, and binds `row` to a set of its own.
  void create(Row& row, const Access& access) const;
  void bulk_create(std::span<Row* const> rows, const Conflicts& conflicts,
                   const Access& access) const;
  /// The row for which `condition` holds, in a set of its own; else inserts `row`, and answers with
  /// a null set.
  SetRef find_or_create(Row& row, const ConditionPtr& condition, const Access& access) const;
  /// Writes these columns of the rows as they are in memory. Returns how many were there.
  std::int64_t bulk_update(std::span<const Row* const> rows, std::span<const std::string> columns,
                           const Access& access) const;
  std::int64_t update(std::span<const AssignedColumn> columns, const Access& access) const;
  Deleted erase(const Access& access) const;
  [[nodiscard]] const std::shared_ptr<Connection>& connection() const;

  [[nodiscard]] std::shared_ptr<const QuerySpec> spec() const;
  [[nodiscard]] const ModelMeta& model() const;

private:
  [[nodiscard]] QuerySpec fresh_spec() const;
  [[nodiscard]] Query with(QuerySpec spec) const;
  [[nodiscard]] const QuerySpec& current(std::optional<QuerySpec>& storage) const;
  void forget_rows() const;

  // A write turns the answer of a prefetch into a question: that is no change of what is asked.
  mutable std::shared_ptr<QueryState> state_;
  // Without a state, the answer of a prefetch: the rows, and the relation they came through.
  SetRef view_;
  std::uint32_t begin_ = 0;
  std::uint32_t end_ = 0;
  ResultSet* owner_ = nullptr; // kept alive by view_: they share a graph
  std::uint32_t owner_index_ = 0;
  std::uint16_t relation_ = 0;
  std::int64_t owner_id_ = 0;
};

/// The next rows of a stream, in a set of their own; null after the last.
SetRef next_chunk(RowStream& stream);

/// Loads `lookups` for rows that are in memory already.
void prefetch_related_objects(std::span<const Row* const> rows,
                              std::span<const PrefetchLookup> lookups, const Access& access);

template <class Pointee, class Rows>
std::vector<Pointee*> pointers(Rows&& rows) {
  std::vector<Pointee*> found;
  for (auto&& row : rows)
    found.push_back(&row);
  return found;
}

/// INSERT or UPDATE. `connection` may be null for a row that has been saved before.
void save_row(Row& row, const ModelMeta& model, std::shared_ptr<Connection> connection,
              const Access& access);
Deleted delete_row(Row& row, const Access& access);
/// Reads these columns again, or all; then what was loaded for the row's relations is forgotten.
void refresh_row(Row& row, const ModelMeta& model, std::span<const std::string> columns,
                 const Access& access);

} // namespace orm::detail

#endif
