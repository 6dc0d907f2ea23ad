#ifndef ORM_ROW_ITERATOR_HPP
#define ORM_ROW_ITERATOR_HPP

#include <orm/result_set.hpp>

#include <compare>
#include <iterator>

namespace orm {

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

} // namespace orm

#endif
