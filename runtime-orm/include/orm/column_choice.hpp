#ifndef ORM_COLUMN_CHOICE_HPP
#define ORM_COLUMN_CHOICE_HPP

#include <orm/deferred.hpp>
#include <orm/field_path.hpp>

/// The checks of `only` and `defer`: what a query leaves out must be able to read itself later.
namespace orm::detail {

/// A member of a model, by name; nothing where `field` is empty.
struct NamedField {
  std::string_view model;
  std::string_view field;
};

/// The first column that `only(paths...)` leaves out although it is not an orm::Deferred.
template <class T, std::size_t N>
constexpr NamedField left_out(const std::array<std::string_view, N>& paths) {
  NamedField found{};
  any_field<T>([&]<auto Member>() {
    using Field = field_type<Member>;
    constexpr std::string_view name = member_name<Member>();
    if constexpr (!AnnotationField<Field> && !DeferredField<Field>) {
      bool named = !RelationField<Field> || ForwardKeyField<Field> ? false : true;
      std::array<std::string_view, N> below{};
      std::size_t count = 0;
      for (std::string_view path : paths) {
        const bool leads_through = path_head(path) == name;
        named |= leads_through;
        if constexpr (ForwardKeyField<Field>)
          named |=
              path.size() == name.size() + 3 && path.starts_with(name) && path.ends_with("_id");
        if (leads_through && !path_rest(path).empty())
          below[count++] = path_rest(path);
      }
      if (!named)
        found = {ModelName<T>::value, name};
      else if constexpr (RelationField<Field>)
        if (count != 0)
          found = left_out<typename Field::target_type>(below);
    }
    return !found.field.empty();
  });
  return found;
}

/// Does the path end at an orm::Deferred, through relations to one?
template <class T>
constexpr bool deferrable(std::string_view path) {
  return any_field<T>([&]<auto Member>() {
    using Field = field_type<Member>;
    if (member_name<Member>() != path_head(path))
      return false;
    if constexpr (DeferredField<Field>)
      return path_rest(path).empty();
    else if constexpr (may_follow<Field, Follow::to_one>())
      return !path_rest(path).empty() && deferrable<typename Field::target_type>(path_rest(path));
    else
      return false;
  });
}

template <class T, FixedString... Paths>
constexpr auto only_message() {
  constexpr NamedField field = left_out<T>(std::array{Paths.view()...});
  return std::array<std::string_view, 5>{
      "only() leaves out `", field.model, ".", field.field,
      "`, which could not be read later: name it too, or declare it orm::Deferred"};
}
template <class T, FixedString Path>
constexpr auto defer_message() {
  return std::array<std::string_view, 5>{
      "defer() leaves out `", ModelName<T>::value, ".", Path.view(),
      "`, which could not be read later: only an orm::Deferred column can be deferred"};
}

template <class T, FixedString... Paths>
void check_only() {
  static_assert(!(path_leaf_t<T, Paths>::many || ...),
                "only() follows relations to one: the rows of the others are no columns");
  if constexpr (constexpr NamedField field = left_out<T>(std::array{Paths.view()...});
                !field.field.empty())
    lookup_error<join<only_message<T, Paths...>>()>{};
}
template <class T, FixedString Path>
void check_defer() {
  using Leaf = path_leaf_t<T, Path>; // says what does not exist
  if constexpr (!deferrable<T>(Path.view()))
    lookup_error<join<defer_message<T, Path>>(), Leaf>{};
}

} // namespace orm::detail

#endif
