#ifndef ORM_DEFERRED_HPP
#define ORM_DEFERRED_HPP

#include <orm/query.hpp>

namespace orm {
namespace detail {

/// A column value that a query may leave out. It finds the row it is part of by its distance from
/// it, as relation members do.
class DeferredBase {
public:
  void bind(const Row* row) noexcept {
    offset_ = static_cast<std::uint16_t>(reinterpret_cast<const char*>(this) -
                                         reinterpret_cast<const char*>(row));
  }

protected:
  enum class State : std::uint8_t { own, loaded, left_out };

  DeferredBase() = default;
  DeferredBase(const DeferredBase&) = default;
  DeferredBase& operator=(const DeferredBase&) = delete;
  /// Is `other` the same member of the same row? Where a row is assigned, it is: the part of the
  /// row that says which one it is comes before its members.
  [[nodiscard]] bool same_row(const DeferredBase& other) const noexcept;
  /// Reads the column, for the row this is a copy of where there is one. Returns the member that
  /// has the value now: this one, or that of the other.
  const DeferredBase& load(const Access& access) const;

  std::uint16_t offset_ = 0;
  // A const row reads its column all the same.
  mutable State state_ = State::own;
};

} // namespace detail

/// A column that a query can leave out, for values too long to read with every row (Django's
/// deferred fields): `orm::Deferred<std::string> body;`.
///
/// It is read with the row unless `defer("body"_c)` or `only(...)` leaves it out; then the first
/// use reads it, one statement a row. `save()` does not write a value that was never read.
/// DoesNotExist where the row has been deleted since.
template <class T>
class Deferred : public detail::DeferredBase {
  using Here = std::source_location;

public:
  using deferred_type = T;

  Deferred() = default;
  template <class V>
    requires(std::convertible_to<V, T> && !std::derived_from<std::decay_t<V>, Deferred>)
  Deferred(V&& value) : value_(std::forward<V>(value)) {}
  explicit Deferred(const Deferred&) = default;
  explicit Deferred(Deferred&&) = default;
  /// `{.body = other.body}`: the value, free of the row it came from.
  template <class Same>
    requires std::same_as<Same, Deferred>
  Deferred(const Same& other) : value_(other.get()) {}
  template <class Same>
    requires std::same_as<Same, Deferred>
  Deferred(Same& other) : value_(other.get()) {}
  /// The value, read where it has to be. With the whole row the value stays left out, unless the
  /// row that takes it is a fresh one.
  Deferred& operator=(const Deferred& other) {
    const bool same = same_row(other);
    value_ = same ? other.value_ : other.get();
    state_ = same ? other.state_ : State::own;
    return *this;
  }
  template <class V>
    requires(std::convertible_to<V, T> && !std::derived_from<std::decay_t<V>, Deferred>)
  Deferred& operator=(V&& value) {
    value_ = std::forward<V>(value);
    state_ = State::own;
    return *this;
  }

  /// The value; reads it where the query has left it out.
  [[nodiscard]] const T& get(Here where = Here::current()) const {
    if (state_ == State::left_out)
      read(where);
    return value_;
  }
  // These four are not inlined, so that the log can tell where they were called from.
  [[gnu::noinline]] operator const T&() const { return here(__builtin_return_address(0)); }
  [[gnu::noinline]] const T& operator*() const { return here(__builtin_return_address(0)); }
  [[gnu::noinline]] const T* operator->() const { return &here(__builtin_return_address(0)); }
  template <class V>
    requires(!std::derived_from<V, DeferredBase> &&
             requires(const T& mine, const V& other) { mine == other; })
  [[gnu::noinline]] friend bool operator==(const Deferred& field, const V& value) {
    return field.here(__builtin_return_address(0)) == value;
  }
  /// False where the value was left out and not read since. Never a query.
  [[nodiscard]] bool loaded() const noexcept { return state_ != State::left_out; }

  // What a model's description needs.
  static bool is_loaded(const void* field) noexcept {
    return static_cast<const Deferred*>(field)->loaded();
  }
  static void unload(void* field) {
    auto* deferred = static_cast<Deferred*>(field);
    deferred->value_ = T();
    deferred->state_ = State::left_out;
  }
  void load_value(const Cell& cell) {
    ColumnTraits<T>::load(value_, cell);
    state_ = State::loaded;
  }

private:
  const T& here(const void* return_address) const {
    if (state_ == State::left_out)
      read(detail::Access::returning_to(return_address));
    return value_;
  }
  void read(const detail::Access& access) const {
    const DeferredBase& holder = load(access);
    if (&holder != this)
      value_ = static_cast<const Deferred&>(holder).value_;
    state_ = State::loaded;
  }

  mutable T value_{};
};

template <class T>
struct ColumnTraits<Deferred<T>> {
  static constexpr Affinity affinity = ColumnTraits<T>::affinity;
  static constexpr bool nullable = ColumnTraits<T>::nullable;
  static constexpr const char* collation = detail::collation_of<ColumnTraits<T>>();
  static Value store(const Deferred<T>& field) {
    if (!field.loaded())
      throw FieldError("a column that defer() or only() has left out cannot be written as new: "
                       "read it first");
    return ColumnTraits<T>::store(field.get());
  }
  static void load(Deferred<T>& field, const Cell& cell) { field.load_value(cell); }
};

} // namespace orm

#endif
