#ifndef ORM_FOREIGN_KEY_HPP
#define ORM_FOREIGN_KEY_HPP

#include <orm/fields.hpp>
#include <orm/relation.hpp>

namespace orm {

/// Foreign key option: NULL allowed; deleting the target deletes the row.
struct nullable {};
/// Foreign key option: NULL allowed; deleting the target sets NULL.
struct set_null {};

/// A relation to one object, kept as a key column `<name>_id` (Django's ForeignKey).
///
/// `id()` and the test for NULL answer from the key. `->`, `*` and `get()` load the object when it
/// is not there yet, once a row: one statement each time, which select_related or prefetch_related
/// on the query saves.
template <class Target, class... Options>
class ForeignKey : public detail::ForeignKeyBase {
  using Here = std::source_location;

public:
  using target_type = Target;
  static constexpr auto relation_kind = detail::RelationKind::foreign_key;
  static constexpr bool nullable =
      (std::same_as<Options, orm::nullable> || ...) || (std::same_as<Options, set_null> || ...);
  static constexpr auto on_delete = (std::same_as<Options, set_null> || ...)
                                        ? detail::OnDelete::set_null
                                        : detail::OnDelete::cascade;

  ForeignKey() = default;
  explicit ForeignKey(const ForeignKey&) = default;
  explicit ForeignKey(ForeignKey&&) = default;
  ForeignKey& operator=(const ForeignKey&) = default;
  ForeignKey& operator=(ForeignKey&&) = default;
  ForeignKey(const Target& object) { assign(detail::meta<Target>(), object); }
  ForeignKey(std::nullptr_t)
    requires nullable
  {}
  /// `auto key = student.department` and `{.department = other.department}`: key and object, free
  /// of the row they came from.
  template <class Same>
    requires std::same_as<Same, ForeignKey>
  ForeignKey(const Same& other) {
    copy_detached(other);
  }
  template <class Same>
    requires std::same_as<Same, ForeignKey>
  ForeignKey(Same& other) {
    copy_detached(other);
  }

  ForeignKey& operator=(const Target& object) {
    assign(detail::meta<Target>(), object);
    return *this;
  }
  ForeignKey& operator=(std::nullptr_t)
    requires nullable
  {
    assign_key(0);
    return *this;
  }

  /// The key of the object, 0 for NULL. Never a query.
  [[nodiscard]] std::int64_t id() const noexcept { return key(); }
  /// Points to the row with this key, which is read when it is needed.
  void set_id(std::int64_t id) { assign_key(id); }
  /// Is there a key? Never a query.
  explicit operator bool() const noexcept { return has_object(); }

  /// The object, or nullptr for NULL. Throws DoesNotExist where the key points to no row.
  [[nodiscard]] Target* get(Here where = Here::current()) const {
    if (detail::Row* row = cached(where))
      return static_cast<Target*>(row);
    return static_cast<Target*>(load(detail::meta<Target>(), where));
  }
  /// Throws RelatedObjectDoesNotExist for NULL.
  [[gnu::noinline]] Target* operator->() const {
    const auto access = detail::Access::returning_to(__builtin_return_address(0));
    if (detail::Row* row = cached(access))
      return static_cast<Target*>(row);
    return static_cast<Target*>(require(detail::meta<Target>(), access));
  }
  [[gnu::noinline]] Target& operator*() const {
    const auto access = detail::Access::returning_to(__builtin_return_address(0));
    if (detail::Row* row = cached(access))
      return *static_cast<Target*>(row);
    return *static_cast<Target*>(require(detail::meta<Target>(), access));
  }

  static void load_column(void* field, const Cell& cell) {
    static_cast<detail::ForeignKeyBase*>(static_cast<ForeignKey*>(field))
        ->load_key(cell.null() ? 0 : cell.integer());
  }
};

/// A foreign key that no two rows share: one object on either side.
template <class Target, class... Options>
class OneToOne : public ForeignKey<Target, Options...> {
public:
  static constexpr auto relation_kind = detail::RelationKind::one_to_one;
  using ForeignKey<Target, Options...>::ForeignKey;
  using ForeignKey<Target, Options...>::operator=;
  OneToOne() = default;
  explicit OneToOne(const OneToOne&) = default;
  explicit OneToOne(OneToOne&&) = default;
  OneToOne& operator=(const OneToOne&) = default;
  OneToOne& operator=(OneToOne&&) = default;
};

/// The other side of a one-to-one relation: the object whose key points here, if there is one.
/// Only the database knows, so even the test `if (student.locker)` is a query the first time.
template <class Target, FixedString Via>
class ReverseOneToOne : public detail::ReverseOneToOneBase {
  using Here = std::source_location;

public:
  using target_type = Target;
  static constexpr auto relation_kind = detail::RelationKind::reverse_one_to_one;
  static constexpr std::string_view via = Via.view();

  ReverseOneToOne() = default;
  explicit ReverseOneToOne(const ReverseOneToOne&) = default;
  ReverseOneToOne& operator=(const ReverseOneToOne&) = default;

  /// nullptr when there is none.
  [[nodiscard]] Target* get(Here where = Here::current()) const {
    return static_cast<Target*>(load(where));
  }
  [[gnu::noinline]] explicit operator bool() const {
    return load(detail::Access::returning_to(__builtin_return_address(0))) != nullptr;
  }
  /// Throws RelatedObjectDoesNotExist when there is none.
  [[gnu::noinline]] Target* operator->() const {
    return static_cast<Target*>(require(detail::Access::returning_to(__builtin_return_address(0))));
  }
  [[gnu::noinline]] Target& operator*() const {
    return *static_cast<Target*>(
        require(detail::Access::returning_to(__builtin_return_address(0))));
  }
};

} // namespace orm

#endif
