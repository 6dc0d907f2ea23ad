#ifndef ORM_PREFETCHED_HPP
#define ORM_PREFETCHED_HPP

#include <orm/query_set.hpp>
#include <orm/relation.hpp>

namespace orm {

/// A list that a Prefetch fills: its third argument names this member. No column belongs to it, and
/// no write empties it. Reading it before a Prefetch has filled it throws PrefetchError.
template <class Target>
class Prefetched : public detail::PrefetchedBase {
public:
  using target_type = Target;
  using iterator = RowIterator<Target>;
  static constexpr auto relation_kind = detail::RelationKind::prefetched_many;
  Prefetched() = default;
  explicit Prefetched(const Prefetched&) = default;
  Prefetched& operator=(const Prefetched&) = default;

  [[nodiscard]] iterator begin() const {
    const detail::Slot slot = rows();
    return {slot.set, slot.begin};
  }
  [[nodiscard]] iterator end() const {
    const detail::Slot slot = rows();
    return {slot.set, slot.end};
  }
  [[nodiscard]] std::size_t size() const { return rows().size(); }
  [[nodiscard]] bool empty() const { return size() == 0; }
  /// Throws IndexError outside the list.
  [[nodiscard]] Target& operator[](std::size_t index) const {
    if (index >= size())
      throw IndexError("list index out of range");
    return begin()[static_cast<std::ptrdiff_t>(index)];
  }
};

/// As Prefetched, for a relation to one: the object, or nothing.
template <class Target>
class PrefetchedOne : public detail::PrefetchedBase {
public:
  using target_type = Target;
  static constexpr auto relation_kind = detail::RelationKind::prefetched_one;
  PrefetchedOne() = default;
  explicit PrefetchedOne(const PrefetchedOne&) = default;
  PrefetchedOne& operator=(const PrefetchedOne&) = default;

  /// nullptr when the Prefetch found nothing.
  [[nodiscard]] Target* get() const {
    const detail::Slot slot = rows();
    return slot.set ? static_cast<Target*>(slot.set->at(slot.begin)) : nullptr;
  }
  explicit operator bool() const { return get() != nullptr; }
  Target* operator->() const { return required(); }
  Target& operator*() const { return *required(); }

private:
  [[nodiscard]] Target* required() const {
    if (Target* target = get())
      return target;
    throw RelatedObjectDoesNotExist("the Prefetch into this member found no " +
                                    std::string(detail::ModelName<Target>::value));
  }
};

} // namespace orm

#endif
