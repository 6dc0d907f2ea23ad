#ifndef ORM_META_HPP
#define ORM_META_HPP

#include <orm/row.hpp>
#include <orm/value.hpp>

#include <string>
#include <string_view>
#include <vector>

/// The run-time description of a model. The templates of the public headers fill it once a model
/// and are a thin typed skin over code that reads it: so SQL and eager loading are compiled once.
namespace orm::detail {

struct ModelMeta;

enum class RelationKind : std::uint8_t {
  foreign_key,
  one_to_one,
  many_to_many,
  reverse_foreign_key,
  reverse_one_to_one,
  reverse_many_to_many,
  prefetched_many, ///< where a Prefetch with to_attr puts a list
  prefetched_one,  ///< where a Prefetch with to_attr puts one object
};

/// The relation is a column of this model's table.
constexpr bool is_forward_key(RelationKind kind) {
  return kind == RelationKind::foreign_key || kind == RelationKind::one_to_one;
}
constexpr bool is_to_one(RelationKind kind) {
  return is_forward_key(kind) || kind == RelationKind::reverse_one_to_one;
}
constexpr bool is_link(RelationKind kind) {
  return kind == RelationKind::many_to_many || kind == RelationKind::reverse_many_to_many;
}
constexpr bool is_attribute(RelationKind kind) {
  return kind == RelationKind::prefetched_many || kind == RelationKind::prefetched_one;
}

enum class OnDelete : std::uint8_t { cascade, set_null };

struct ColumnMeta {
  std::string name;
  std::size_t offset;
  Affinity affinity;
  bool nullable;
  void (*load)(void* field, const Cell& cell);
  Value (*store)(const void* field);
  int relation = -1; ///< index of the forward key this column belongs to
  const char* collation = nullptr;
  /// Deferred columns: whether the row holds the value, and how to say that it does not.
  bool (*loaded)(const void* field) = nullptr;
  void (*unload)(void* field) = nullptr;
};

/// A member that annotate() fills: no column belongs to it.
struct AnnotationMeta {
  std::string name;
  std::size_t offset;
  void (*load)(void* field, const Cell& cell);
};

struct RelationMeta {
  std::string name;
  RelationKind kind;
  std::size_t offset;
  const ModelMeta& (*target)();
  std::string via; ///< reverse sides: the name of the forward relation on the target
  bool nullable = false;
  OnDelete on_delete = OnDelete::cascade;
  std::string column; ///< forward keys: the column, "department_id"
  /// Many-to-many relations: each link counts in both directions.
  bool symmetrical = false;
  /// Many-to-many relations whose links are rows of a model: that model, and the names of its
  /// foreign keys to this side and to the other where the declaration gives them.
  const ModelMeta& (*through)() = nullptr;
  std::string through_source = {};
  std::string through_target = {};
};

/// An index or unique constraint over columns.
struct IndexMeta {
  std::vector<std::string> columns;
  bool unique;
};

struct ModelMeta {
  std::string name;
  std::string table;
  std::size_t size;
  std::size_t alignment;
  /// A new row whose relation members know where they are in it.
  void (*construct)(void* place);
  /// Tells the relation members of a row where they are in it.
  void (*bind)(void* row);
  /// Reads the columns of a row that a statement stands on, the first from its column `first`.
  void (*read)(void* row, sqlite3_stmt* statement, int first);
  void (*copy)(void* place, const void* row);
  void (*destroy)(void* row);
  std::vector<ColumnMeta> columns; ///< without the primary key
  std::vector<RelationMeta> relations;
  std::vector<std::string> ordering;
  std::vector<IndexMeta> indexes;
  std::vector<AnnotationMeta> annotations;

  /// -1 when there is none of that name.
  [[nodiscard]] int relation_index(std::string_view relation) const;
  [[nodiscard]] const ColumnMeta* column(std::string_view field) const;
  [[nodiscard]] const AnnotationMeta* annotation(std::string_view field) const;
  /// "courses, department": the names a message offers.
  [[nodiscard]] std::string relation_names(bool to_one_only) const;
};

/// Where the rows of a many-to-many relation are linked, seen from one side.
struct LinkTable {
  std::string table;
  std::string source; ///< the column that holds this side's key
  std::string target;
  const ModelMeta* through = nullptr; ///< the model whose rows are the links
};
/// Throws FieldError where the through model has no foreign key to a side, or several to choose
/// from.
LinkTable link_table(const ModelMeta& model, const RelationMeta& relation);

/// The same relation seen from the other side; nullptr where the other model does not declare it.
const RelationMeta* inverse(const ModelMeta& model, const RelationMeta& relation);
int inverse_index(const ModelMeta& model, const RelationMeta& relation);

inline Row* row_at(const ResultSet& set, std::uint32_t index) {
  return static_cast<Row*>(set.at(index));
}
/// Tells a row, and its relation members, that it is row `index` of `set`.
void bind_row(Row& row, ResultSet& set, std::uint32_t index);
/// A new, default row at the end of `set`, bound to it.
Row& append_row(ResultSet& set);
/// Where `row` can be found as long as the graph of `row` lives: its own place in its set, or, when
/// it was copied out (and perhaps changed), a snapshot of it.
Slot stable_slot(const Row& row);
/// The same for a reference from another graph: the place, and what keeps it alive.
std::pair<SetRef, Slot> pin(const Row& row, const ModelMeta& model);

} // namespace orm::detail

#endif
