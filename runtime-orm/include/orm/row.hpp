#ifndef ORM_ROW_HPP
#define ORM_ROW_HPP

#include <orm/result_set.hpp>

namespace orm::detail {

struct RowAccess;

/// What every model object carries: its primary key and its place in a result set.
///
/// Inside its set a row borrows the set; a copy owns a reference to it. So iterating costs no
/// reference counting, and a row that was copied out keeps its relations alive.
class Row {
public:
  /// Primary key; 0 means: not in the database yet.
  std::int64_t id = 0;

  Row() noexcept = default;
  Row(const Row& other) noexcept
      : id(other.id), set_(other.set_), index_(other.index_), owning_(other.set_ != nullptr) {
    if (owning_)
      set_->graph().retain();
  }
  Row(Row&& other) noexcept : id(other.id), set_(other.set_), index_(other.index_) {
    if (!set_)
      return;
    owning_ = true;
    if (other.owning_) {
      other.set_ = nullptr;
      other.owning_ = false;
    } else {
      set_->graph().retain();
    }
  }
  Row& operator=(const Row& other) noexcept {
    if (this != &other) {
      id = other.id;
      attach(other.set_, other.index_);
    }
    return *this;
  }
  Row& operator=(Row&& other) noexcept { return *this = std::as_const(other); }
  ~Row() {
    if (owning_)
      set_->graph().release();
  }

private:
  friend struct RowAccess;
  void attach(ResultSet* set, std::uint32_t index) noexcept {
    // An element of a set that takes the place of its neighbour must not own its own graph.
    const bool inside = set_ && !owning_ && set && &set_->graph() == &set->graph();
    if (set && !inside)
      set->graph().retain();
    if (owning_)
      set_->graph().release(); // NOLINT(clang-analyzer-core.CallAndMessage): owning_ means set_
    set_ = set;
    index_ = index;
    owning_ = set && !inside;
  }

  ResultSet* set_ = nullptr;
  std::uint32_t index_ = 0;
  bool owning_ = false;
};

/// The library's own view of a row.
struct RowAccess {
  static ResultSet* set(const Row& row) noexcept { return row.set_; }
  static std::uint32_t index(const Row& row) noexcept { return row.index_; }
  static void attach(Row& row, ResultSet& set, std::uint32_t index) noexcept {
    row.attach(&set, index);
  }
  /// For a row that lives in a set of the graph it refers to.
  static void borrow(Row& row, ResultSet& set, std::uint32_t index) noexcept {
    if (row.owning_)
      row.set_->graph().release();
    row.set_ = &set;
    row.index_ = index;
    row.owning_ = false;
  }
};

} // namespace orm::detail

#endif
