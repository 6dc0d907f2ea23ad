#ifndef ORM_PREFETCH_HPP
#define ORM_PREFETCH_HPP

#include <orm/query_set.hpp>

namespace orm {

/// A lookup for prefetch_related with a query set of its own, and perhaps another place to put the
/// rows: `Prefetch<Student>("courses", Course::objects(db).order_by("title"), "guides")`.
///
/// Without `to_attr` the relation itself then answers with these rows. With it, the member of that
/// name (an orm::Prefetched or orm::PrefetchedOne of the model) holds them and the relation stays
/// as it was; the name is checked when the query runs.
template <class T>
class Prefetch {
public:
  template <class Target>
  Prefetch(RelationPath<T> path, const QuerySet<Target>& rows, std::string to_attr = {})
      : lookup_{std::string(path.text()), rows.untyped().spec(), std::move(to_attr)} {}
  Prefetch(RelationPath<T> path, std::string to_attr)
      : lookup_{std::string(path.text()), nullptr, std::move(to_attr)} {}
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
} // namespace detail

/// Loads relations of rows that are in memory already, one statement a level; what a row has
/// loaded before is not read again. `rows` is any range of model objects.
template <std::ranges::forward_range Rows, class T = std::ranges::range_value_t<Rows>>
void prefetch_related_objects(Rows&& rows, std::type_identity_t<PrefetchArgument<T>> a,
                              std::type_identity_t<PrefetchArgument<T>> b = {},
                              std::type_identity_t<PrefetchArgument<T>> c = {},
                              std::type_identity_t<PrefetchArgument<T>> d = {}) {
  std::vector<detail::Row*> pointers;
  for (auto& row : rows)
    pointers.push_back(&row);
  detail::prefetch_related_objects(pointers, detail::lookups<T>({a, b, c, d}));
}

} // namespace orm

#endif
