#ifndef ORM_ROW_RANGE_HPP
#define ORM_ROW_RANGE_HPP

#include <orm/query.hpp>

#include <iterator>

namespace orm {

/// The rows of `iterator()`: read from the database a chunk at a time, while the loop runs, and
/// given up chunk by chunk. A row that is copied out of the loop keeps its chunk. One pass.
template <class T>
class RowRange {
public:
  explicit RowRange(std::shared_ptr<detail::RowStream> stream) : stream_(std::move(stream)) {}
  RowRange(const RowRange&) = delete;
  RowRange(RowRange&&) = default;

  class iterator {
  public:
    using iterator_concept = std::input_iterator_tag;
    using value_type = T;
    using difference_type = std::ptrdiff_t;

    iterator() = default;
    explicit iterator(RowRange& range) : range_(&range) {}
    T& operator*() const { return *static_cast<T*>(range_->chunk_->at(range_->index_)); }
    T* operator->() const { return &**this; }
    iterator& operator++() {
      range_->advance();
      return *this;
    }
    void operator++(int) { ++*this; }
    friend bool operator==(const iterator& it, std::default_sentinel_t) { return it.at_end(); }

  private:
    [[nodiscard]] bool at_end() const { return !range_->chunk_; }

    RowRange* range_ = nullptr;
  };

  /// The place where the rows stand: the second call goes on where the first one is.
  iterator begin() {
    if (!started_) {
      started_ = true;
      chunk_ = detail::next_chunk(*stream_);
    }
    return iterator(*this);
  }
  std::default_sentinel_t end() const { return {}; }

private:
  void advance() {
    if (++index_ < chunk_->size())
      return;
    index_ = 0;
    chunk_.reset(); // before the next one is read: memory holds one
    chunk_ = detail::next_chunk(*stream_);
  }

  std::shared_ptr<detail::RowStream> stream_;
  detail::SetRef chunk_;
  std::uint32_t index_ = 0;
  bool started_ = false;
};

} // namespace orm

#endif
