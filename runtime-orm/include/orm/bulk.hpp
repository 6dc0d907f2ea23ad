#ifndef ORM_BULK_HPP
#define ORM_BULK_HPP

#include <orm/field_path.hpp>

namespace orm {
namespace detail {

/// Does the name on the left of an assignment, or in a list of columns, stand for the key of the
/// row itself?
constexpr bool names_primary_key(std::string_view path) { return path == "id" || path == "pk"; }

template <class T, FixedString Path>
constexpr auto no_column_message() {
  return std::array<std::string_view, 6>{
      "`", ModelName<T>::value, ".", Path.view(), "` is not a column of its table", ""};
}

template <class F>
constexpr bool is_column() {
  if constexpr (RelationField<F>)
    return is_forward_key(F::relation_kind);
  else
    return !AnnotationField<F>;
}

/// Calls `visitor.template operator()<Member>()` for the member that Path names, a column of T or
/// a foreign key, the latter also as `<name>_id`.
template <class T, FixedString Path, class Visitor>
void with_column(Visitor visitor) {
  constexpr int index = member_index<T>(Path.view(), true);
  if constexpr (index < 0) {
    lookup_error<join<unknown_field_message<T, Path>>()>{};
  } else {
    constexpr auto member = nth_member<index>(T::fields);
    if constexpr (!is_column<field_type<member>>())
      lookup_error<join<no_column_message<T, Path>>()>{};
    else
      visitor.template operator()<member>();
  }
}

/// The name of the column in its table.
template <class T, FixedString Path>
std::string column_in_table() {
  std::string name;
  with_column<T, Path>([&]<auto Member>() { name = column_name<Member>(); });
  return name;
}

/// What bulk_create does with rows that a unique constraint refuses.
struct Conflicts {
  bool ignore = false;
  std::vector<std::string> unique_fields;
  std::vector<std::string> update_fields;
};

} // namespace detail

/// Lists of columns, for bulk_create.
template <FixedString... Paths>
struct UniqueFields {};
template <FixedString... Paths>
struct UpdateFields {};
template <FixedString... Paths>
consteval UniqueFields<Paths...> unique_fields(Column<Paths>...) {
  return {};
}
template <FixedString... Paths>
consteval UpdateFields<Paths...> update_fields(Column<Paths>...) {
  return {};
}

/// bulk_create option: a row that a unique constraint refuses is left out.
struct IgnoreConflicts {};
inline constexpr IgnoreConflicts ignore_conflicts{};

/// bulk_create option: a row that is there already, by the unique fields, gets the update fields of
/// the new one ("upsert"):
/// `bulk_create(rows, orm::update_conflicts(orm::unique_fields("isbn"_c),
/// orm::update_fields("title"_c)))`.
template <class Unique, class Update>
struct UpdateConflicts {};
template <FixedString... Unique, FixedString... Update>
consteval auto update_conflicts(UniqueFields<Unique...>, UpdateFields<Update...>) {
  static_assert(sizeof...(Unique) > 0 && sizeof...(Update) > 0,
                "update_conflicts takes at least one unique field and one field to update");
  return UpdateConflicts<UniqueFields<Unique...>, UpdateFields<Update...>>{};
}

namespace detail {

template <class T>
Conflicts conflicts(IgnoreConflicts) {
  Conflicts chosen;
  chosen.ignore = true;
  return chosen;
}
template <class T, FixedString... Unique, FixedString... Update>
Conflicts conflicts(UpdateConflicts<UniqueFields<Unique...>, UpdateFields<Update...>>) {
  return {false, {column_in_table<T, Unique>()...}, {column_in_table<T, Update>()...}};
}

} // namespace detail
} // namespace orm

#endif
