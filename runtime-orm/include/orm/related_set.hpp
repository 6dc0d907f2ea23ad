#ifndef ORM_RELATED_SET_HPP
#define ORM_RELATED_SET_HPP

#include <orm/prefetch.hpp>
#include <orm/relation.hpp>

namespace orm {

/// A relation to many objects: a query set that starts at this row, and the writes that change who
/// belongs to it (Django's related manager).
///
/// `all()` and what it answers (iteration, `size`, `count`, `exists`, an index, `first` with an
/// ordering) come from a prefetch where there was one; every refinement is a new query. Reading the
/// relation of an object that is not saved throws UnsavedError. A write drops what was prefetched
/// for this relation of this row.
template <class Target>
class RelatedSet : public detail::RelatedSetBase {
  using Here = std::source_location;

public:
  using target_type = Target;

  [[nodiscard]] QuerySet<Target> all(Here where = Here::current()) const {
    return QuerySet<Target>(query(where));
  }
  template <class... Expressions>
  [[nodiscard]] QuerySet<Target> filter(const Expressions&... expressions) const {
    return all().filter(expressions...);
  }
  template <class Expression>
  [[nodiscard]] QuerySet<Target> filter(const Expression& expression,
                                        Here where = Here::current()) const {
    return all(where).filter(expression);
  }
  template <class... Expressions>
  [[nodiscard]] QuerySet<Target> exclude(const Expressions&... expressions) const {
    return all().exclude(expressions...);
  }
  template <class Expression>
  [[nodiscard]] QuerySet<Target> exclude(const Expression& expression,
                                         Here where = Here::current()) const {
    return all(where).exclude(expression);
  }
  [[nodiscard]] QuerySet<Target> order_by(OrderName<Target> a, OrderName<Target> b = {},
                                          OrderName<Target> c = {}, OrderName<Target> d = {},
                                          Here where = Here::current()) const {
    return all(where).order_by(a, b, c, d);
  }
  [[nodiscard]] QuerySet<Target> limit(std::int64_t n, Here where = Here::current()) const {
    return all(where).limit(n);
  }
  [[nodiscard]] QuerySet<Target> select_related(ToOnePath<Target> a, ToOnePath<Target> b = {},
                                                ToOnePath<Target> c = {}, ToOnePath<Target> d = {},
                                                Here where = Here::current()) const {
    return all(where).select_related(a, b, c, d);
  }
  [[nodiscard]] QuerySet<Target> prefetch_related(PrefetchArgument<Target> a,
                                                  PrefetchArgument<Target> b = {},
                                                  PrefetchArgument<Target> c = {},
                                                  PrefetchArgument<Target> d = {},
                                                  Here where = Here::current()) const {
    return all(where).prefetch_related(a, b, c, d);
  }
  template <class Expression>
  [[nodiscard]] Target get(const Expression& expression, Here where = Here::current()) const {
    return all(where).get(expression, where);
  }
  [[nodiscard]] Target get(Here where = Here::current()) const { return all(where).get(where); }
  [[nodiscard]] std::optional<Target> first(Here where = Here::current()) const {
    return all(where).first(where);
  }
  [[nodiscard]] std::int64_t count(Here where = Here::current()) const {
    return all(where).count(where);
  }
  [[nodiscard]] bool exists(Here where = Here::current()) const { return all(where).exists(where); }
  [[nodiscard]] std::size_t size(Here where = Here::current()) const {
    return all(where).size(where);
  }
  [[nodiscard]] bool empty(Here where = Here::current()) const { return all(where).empty(where); }

  /// Inserts `row` as a member of this relation and returns it as saved.
  Target create(Target row, Here where = Here::current()) {
    RelatedSetBase::create(row, where);
    return row;
  }

protected:
  RelatedSet() = default;
  RelatedSet(const RelatedSet&) = default;
  RelatedSet& operator=(const RelatedSet&) = default;

