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
  [[nodiscard, gnu::noinline]] QuerySet<Target> filter(const Expressions&... expressions) const {
    return QuerySet<Target>(query(detail::Access::returning_to(__builtin_return_address(0))))
        .filter(expressions...);
  }
  template <class Expression>
  [[nodiscard]] QuerySet<Target> filter(const Expression& expression,
                                        Here where = Here::current()) const {
    return all(where).filter(expression);
  }
  template <class... Expressions>
  [[nodiscard, gnu::noinline]] QuerySet<Target> exclude(const Expressions&... expressions) const {
    return QuerySet<Target>(query(detail::Access::returning_to(__builtin_return_address(0))))
        .exclude(expressions...);
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

  // As QuerySet has them.
  [[nodiscard]] QuerySet<Target> reverse(Here where = Here::current()) const {
    return all(where).reverse();
  }
  [[nodiscard]] QuerySet<Target> distinct(Here where = Here::current()) const {
    return all(where).distinct();
  }
  [[nodiscard]] QuerySet<Target> none(Here where = Here::current()) const {
    return all(where).none();
  }
  template <class... Named>
  [[nodiscard, gnu::noinline]] QuerySet<Target> annotate(const Named&... aggregates) const {
    return from(__builtin_return_address(0)).annotate(aggregates...);
  }
  template <class... Aggregates>
  [[gnu::noinline]] auto aggregate(const Aggregates&... aggregates) const {
    const void* address = __builtin_return_address(0);
    return from(address).compute(detail::Access::returning_to(address), aggregates...);
  }
  template <FixedString... Paths>
  [[nodiscard, gnu::noinline]] auto values_list(Column<Paths>... columns) const {
    return from(__builtin_return_address(0)).values_list(columns...);
  }
  template <FixedString... Paths>
  [[nodiscard, gnu::noinline]] auto values(Column<Paths>... columns) const {
    return from(__builtin_return_address(0)).values(columns...);
  }
  template <FixedString... Paths>
  [[nodiscard, gnu::noinline]] QuerySet<Target> only(Column<Paths>... columns) const {
    return from(__builtin_return_address(0)).only(columns...);
  }
  template <FixedString... Paths>
  [[nodiscard, gnu::noinline]] QuerySet<Target> defer(Column<Paths>... columns) const {
    return from(__builtin_return_address(0)).defer(columns...);
  }
  [[nodiscard]] std::optional<Target> last(Here where = Here::current()) const {
    return all(where).last(where);
  }
  [[nodiscard]] Target earliest(OrderName<Target> a, OrderName<Target> b = {},
                                OrderName<Target> c = {}, OrderName<Target> d = {},
                                Here where = Here::current()) const {
    return all(where).earliest(a, b, c, d, where);
  }
  [[nodiscard]] Target latest(OrderName<Target> a, OrderName<Target> b = {},
                              OrderName<Target> c = {}, OrderName<Target> d = {},
                              Here where = Here::current()) const {
    return all(where).latest(a, b, c, d, where);
  }
  template <class Ids>
  [[nodiscard]] std::map<std::int64_t, Target> in_bulk(const Ids& ids,
                                                       Here where = Here::current()) const {
    return all(where).in_bulk(ids, where);
  }
  [[nodiscard]] bool contains(const Target& row, Here where = Here::current()) const {
    return all(where).contains(row, where);
  }
  [[nodiscard]] RowRange<Target> iterator(std::optional<std::int64_t> chunk_size = std::nullopt,
                                          Here where = Here::current()) const {
    return all(where).iterator(chunk_size, where);
  }

  /// Inserts `row` as a member of this relation and returns it as saved.
  Target create(Target row, Here where = Here::current()) {
    RelatedSetBase::create(row, where);
    return row;
  }
  /// The member that has these values, else a new one with them (QuerySet::get_or_create).
  template <class... Assignments>
  [[gnu::noinline]] std::pair<Target, bool> get_or_create(const Assignments&... assignments) {
    return find_or_create(detail::Access::returning_to(__builtin_return_address(0)),
                          assignments...);
  }
  /// As get_or_create; a member that is there already gets the defaults. One transaction.
  template <class... Assignments>
  [[gnu::noinline]] std::pair<Target, bool> update_or_create(const Assignments&... assignments) {
    const auto access = detail::Access::returning_to(__builtin_return_address(0));
    Transaction transaction(query(access).connection());
    std::pair<Target, bool> result = find_or_create(access, assignments...);
    if (!result.second)
      detail::update_row<Target>(result.first, access, assignments...);
    transaction.commit();
    return result;
  }
  /// Sets columns of all members in one statement (QuerySet::update).
  template <FixedString... Paths, class... Values>
    requires(sizeof...(Paths) > 0)
  [[gnu::noinline]] std::int64_t update(const Assignment<Paths, Values>&... assignments) {
    const detail::AssignedColumn columns[] = {detail::lower_assignment<Target>(assignments)...};
    const auto access = detail::Access::returning_to(__builtin_return_address(0));
    return query(access).update(columns, access);
  }
  /// Deletes all members: the objects, not only their membership.
  Deleted delete_(Here where = Here::current()) { return query(where).erase(where); }

private:
  template <class... Assignments>
  std::pair<Target, bool> find_or_create(const detail::Access& access,
                                         const Assignments&... assignments) {
    Target row{};
    const detail::ConditionPtr condition = detail::prepare(row, assignments...);
    if (const detail::SetRef found = RelatedSetBase::find_or_create(row, condition, access))
      return {*static_cast<const Target*>(found->at(0)), false};
    return {std::move(row), true};
  }

protected:
  RelatedSet() = default;
  RelatedSet(const RelatedSet&) = default;
  RelatedSet& operator=(const RelatedSet&) = default;

  [[nodiscard]] QuerySet<Target> from(const void* return_address) const {
    return QuerySet<Target>(query(detail::Access::returning_to(return_address)));
  }

  template <std::ranges::input_range Rows>
  static std::vector<const detail::Row*> pointers(const Rows& rows) {
    std::vector<const detail::Row*> found;
    for (const Target& row : rows)
      found.push_back(&row);
    return found;
  }
};

