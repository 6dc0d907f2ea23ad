#ifndef ORM_RELATION_HPP
#define ORM_RELATION_HPP

#include <orm/query.hpp>

/// What the relation members of a model are made of. A relation member finds the row it is part of
/// by its distance from it, which the library writes when the row is loaded or saved: so a copy of
/// a row needs no fixing up. That is why a relation member cannot be copied on its own.
namespace orm::detail {

class RelationBase {
public:
  void bind(std::uint16_t offset, std::uint16_t relation) noexcept {
    offset_ = offset;
    relation_ = relation;
  }

protected:
  RelationBase() = default;
  RelationBase(const RelationBase&) = default;
  RelationBase& operator=(const RelationBase&) = default;
  /// nullptr while the object has never been in a database.
  [[nodiscard]] Row* owner() const noexcept {
    if (offset_ == 0)
      return nullptr;
    auto* row = reinterpret_cast<Row*>(reinterpret_cast<std::uintptr_t>(this) - offset_);
    return RowAccess::set(*row) ? row : nullptr;
  }
  [[nodiscard]] std::uint16_t relation() const noexcept { return relation_; }

private:
  std::uint16_t offset_ = 0;
  std::uint16_t relation_ = 0;
};

/// A key column, and the object it points to once that is known.
class ForeignKeyBase {
public:
  void bind(std::uint16_t offset, std::uint16_t relation) noexcept {
    if (holder())
      bind_holder(offset, relation);
    else
      word_ = std::uint64_t{offset} << 32 | std::uint64_t{relation} << 16 | 1;
  }
  void load_key(std::int64_t key) noexcept { key_ = key; }
  /// The key is the row's own again.
  void forget_assigned() noexcept;
  [[nodiscard]] std::int64_t key() const noexcept { return key_; }
  /// Takes over the key of an assigned object that has been saved since; throws UnsavedError where
  /// it has not.
  [[nodiscard]] std::int64_t key_to_store(const std::string& relation) const;
  /// Is it known without a query what the key points to, even if that is nothing?
  [[nodiscard]] bool known() const noexcept;
  [[nodiscard]] Row* known_target() const noexcept { return cached(); }
  /// For a key that was assigned: keeps what a prefetch found for it, and returns true. The result
  /// set's cache belongs to the key as it was read.
  bool take_prefetched(const Slot& slot) const;

protected:
  ForeignKeyBase() noexcept = default;
  ForeignKeyBase(const ForeignKeyBase& other) noexcept;
  ForeignKeyBase(ForeignKeyBase&& other) noexcept
      : key_(other.key_), word_(std::exchange(other.word_, other.word_ & 1 ? other.word_ : 0)) {}
  ForeignKeyBase& operator=(const ForeignKeyBase& other) noexcept;
  ~ForeignKeyBase() {
    if (holder())
      drop();
  }

  /// The object, when it is known without a query.
  [[nodiscard]] Row* cached() const noexcept {
    if ((word_ & 1) == 0)
      return assigned();
    const Row* row = owner();
    if (ResultSet* set = RowAccess::set(*row))
      if (const Slot slot = set->peek(relation(), RowAccess::index(*row)); slot.set)
        if (Row* target = row_at(*slot.set, slot.begin); target->id == key_)
          return target;
    return nullptr;
  }
  /// As above, for the program: a log notes that it was read.
  [[nodiscard]] Row* cached(const Access& access) const noexcept {
    Row* target = cached();
    if (target && (word_ & 1) != 0) {
      const Row* row = owner();
      RowAccess::set(*row)->note_read(relation(), RowAccess::index(*row), access);
    } else if (target) {
      note_assigned_read(access);
    }
    return target;
  }
  /// From the database, where it is not cached; nullptr for NULL.
  [[nodiscard]] Row* load(const ModelMeta& target, const Access& access) const;
  /// As above, but throws RelatedObjectDoesNotExist where there is none.
  [[nodiscard]] Row* require(const ModelMeta& target, const Access& access) const;
  void assign(const ModelMeta& target, const Row& row);
  void assign_key(std::int64_t key);
  /// A copy that belongs to no row: for `auto key = student.department`.
  void copy_detached(const ForeignKeyBase& other);
  [[nodiscard]] bool has_object() const noexcept { return key_ != 0 || assigned(); }

private:
  friend class RelatedSetBase;
  struct Holder;
  [[nodiscard]] Holder* holder() const noexcept {
    return word_ & 1 ? nullptr : reinterpret_cast<Holder*>(word_);
  }
  // The common case, a key that was read and not assigned, is inline throughout.
  [[nodiscard]] std::uint16_t offset() const noexcept {
    return holder() ? holder_offset() : static_cast<std::uint16_t>(word_ >> 32);
  }
  [[nodiscard]] std::uint16_t relation() const noexcept {
    return holder() ? holder_relation() : static_cast<std::uint16_t>(word_ >> 16);
  }
  [[nodiscard]] std::uint16_t holder_offset() const noexcept;
  [[nodiscard]] std::uint16_t holder_relation() const noexcept;
  void bind_holder(std::uint16_t offset, std::uint16_t relation) noexcept;
  /// nullptr for a key that belongs to no row, or to one that was never in a database.
  [[nodiscard]] Row* owner() const noexcept {
    const std::uint16_t distance = offset();
    return distance == 0
               ? nullptr
               : reinterpret_cast<Row*>(reinterpret_cast<std::uintptr_t>(this) - distance);
  }
  [[nodiscard]] Row* assigned() const noexcept;
  void note_assigned_read(const Access& access) const noexcept;
  void renew_holder();
  void drop() noexcept;

  // NULL is 0: SQLite never gives a row the key 0 on its own, and an unsaved object has it.
  std::int64_t key_ = 0;
  // Lowest bit set: distance from the row << 32 | index of the relation << 16 | 1.
  // Else a Holder, for an object or key that was assigned; 0 for a fresh key.
  std::uint64_t word_ = 0;
};

class ReverseOneToOneBase : public RelationBase {
protected:
  [[nodiscard]] Row* load(const Access& access) const;
  [[nodiscard]] Row* require(const Access& access) const;
};

class RelatedSetBase : public RelationBase {
protected:
  [[nodiscard]] Query query(const Access& access) const;
  /// `defaults`: a row of the through model, whose other columns the new links get.
  void add(std::span<const Row* const> rows, const Access& access, const Row* defaults = nullptr,
           const ModelMeta* through = nullptr);
  void remove(std::span<const Row* const> rows, const Access& access);
  void set(std::span<const Row* const> rows, const Access& access);
  void clear(const Access& access);
  /// Inserts `row` as a member.
  void create(Row& row, const Access& access);
  /// The one member for which `condition` holds, in a set of its own; else inserts `row`, and
  /// answers with no set.
  SetRef find_or_create(Row& row, const ConditionPtr& condition, const Access& access);

private:
  [[nodiscard]] Row& saved_owner() const;
  [[nodiscard]] const RelationMeta& meta(const Row& owner) const;
  void forget(const Row& owner);
  void add_keys(const Row& owner, std::vector<std::int64_t> keys, const Access& access,
                const Row* defaults);
};

class PrefetchedBase : public RelationBase {
protected:
  /// Throws PrefetchError when no Prefetch has filled it.
  [[nodiscard]] Slot rows() const;
};

} // namespace orm::detail

#endif