  template <std::ranges::input_range Rows>
  static std::vector<const detail::Row*> pointers(const Rows& rows) {
    std::vector<const detail::Row*> found;
    for (const Target& row : rows)
      found.push_back(&row);
    return found;
  }
};

/// The writes that every many-to-many relation has, and a reverse foreign key that may be NULL.
template <class Target>
class WritableRelatedSet : public RelatedSet<Target> {
  using Base = detail::RelatedSetBase;

public:
  /// One statement for all of them. Adding a member again changes nothing.
  template <std::derived_from<Target>... Objects>
  void add(const Objects&... objects) {
    const std::array<const detail::Row*, sizeof...(objects)> rows{&objects...};
    Base::add(rows);
  }
  template <std::ranges::input_range Rows>
    requires(!std::derived_from<Rows, Target>)
  void add(const Rows& rows) {
    Base::add(this->pointers(rows));
  }
  /// The objects stay; on a reverse foreign key DoesNotExist says that one was not a member.
  template <std::derived_from<Target>... Objects>
  void remove(const Objects&... objects) {
    const std::array<const detail::Row*, sizeof...(objects)> rows{&objects...};
    Base::remove(rows);
  }
  template <std::ranges::input_range Rows>
    requires(!std::derived_from<Rows, Target>)
  void remove(const Rows& rows) {
    Base::remove(this->pointers(rows));
  }
  /// Makes these and no others the members: reads the present ones, then writes the difference.
  template <std::ranges::input_range Rows>
  void set(const Rows& rows) {
    Base::set(this->pointers(rows));
  }
  void set(std::initializer_list<Target> rows) { Base::set(this->pointers(rows)); }
  void clear() { Base::clear(); }

protected:
  WritableRelatedSet() = default;
  WritableRelatedSet(const WritableRelatedSet&) = default;
  WritableRelatedSet& operator=(const WritableRelatedSet&) = default;
};

/// Many objects on both sides, kept in a link table `<table>_<name>`.
template <class Target>
class ManyToMany : public WritableRelatedSet<Target> {
public:
  static constexpr auto relation_kind = detail::RelationKind::many_to_many;
  ManyToMany() = default;
  explicit ManyToMany(const ManyToMany&) = default;
  ManyToMany& operator=(const ManyToMany&) = default;
};

/// The other side of a many-to-many relation that `Target` declares as its member `Via`.
template <class Target, FixedString Via>
class ReverseManyToMany : public WritableRelatedSet<Target> {
public:
  static constexpr auto relation_kind = detail::RelationKind::reverse_many_to_many;
  static constexpr std::string_view via = Via.view();
  ReverseManyToMany() = default;
  explicit ReverseManyToMany(const ReverseManyToMany&) = default;
  ReverseManyToMany& operator=(const ReverseManyToMany&) = default;
};

/// The objects whose foreign key `Via` points to this row. `remove`, `clear` and `set` exist where
/// the key may be NULL only: elsewhere a member cannot leave without another place to go.
template <class Target, FixedString Via>
class ReverseForeignKey : public RelatedSet<Target> {
  using Base = detail::RelatedSetBase;

  /// Is the key on the other side nullable?
  template <class T>
  static constexpr bool key_is_nullable = detail::any_field<T>([]<auto Member>() {
    using Field = detail::field_type<Member>;
    if constexpr (detail::ForwardKeyField<Field>)
      return detail::member_name<Member>() == Via.view() && Field::nullable;
    else
      return false;
  });

public:
  static constexpr auto relation_kind = detail::RelationKind::reverse_foreign_key;
  static constexpr std::string_view via = Via.view();
  ReverseForeignKey() = default;
  explicit ReverseForeignKey(const ReverseForeignKey&) = default;
  ReverseForeignKey& operator=(const ReverseForeignKey&) = default;

  /// Points the objects' keys here, in one statement.
  template <std::derived_from<Target>... Objects>
  void add(const Objects&... objects) {
    const std::array<const detail::Row*, sizeof...(objects)> rows{&objects...};
    Base::add(rows);
  }
  template <std::ranges::input_range Rows>
    requires(!std::derived_from<Rows, Target>)
  void add(const Rows& rows) {
    Base::add(this->pointers(rows));
  }
  /// Sets the objects' keys to NULL; DoesNotExist where one does not point here.
  template <class First, std::derived_from<Target>... Objects>
    requires(std::derived_from<First, Target> && key_is_nullable<First>)
  void remove(const First& first, const Objects&... objects) {
    const std::array<const detail::Row*, 1 + sizeof...(objects)> rows{&first, &objects...};
    Base::remove(rows);
  }
  void remove() {}
  template <std::ranges::input_range Rows, class T = Target>
    requires(key_is_nullable<T>)
  void set(const Rows& rows) {
    Base::set(this->pointers(rows));
  }
  template <class T = Target>
    requires(key_is_nullable<T>)
  void clear() {
    Base::clear();
  }
};

} // namespace orm

#endif
