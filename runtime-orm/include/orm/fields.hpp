#ifndef ORM_FIELDS_HPP
#define ORM_FIELDS_HPP

#include <orm/fixed_string.hpp>
#include <orm/meta.hpp>

#include <tuple>
#include <utility>

namespace orm {

/// The members of a model that the database knows, in the order of its columns.
template <auto... Members>
struct FieldList {
  static constexpr std::size_t size = sizeof...(Members);
};

/// `static constexpr auto fields = orm::fields<&Student::first_name, &Student::courses>;`
/// Names and types are read from the members themselves.
template <auto... Members>
inline constexpr FieldList<Members...> fields{};

/// `static constexpr auto ordering = orm::ordering("last_name", "-id");`: how the rows of a model
/// are ordered where a query set does not say.
template <class... Names>
consteval auto ordering(Names... names) {
  return std::array<std::string_view, sizeof...(Names)>{names...};
}

/// Columns that no two rows share (Django's UniqueConstraint). NULLs do not count as equal.
template <auto... Members>
struct UniqueConstraint {};
/// A list of columns that the database can look up and sort by (Django's Index).
template <auto... Members>
struct Index {};

/// `static constexpr auto constraints = orm::constraints(orm::unique<&Enrol::student,
/// &Enrol::course>);`: create_tables makes them where they do not exist yet.
template <auto... Members>
inline constexpr UniqueConstraint<Members...> unique{};
/// `static constexpr auto indexes = orm::indexes(orm::index<&Student::last_name>);`. Keys and
/// unique columns have an index already.
template <auto... Members>
inline constexpr Index<Members...> index{};

template <class... Constraints>
consteval std::tuple<Constraints...> constraints(Constraints...) {
  return {};
}
template <class... Indexes>
consteval std::tuple<Indexes...> indexes(Indexes...) {
  return {};
}

namespace detail {

template <class T>
struct MemberPointer;
template <class Owner, class Field>
struct MemberPointer<Field Owner::*> {
  using field = Field;
  using owner = Owner;
};
template <auto Member>
using field_type = typename MemberPointer<decltype(Member)>::field;

template <class F>
concept RelationField = requires {
  typename F::target_type;
  F::relation_kind;
};
template <class F>
concept ForwardKeyField = RelationField<F> && is_forward_key(F::relation_kind);

/// orm::Annotation<T>: listed in the fields, but no column.
template <class F>
concept AnnotationField = requires { typename F::annotation_type; };
/// orm::Deferred<T>: a column that a query can leave out.
template <class F>
concept DeferredField = requires { typename F::deferred_type; };

template <class T>
concept HasFields = requires { T::fields; };

template <class T>
struct ModelName {
  static constexpr std::string_view value = type_name<T>();
};

/// Calls `visitor.template operator()<Member, Index>()` for each member until one returns true.
template <class T, class Visitor>
constexpr bool any_field(Visitor visitor) {
  static_assert(HasFields<T>,
                "this model has no `static constexpr auto fields = orm::fields<...>`");
  return [&]<auto... Members>(const FieldList<Members...>&) {
    return (visitor.template operator()<Members>() || ...);
  }(T::fields);
}

/// "FirstName" -> "first_name".
std::string snake_case(std::string_view name);

template <class T>
const ModelMeta& meta();

template <class T, auto Member>
void describe_field(ModelMeta& model, const T& sample) {
  using Field = field_type<Member>;
  const auto offset = static_cast<std::size_t>(reinterpret_cast<const char*>(&(sample.*Member)) -
                                               reinterpret_cast<const char*>(&sample));
  const std::string name(member_name<Member>());
  if constexpr (RelationField<Field>) {
    RelationMeta relation;
    relation.name = name;
    relation.kind = Field::relation_kind;
    relation.offset = offset;
    relation.target = &meta<typename Field::target_type>;
    if constexpr (requires { Field::via; })
      relation.via = Field::via;
    if constexpr (Field::relation_kind == RelationKind::many_to_many)
      Field::describe(relation);
    if constexpr (ForwardKeyField<Field>) {
      relation.nullable = Field::nullable;
      relation.on_delete = Field::on_delete;
      relation.column = name + "_id";
      ColumnMeta column{relation.column,
                        offset,
                        Affinity::integer,
                        Field::nullable,
                        Field::load_column,
                        nullptr,
                        static_cast<int>(model.relations.size())};
      model.columns.push_back(std::move(column));
    }
    model.relations.push_back(std::move(relation));
  } else if constexpr (AnnotationField<Field>) {
    model.annotations.push_back({name, offset, Field::load_value});
  } else {
    using Traits = ColumnTraits<Field>;
    model.columns.push_back(
        {name, offset, Traits::affinity, Traits::nullable,
         [](void* field, const Cell& cell) { Traits::load(*static_cast<Field*>(field), cell); },
         [](const void* field) { return Traits::store(*static_cast<const Field*>(field)); }, -1,
         collation_of<Traits>()});
    if constexpr (DeferredField<Field>) {
      model.columns.back().loaded = Field::is_loaded;
      model.columns.back().unload = Field::unload;
    }
  }
}

/// What the library does with every row is compiled once a model, without a loop over its fields.
template <class T, auto... Members>
struct RowFunctions {
  static void bind(void* row) {
    T& it = *static_cast<T*>(row);
    std::uint16_t relation = 0;
    (bind_field<Members>(it, relation), ...);
  }
  static void construct(void* place) { bind(new (place) T()); }
  static void copy(void* place, const void* row) { new (place) T(*static_cast<const T*>(row)); }
  static void destroy(void* row) { static_cast<T*>(row)->~T(); }
  static void read(void* row, sqlite3_stmt* statement, int column) {
    T& it = *static_cast<T*>(row);
    (read_field<Members>(it, statement, column), ...);
  }

private:
  template <auto Member>
  static void bind_field(T& row, std::uint16_t& relation) {
    if constexpr (RelationField<field_type<Member>>) {
      const auto offset =
          reinterpret_cast<const char*>(&(row.*Member)) - reinterpret_cast<const char*>(&row);
      (row.*Member).bind(static_cast<std::uint16_t>(offset), relation++);
    } else if constexpr (DeferredField<field_type<Member>>) {
      (row.*Member).bind(reinterpret_cast<const Row*>(&row));
    }
  }
  template <auto Member>
  static void read_field(T& row, sqlite3_stmt* statement, int& column) {
    using Field = field_type<Member>;
    if constexpr (ForwardKeyField<Field>)
      Field::load_column(&(row.*Member), Cell(statement, column++));
    else if constexpr (!RelationField<Field> && !AnnotationField<Field>)
      ColumnTraits<Field>::load(row.*Member, Cell(statement, column++));
  }
};

template <auto Member>
std::string column_name() {
  using Field = field_type<Member>;
  static_assert(!RelationField<Field> || ForwardKeyField<Field>,
                "a constraint or an index is over columns: this member is a relation to many");
  std::string name(member_name<Member>());
  return ForwardKeyField<Field> ? name + "_id" : name;
}
template <auto... Members>
IndexMeta describe_index(UniqueConstraint<Members...>) {
  return {{column_name<Members>()...}, true};
}
template <auto... Members>
IndexMeta describe_index(Index<Members...>) {
  return {{column_name<Members>()...}, false};
}

template <class T>
ModelMeta make_meta() {
  static_assert(HasFields<T>,
                "this model has no `static constexpr auto fields = orm::fields<...>`");
  ModelMeta model;
  model.name = ModelName<T>::value;
  if constexpr (requires { T::table; })
    model.table = T::table;
  else
    model.table = snake_case(model.name);
  model.size = sizeof(T);
  model.alignment = alignof(T);
  if constexpr (requires { T::ordering; })
    for (std::string_view name : T::ordering)
      model.ordering.emplace_back(name);
  const auto add_indexes = [&](auto... described) {
    (model.indexes.push_back(describe_index(described)), ...);
  };
  if constexpr (requires { T::constraints; })
    std::apply(add_indexes, T::constraints);
  if constexpr (requires { T::indexes; })
    std::apply(add_indexes, T::indexes);
  const T sample{};
  [&]<auto... Members>(const FieldList<Members...>&) {
    using Functions = RowFunctions<T, Members...>;
    model.construct = Functions::construct;
    model.bind = Functions::bind;
    model.read = Functions::read;
    model.copy = Functions::copy;
    model.destroy = Functions::destroy;
    (describe_field<T, Members>(model, sample), ...);
  }(T::fields);
  return model;
}

/// The description of a model, made when it is first asked for: by then its related models, which
/// may have been incomplete where it was declared, are known.
template <class T>
const ModelMeta& meta() {
  static const ModelMeta model = make_meta<T>();
  return model;
}

} // namespace detail
} // namespace orm

#endif
