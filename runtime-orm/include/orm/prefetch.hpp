#ifndef ORM_PREFETCH_HPP
#define ORM_PREFETCH_HPP

#include <orm/query_set.hpp>

namespace orm {

namespace detail {

#if defined(__clang__) // which warns where a model is in an unnamed namespace
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wundefined-internal"
#endif
/// As model_has_no_relation: its name and arguments are the compiler's message.
template <class Relation, class Target>
void query_set_reads_another_model(std::string_view name);
#if defined(__clang__)
#pragma clang diagnostic pop
#endif

/// Does the last relation of a checked path lead to `Target`?
template <class T, class Target>
constexpr void check_target(std::string_view path) {
  const std::string_view head = path_head(path);
  const std::string_view rest = path_rest(path);
  any_field<T>([&]<auto Member>() {
    using Field = field_type<Member>;
    if (member_name<Member>() != head)
      return false;
    if constexpr (RelationField<Field>) {
      if (!rest.empty())
        check_target<typename Field::target_type, Target>(rest);
      else if (!std::same_as<typename Field::target_type, Target>)
        query_set_reads_another_model<Choices<Member>, Target>(head);
    }
    return true;
  });
}

/// May the rows of a relation be put into the member `name`? It belongs to the model that has the
/// relation, the last one of the path.
template <class T>
constexpr bool takes_rows(std::string_view path, std::string_view name) {
  const std::string_view head = path_head(path);
  const std::string_view rest = path_rest(path);
  return any_field<T>([&]<auto Member>() {
    using Field = field_type<Member>;
    if constexpr (RelationField<Field>) {
      if (member_name<Member>() != head)
        return false;
      if (!rest.empty())
        return takes_rows<typename Field::target_type>(rest, name);
      return any_field<T>([&]<auto Other>() {
        using Attribute = field_type<Other>;
        if constexpr (RelationField<Attribute>)
          return is_attribute(Attribute::relation_kind) && member_name<Other>() == name &&
                 std::same_as<typename Attribute::target_type, typename Field::target_type> &&
                 (Attribute::relation_kind == RelationKind::prefetched_one) ==
                     is_to_one(Field::relation_kind);
        else
          return false;
      });
    } else {
      return false;
    }
  });
}

template <class T, FixedString Path, FixedString Name>
void check_to_attr() {
  static_assert(takes_rows<T>(Path.view(), Name.view()),
                "Prefetch: the name to put the rows under must be an orm::Prefetched of the "
                "relation's model (an orm::PrefetchedOne for a relation to one)");
}

} // namespace detail

/// A relation path that leads from `T` to `Target`, checked while compiling when it is a literal.
template <class T, class Target>
class PathTo : public RelationPath<T> {
public:
  template <std::size_t N>
  consteval PathTo(const char (&literal)[N]) : RelationPath<T>(literal) {
    detail::check_target<T, Target>(this->text());
  }
  PathTo(const Path& path) : RelationPath<T>(path) {}
};

/// A lookup for prefetch_related with a query set of its own, and perhaps another place to put the
/// rows: `Prefetch<Student>("courses", Course::objects(db).order_by("title"), "guides")`.
///
/// Without `to_attr` the relation itself then answers with these rows. With it, the member of that
/// name (an orm::Prefetched or orm::PrefetchedOne of the model) holds them and the relation stays
/// as it was. That name is checked when the query runs, since two literals cannot be checked
/// against each other; as `Prefetch<Student>("courses"_c, Course::objects(db), "guides"_c)` it is
/// checked while compiling. A query set with a limit or an offset is cut for each row, in one
/// statement. It must start at `objects(db)`, and read the model that the path leads to: that is
/// checked while compiling where the path is a literal, else it is a PrefetchError when the query
/// runs.
template <class T>
class Prefetch {
public:
  template <class Target>
  Prefetch(std::type_identity_t<PathTo<T, Target>> path, const QuerySet<Target>& rows,
           std::string to_attr = {})
      : lookup_{std::string(path.text()), rows.untyped().spec(), std::move(to_attr)} {}
  Prefetch(RelationPath<T> path, std::string to_attr)
      : lookup_{std::string(path.text()), nullptr, std::move(to_attr)} {}
  template <class Target, template <class...> class Shape, class... Columns>
  Prefetch(RelationPath<T>, const ValueSet<Target, Shape, Columns...>&, std::string = {}) {
    static_assert(sizeof...(Columns) == 0,
                  "Prefetch querysets cannot use raw(), values(), and values_list().");
  }
  template <FixedString Path, class Target, FixedString ToAttr>
  Prefetch(Column<Path>, const QuerySet<Target>& rows, Column<ToAttr>)
      : lookup_{std::string(Path.view()), rows.untyped().spec(), std::string(ToAttr.view())} {
    static_assert((detail::check_path<T, detail::Follow::any_relation>(Path.view()), true));
    static_assert((detail::check_target<T, Target>(Path.view()), true));
    detail::check_to_attr<T, Path, ToAttr>();
  }
  template <FixedString Path, FixedString ToAttr>
  Prefetch(Column<Path>, Column<ToAttr>)
      : lookup_{std::string(Path.view()), nullptr, std::string(ToAttr.view())} {
    static_assert((detail::check_path<T, detail::Follow::any_relation>(Path.view()), true));
    detail::check_to_attr<T, Path, ToAttr>();
  }
  explicit Prefetch(RelationPath<T> path) : lookup_{std::string(path.text()), nullptr, {}} {}

