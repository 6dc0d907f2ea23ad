#ifndef ORM_QUERY_HPP
#define ORM_QUERY_HPP

#include <orm/condition.hpp>
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

struct QueryState;
class Query;

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

  /// The rows, evaluated once: a range of a result set that lives as long as this query.
  [[nodiscard]] Slot rows(const Access& access) const;
  /// One row in a set of its own. Throws DoesNotExist, MultipleObjectsReturned.
  [[nodiscard]] SetRef get(ConditionPtr condition, const Access& access) const;
  /// Row `set[index]`; null set when there is none.
  [[nodiscard]] std::pair<SetRef, std::uint32_t> first(const Access& access) const;
  [[nodiscard]] std::pair<SetRef, std::uint32_t> at(std::ptrdiff_t index,
                                                    const Access& access) const;
  [[nodiscard]] std::int64_t count(const Access& access) const;
  [[nodiscard]] bool exists(const Access& access) const;
  /// Deletes the rows; returns how many. Rows that cascade are not counted.
  std::int64_t erase(const Access& access) const;

  /// Inserts, and binds `row` to a set of its own. A related query fills in its relation.
  void create(Row& row, const Access& access) const;
  void bulk_create(std::span<Row* const> rows, const Access& access) const;

  [[nodiscard]] std::shared_ptr<const QuerySpec> spec() const;
  [[nodiscard]] const ModelMeta& model() const;

private:
  [[nodiscard]] QuerySpec fresh_spec() const;
  [[nodiscard]] Query with(QuerySpec spec) const;
  [[nodiscard]] const QuerySpec& current(std::optional<QuerySpec>& storage) const;

  std::shared_ptr<QueryState> state_;
  // Without a state, the answer of a prefetch: the rows, and the relation they came through.
  SetRef view_;
  std::uint32_t begin_ = 0;
  std::uint32_t end_ = 0;
  ResultSet* owner_ = nullptr; // kept alive by view_: they share a graph
  std::uint32_t owner_index_ = 0;
  std::uint16_t relation_ = 0;
  std::int64_t owner_id_ = 0;
};

/// Loads `lookups` for rows that are in memory already.
void prefetch_related_objects(std::span<Row* const> rows, std::span<const PrefetchLookup> lookups);

/// INSERT or UPDATE. `connection` may be null for a row that has been saved before.
void save_row(Row& row, const ModelMeta& model, std::shared_ptr<Connection> connection,
              const Access& access);
void delete_row(Row& row, const Access& access);

} // namespace orm::detail

#endif
