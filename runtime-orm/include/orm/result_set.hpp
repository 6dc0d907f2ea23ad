#ifndef ORM_RESULT_SET_HPP
#define ORM_RESULT_SET_HPP

#include <orm/fetch_mode.hpp>

#include <atomic>
#include <bit>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace orm::detail {

struct ModelMeta;
struct QuerySpec;
struct Root;
struct Access;
struct EagerUse;
class Connection;
struct LazySelect;
class Graph;
class ResultSet;

/// What one row's relation holds, once loaded: the rows [begin, end) of another set. To one: one
/// row, or none (loaded, and nothing is there).
struct Slot {
  static constexpr std::uint32_t unloaded = 0xffffffff;
  ResultSet* set = nullptr;
  std::uint32_t begin = unloaded;
  std::uint32_t end = 0;

  [[nodiscard]] bool loaded() const noexcept { return begin != unloaded; }
  [[nodiscard]] std::uint32_t size() const noexcept { return end - begin; }
  static Slot one(ResultSet& set, std::uint32_t row) { return {&set, row, row + 1}; }
  static Slot none() { return {nullptr, 0, 0}; }
};

/// The rows of one evaluated query, and, by relation, what has been loaded for them.
///
/// Relation caches are columns of the set and not members of the row: a row that never loads a
/// relation pays nothing for it, every copy of a row shares the cache, and an eager load fills a
/// column in one pass. Rows never move: the store grows by chunks of 4, 8, 16, ... rows.
class ResultSet {
public:
  ResultSet(const ModelMeta& model, Graph& graph, std::shared_ptr<const Root> root,
            std::string path);
  ResultSet(const ResultSet&) = delete;
  ~ResultSet();

  [[nodiscard]] std::uint32_t size() const noexcept { return size_; }
  [[nodiscard]] void* at(std::uint32_t index) const noexcept {
    const std::uint32_t position = index + first_chunk;
    const int width = std::bit_width(position); // not 0: first_chunk is not
    return chunks_[width - std::bit_width(first_chunk)] +
           // NOLINTNEXTLINE(clang-analyzer-core.BitwiseShift)
           std::size_t{position - (1u << (width - 1))} * stride_;
  }
  [[nodiscard]] bool stores(const void* row, std::uint32_t index) const noexcept {
    return index < size_ && at(index) == row;
  }
  /// Room for one more row; `commit` counts it once it is constructed.
  [[nodiscard]] void* reserve() {
    if (size_ == capacity_)
      grow();
    return at(size_);
  }
  void commit() noexcept { ++size_; }

  [[nodiscard]] Slot peek(std::uint16_t relation, std::uint32_t row) const noexcept {
    if (relation < columns_.size() && row < columns_[relation].slots.size())
      return columns_[relation].slots[row];
    return {};
  }
  Slot& slot(std::uint16_t relation, std::uint32_t row);
  /// A new set of this graph, for what `relation` of these rows leads to.
  ResultSet& add_targets(std::uint16_t relation, const ModelMeta& target);
  /// The set that collects what is loaded lazily, one row at a time, through a to-one relation.
  ResultSet& lazy_targets(std::uint16_t relation, const ModelMeta& target);

  [[nodiscard]] const ModelMeta& model() const noexcept { return *model_; }
  [[nodiscard]] Graph& graph() const noexcept { return *graph_; }
  [[nodiscard]] const std::shared_ptr<const Root>& root() const noexcept { return root_; }
  /// The relation path from the root's rows to these, "" for the root's own.
  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  [[nodiscard]] std::string path_to(std::uint16_t relation) const;

  /// While a log is attached: an eager load has answered `relation` for this row. What the program
  /// then reads of it is noted, so that a load nobody used can be named.
  void watch(std::uint16_t relation, std::uint32_t row, const std::shared_ptr<EagerUse>& use);
  /// The program reads the relation of this row, which is loaded.
  void note_read(std::uint16_t relation, std::uint32_t row, const Access& access) const noexcept {
    if (relation < columns_.size() && columns_[relation].watch) [[unlikely]]
      tell_read(relation, row, access);
  }

  /// What a lazy read of these rows costs.
  FetchMode fetch_mode = FetchMode::one;
  /// What reads these rows where they are loaded one by one; kept by the connection.
  LazySelect* reader = nullptr;
  /// The query set a Prefetch brought along; refinements of the prefetched relation keep it.
  std::shared_ptr<const QuerySpec> custom;

private:
  friend class Graph;
  struct Watch {
    std::shared_ptr<EagerUse> use;
    std::vector<std::uint64_t> unread; ///< a bit a row
  };
  struct Column {
    std::vector<Slot> slots;
    ResultSet* lazy = nullptr;
    std::unique_ptr<Watch> watch; ///< nullptr without a log
  };
  void tell_read(std::uint16_t relation, std::uint32_t row, const Access& access) const noexcept;
  void grow();
  static constexpr std::uint32_t first_chunk = 4;

  const ModelMeta* model_;
  Graph* graph_;
  std::shared_ptr<const Root> root_;
  std::string path_;
  std::size_t stride_;
  std::uint32_t size_ = 0;
  std::uint32_t capacity_ = 0;
  std::vector<char*> chunks_;
  std::vector<Column> columns_;
};

/// Keeps a result set alive, and everything reached from it.
class SetRef {
public:
  SetRef() noexcept = default;
  explicit SetRef(ResultSet* set) noexcept;
  SetRef(const SetRef& other) noexcept : SetRef(other.set_) {}
  SetRef(SetRef&& other) noexcept : set_(std::exchange(other.set_, nullptr)) {}
  SetRef& operator=(SetRef other) noexcept {
    std::swap(set_, other.set_);
    return *this;
  }
  ~SetRef() { reset(); }
  void reset() noexcept;
  [[nodiscard]] ResultSet* get() const noexcept { return set_; }
  ResultSet* operator->() const noexcept { return set_; }
  explicit operator bool() const noexcept { return set_ != nullptr; }

private:
  ResultSet* set_ = nullptr;
};

/// The result sets that refer to each other freely (rows, their related rows, and back) live and
/// die together: a graph counts the references from outside, and a cycle inside costs nothing.
class Graph {
public:
  explicit Graph(std::shared_ptr<Connection> connection) : connection_(std::move(connection)) {}
  Graph(const Graph&) = delete;

  ResultSet& add(const ModelMeta& model, std::shared_ptr<const Root> root, std::string path);
  /// Keeps `set` alive as long as this graph (a child set refers to its parent's).
  void hold(ResultSet& set);
  /// Makes one graph of two, so that their sets may refer to each other.
  static void merge(Graph& into, Graph& from);

  void retain() noexcept { references_.fetch_add(1, std::memory_order_relaxed); }
  void release() noexcept {
    if (references_.fetch_sub(1, std::memory_order_acq_rel) == 1)
      delete this;
  }
  [[nodiscard]] const std::shared_ptr<Connection>& connection() const noexcept {
    return connection_;
  }

private:
  ~Graph() = default;
  std::atomic<std::uint32_t> references_{0};
  std::shared_ptr<Connection> connection_;
  std::vector<SetRef> held_;
  std::vector<std::unique_ptr<ResultSet>> sets_;
};

inline SetRef::SetRef(ResultSet* set) noexcept : set_(set) {
  if (set_)
    set_->graph().retain();
}
inline void SetRef::reset() noexcept {
  if (set_)
    std::exchange(set_, nullptr)->graph().release();
}

} // namespace orm::detail

#endif