  [[nodiscard]] const detail::PrefetchLookup& lookup() const noexcept { return lookup_; }

private:
  detail::PrefetchLookup lookup_;
};

/// What prefetch_related takes: a path or a Prefetch. Lives as long as the call.
template <class T>
class PrefetchArgument {
public:
  constexpr PrefetchArgument() = default;
  template <std::size_t N>
  consteval PrefetchArgument(const char (&literal)[N]) : path_(literal) {}
  PrefetchArgument(const Path& path) : path_(path) {}
  PrefetchArgument(const Prefetch<T>& prefetch) : lookup_(&prefetch.lookup()) {}

  [[nodiscard]] bool empty() const noexcept { return !lookup_ && path_.text().empty(); }
  [[nodiscard]] detail::PrefetchLookup lookup() const {
    return lookup_ ? *lookup_ : detail::PrefetchLookup{std::string(path_.text()), nullptr, {}};
  }

private:
  RelationPath<T> path_;
  const detail::PrefetchLookup* lookup_ = nullptr;
};

namespace detail {

template <class T>
std::vector<PrefetchLookup> lookups(std::initializer_list<PrefetchArgument<T>> arguments) {
  std::vector<PrefetchLookup> found;
  for (const PrefetchArgument<T>& argument : arguments)
    if (!argument.empty())
      found.push_back(argument.lookup());
  return found;
}

template <class T>
concept ObjectOf = ModelObject<std::remove_cvref_t<T>>;
/// A pointer, a smart pointer or a std::optional.
template <class T>
concept MaybeObject = requires(const T& maybe) {
  static_cast<bool>(maybe);
  { *maybe } -> ObjectOf;
};
/// The elements must be there after the loop: references to objects, or to what holds them.
template <class T>
concept ObjectRange = std::ranges::input_range<T> &&
                      (ObjectOf<std::ranges::range_reference_t<T>> ||
                       MaybeObject<std::ranges::range_reference_t<T>>) &&
                      (std::is_lvalue_reference_v<std::ranges::range_reference_t<T>> ||
                       std::is_pointer_v<std::ranges::range_value_t<T>>);

/// The model behind an object, a pointer to one, or a range of either.
template <class Rows>
struct ModelOf;
template <ObjectOf Object>
struct ModelOf<Object> : std::type_identity<std::remove_cvref_t<Object>> {};
template <MaybeObject Maybe>
struct ModelOf<Maybe> : ModelOf<decltype(*std::declval<const Maybe&>())> {};
template <ObjectRange Range>
struct ModelOf<Range> : ModelOf<std::ranges::range_reference_t<Range>> {};

template <class Rows>
void collect(Rows& rows, std::vector<const Row*>& found) {
  if constexpr (ObjectOf<Rows>) {
    found.push_back(&rows);
  } else if constexpr (MaybeObject<Rows>) {
    if (rows)
      found.push_back(&*rows);
  } else {
    for (auto&& row : rows)
      collect(row, found);
  }
}

} // namespace detail

/// Loads relations of objects that are in memory already, one statement a level; what an object
/// has loaded before is not read again.
///
/// `rows` is one object, a pointer or std::optional (empty ones are passed over), or a range of
/// these; all of one database. Throws UnsavedError for an object that was never in one, and what
/// prefetch_related throws.
template <class Rows, class T = typename detail::ModelOf<std::remove_cvref_t<Rows>>::type>
void prefetch_related_objects(Rows&& rows,
                              std::initializer_list<std::type_identity_t<PrefetchArgument<T>>> all,
                              std::source_location where = std::source_location::current()) {
  std::vector<const detail::Row*> found;
  detail::collect(rows, found);
  detail::prefetch_related_objects(found, detail::lookups<T>(all), where);
}
/// The same for up to eight lookups without braces.
template <class Rows, class T = typename detail::ModelOf<std::remove_cvref_t<Rows>>::type>
void prefetch_related_objects(Rows&& rows, std::type_identity_t<PrefetchArgument<T>> a,
                              std::type_identity_t<PrefetchArgument<T>> b = {},
                              std::type_identity_t<PrefetchArgument<T>> c = {},
                              std::type_identity_t<PrefetchArgument<T>> d = {},
                              std::type_identity_t<PrefetchArgument<T>> e = {},
                              std::type_identity_t<PrefetchArgument<T>> f = {},
                              std::type_identity_t<PrefetchArgument<T>> g = {},
                              std::type_identity_t<PrefetchArgument<T>> h = {},
                              std::source_location where = std::source_location::current()) {
  prefetch_related_objects(rows, {a, b, c, d, e, f, g, h}, where);
}

} // namespace orm

#endif