/// What the rows of a through model hold beside their keys:
/// `student.courses.add(orm::through_defaults(Enrol{.grade = 1}), course)`.
template <class Through>
struct through_defaults {
  explicit through_defaults(Through row) : row(std::move(row)) {}
  Through row;
};

/// The writes that every many-to-many relation has, and a reverse foreign key that may be NULL.
template <class Target>
class WritableRelatedSet : public RelatedSet<Target> {
  using Base = detail::RelatedSetBase;
  using Here = std::source_location;

public:
  /// One statement for all of them; two where the links are rows of a through model. Adding a
  /// member again changes nothing.
  template <std::derived_from<Target>... Objects>
  [[gnu::noinline]] void add(const Objects&... objects) {
    const std::array<const detail::Row*, sizeof...(objects)> rows{&objects...};
    Base::add(rows, detail::Access::returning_to(__builtin_return_address(0)));
  }
  template <std::ranges::input_range Rows>
    requires(!std::derived_from<Rows, Target>)
  void add(const Rows& rows, Here where = Here::current()) {
    Base::add(this->pointers(rows), where);
  }
  /// The new links are copies of the defaults' row. Throws FieldError where the relation does not
  /// go through that model.
  template <class Through, std::derived_from<Target>... Objects>
  [[gnu::noinline]] void add(const through_defaults<Through>& defaults, const Objects&... objects) {
    const std::array<const detail::Row*, sizeof...(objects)> rows{&objects...};
    Base::add(rows, detail::Access::returning_to(__builtin_return_address(0)), &defaults.row,
              &detail::meta<Through>());
  }
  template <class Through, std::ranges::input_range Rows>
    requires(!std::derived_from<Rows, Target>)
  void add(const through_defaults<Through>& defaults, const Rows& rows,
           Here where = Here::current()) {
    Base::add(this->pointers(rows), where, &defaults.row, &detail::meta<Through>());
  }
  /// The objects stay; on a reverse foreign key DoesNotExist says that one was not a member.
  template <std::derived_from<Target>... Objects>
  [[gnu::noinline]] void remove(const Objects&... objects) {
    const std::array<const detail::Row*, sizeof...(objects)> rows{&objects...};
    Base::remove(rows, detail::Access::returning_to(__builtin_return_address(0)));
  }
  template <std::ranges::input_range Rows>
    requires(!std::derived_from<Rows, Target>)
  void remove(const Rows& rows, Here where = Here::current()) {
    Base::remove(this->pointers(rows), where);
  }
  /// Makes these and no others the members: reads the present ones, then writes the difference.
  template <std::ranges::input_range Rows>
  void set(const Rows& rows, Here where = Here::current()) {
    Base::set(this->pointers(rows), where);
  }
  void set(std::initializer_list<Target> rows, Here where = Here::current()) {
    Base::set(this->pointers(rows), where);
  }
  void clear(Here where = Here::current()) { Base::clear(where); }

protected:
  WritableRelatedSet() = default;
  WritableRelatedSet(const WritableRelatedSet&) = default;
  WritableRelatedSet& operator=(const WritableRelatedSet&) = default;
};

