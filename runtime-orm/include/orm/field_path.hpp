#ifndef ORM_FIELD_PATH_HPP
#define ORM_FIELD_PATH_HPP

#include <orm/lookup.hpp>

#include <tuple>

/// What a field path leads to, as a type: `"author__name"_c` from Book is a std::string. For the
/// verbs whose result is typed by its columns: values, aggregates, annotations.
namespace orm::detail {

/// The C++ value of a column: the row's member without what wraps it.
template <class Field>
struct ColumnValue {
  using type = Field;
};
template <AnnotationField Field>
struct ColumnValue<Field> {
  using type = typename Field::annotation_type;
};
template <DeferredField Field>
struct ColumnValue<Field> {
  using type = typename Field::deferred_type;
};

/// The end of a path. `Nullable`: a relation on the way may hold nothing. `Many`: one of them leads
/// to many rows.
template <class Value, bool Nullable, bool Many>
struct PathLeaf {
  static constexpr bool nullable = Nullable || is_optional<Value>;
  static constexpr bool many = Many;
  /// What one row has there.
  using plain = typename FieldValue<Value>::type;
  using type = std::conditional_t<nullable, std::optional<plain>, plain>;
};

template <std::size_t I, auto... Members>
consteval auto nth_member(const FieldList<Members...>&) {
  return std::tuple_element_t<
      I, std::tuple<std::integral_constant<decltype(Members), Members>...>>::value;
}

/// The place of the member `name` in the fields of T ("author_id": that of `author`); -1 for none.
template <class T>
consteval int member_index(std::string_view name, bool last) {
  int at = -1;
  int found = -1;
  any_field<T>([&]<auto Member>() {
    using Field = field_type<Member>;
    constexpr std::string_view member = member_name<Member>();
    ++at;
    bool here = member == name;
    if constexpr (RelationField<Field>) {
      if constexpr (is_attribute(Field::relation_kind))
        here = false;
      if constexpr (ForwardKeyField<Field>)
        here |= last && names_key_column(name, member);
    } else {
      here &= last;
    }
    if (here)
      found = at;
    return here;
  });
  return found;
}

template <class T, FixedString Path, bool Nullable = false, bool Many = false>
constexpr auto path_leaf() {
  constexpr std::string_view head = path_head(Path.view());
  constexpr bool last = path_rest(Path.view()).empty();
  if constexpr (last && (head == "id" || head == "pk")) {
    return PathLeaf<std::int64_t, Nullable, Many>{};
  } else if constexpr (constexpr int index = member_index<T>(head, last); index < 0) {
    lookup_error<join<unknown_field_message<T, head_of<Path>()>>()>{};
    return PathLeaf<std::int64_t, Nullable, Many>{};
  } else {
    using Field = field_type<nth_member<index>(T::fields)>;
    if constexpr (!RelationField<Field>) {
      return PathLeaf<typename ColumnValue<Field>::type, Nullable, Many>{};
    } else {
      constexpr bool many = Many || !is_to_one(Field::relation_kind);
      constexpr bool nullable = [] {
        if constexpr (ForwardKeyField<Field>)
          return Nullable || Field::nullable;
        else
          return true;
      }();
      if constexpr (last)
        return PathLeaf<std::int64_t, nullable, many>{};
      else
        return path_leaf<typename Field::target_type, rest_of<Path>(), nullable, many>();
    }
  }
}

template <class T, FixedString Path>
using path_leaf_t = decltype(path_leaf<T, Path>());

} // namespace orm::detail

#endif