/// Many-to-many option, for a relation of a model to itself: who is linked to an object is linked
/// back (Django's `symmetrical=True`).
struct symmetrical {};
/// Many-to-many option: the links are rows of a model of their own, which has a foreign key to
/// either side and may have more columns. Where it has several keys to a side, their names say
/// which: `through<Transfer, "sender", "receiver">`.
template <class Model, FixedString Source = "", FixedString Target = "">
struct through {};

namespace detail {
template <class Option>
struct ManyToManyOption;
template <>
struct ManyToManyOption<symmetrical> {
  static void describe(RelationMeta& relation) { relation.symmetrical = true; }
};
template <class Model, FixedString Source, FixedString Target>
struct ManyToManyOption<through<Model, Source, Target>> {
  static void describe(RelationMeta& relation) {
    relation.through = &meta<Model>;
    relation.through_source = Source.view();
    relation.through_target = Target.view();
  }
};
} // namespace detail

/// Many objects on both sides, kept in a link table `<table>_<name>` or in a through model's.
template <class Target, class... Options>
class ManyToMany : public WritableRelatedSet<Target> {
public:
  static constexpr auto relation_kind = detail::RelationKind::many_to_many;
  static void describe(detail::RelationMeta& relation) {
    (detail::ManyToManyOption<Options>::describe(relation), ...);
  }
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
  using Here = std::source_location;

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
  [[gnu::noinline]] void add(const Objects&... objects) {
    const std::array<const detail::Row*, sizeof...(objects)> rows{&objects...};
    Base::add(rows, detail::Access::returning_to(__builtin_return_address(0)));
  }
  template <std::ranges::input_range Rows>
    requires(!std::derived_from<Rows, Target>)
  void add(const Rows& rows, Here where = Here::current()) {
    Base::add(this->pointers(rows), where);
  }
  /// Sets the objects' keys to NULL; DoesNotExist where one does not point here.
  template <class First, std::derived_from<Target>... Objects>
    requires(std::derived_from<First, Target> && key_is_nullable<First>)
  [[gnu::noinline]] void remove(const First& first, const Objects&... objects) {
    const std::array<const detail::Row*, 1 + sizeof...(objects)> rows{&first, &objects...};
    Base::remove(rows, detail::Access::returning_to(__builtin_return_address(0)));
  }
  void remove() {}
  template <std::ranges::input_range Rows, class T = Target>
    requires(!std::derived_from<Rows, Target> && key_is_nullable<T>)
  void remove(const Rows& rows, Here where = Here::current()) {
    Base::remove(this->pointers(rows), where);
  }
  template <std::ranges::input_range Rows, class T = Target>
    requires(key_is_nullable<T>)
  void set(const Rows& rows, Here where = Here::current()) {
    Base::set(this->pointers(rows), where);
  }
  template <class T = Target>
    requires(key_is_nullable<T>)
  void clear(Here where = Here::current()) {
    Base::clear(where);
  }
};

} // namespace orm

#endif
