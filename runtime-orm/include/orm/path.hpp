#ifndef ORM_PATH_HPP
#define ORM_PATH_HPP

#include <orm/fields.hpp>

#include <array>

namespace orm {

/// A path built at run time: `students.prefetch_related(orm::path(name))`. It is checked when the
/// query set runs, with the words the compiler would have used.
class Path {
public:
  explicit Path(std::string text) : text_(std::move(text)) {}
  [[nodiscard]] const std::string& text() const noexcept { return text_; }

private:
  std::string text_;
};
inline Path path(std::string text) { return Path(std::move(text)); }

namespace detail {

enum class Follow : std::uint8_t { any_relation, to_one, field };

template <class F, Follow follow>
constexpr bool may_follow() {
  if constexpr (!RelationField<F>)
    return follow == Follow::field;
  else if constexpr (follow == Follow::any_relation)
    return true;
  else
    return is_to_one(F::relation_kind);
}

/// Is `name` the column of the forward key `member`: "author_id" of `author`?
constexpr bool names_key_column(std::string_view name, std::string_view member) {
  return name.size() == member.size() + 3 && name.starts_with(member) && name.ends_with("_id");
}

/// The names a message offers, "choices: department, locker".
template <class T, Follow follow>
constexpr auto choices() {
  return [&]<auto... Members>(const FieldList<Members...>&) {
    std::array<std::string_view, 2 * sizeof...(Members) + 2> pieces{};
    std::size_t at = 0;
    const auto add = [&](bool wanted, std::string_view name) {
      if (!wanted)
        return;
      pieces[at] = at ? ", " : "";
      pieces[at + 1] = name;
      at += 2;
    };
    (add(may_follow<field_type<Members>, follow>(), member_name<Members>()), ...);
    if (at == 0)
      pieces[0] = "(none)";
    return pieces;
  }(T::fields);
}

// Calling one of these while a literal is checked stops the compiler, and its message names the
// function with its arguments: the model, the members there are to choose from, the wrong name. (A
// text as a template argument would say it better, but clang cuts it short.)
template <auto... Members>
struct Choices {};
#ifdef __clang__
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wundefined-internal" // of models in an unnamed namespace
#endif
template <class Model, class Choices>
void model_has_no_relation(std::string_view name);
template <class Model, class Choices>
void model_has_no_relation_to_one(std::string_view name);
template <class Model, class Choices>
void model_has_no_field(std::string_view name);
#ifdef __clang__
#pragma clang diagnostic pop
#endif

template <auto... A, auto... B>
Choices<A..., B...> operator+(Choices<A...>, Choices<B...>);
template <Follow follow, auto... Members>
auto choices_of(const FieldList<Members...>&) -> decltype((
    Choices<>{} + ... +
    std::conditional_t<may_follow<field_type<Members>, follow>(), Choices<Members>, Choices<>>{}));

template <class T, Follow follow>
constexpr void check_path(std::string_view path, bool own = true) {
  const std::string_view head = path_head(path);
  const std::string_view rest = path_rest(path);
  const bool known = any_field<T>([&]<auto Member>() {
    using Field = field_type<Member>;
    if constexpr (follow == Follow::field && ForwardKeyField<Field>)
      if (rest.empty() && names_key_column(head, member_name<Member>()))
        return true;
    if (member_name<Member>() != head)
      return false;
    if constexpr (!may_follow<Field, follow>()) {
      return false;
    } else if constexpr (AnnotationField<Field>) {
      return rest.empty() && own; // filled by annotate() of the query set's own model
    } else if constexpr (!RelationField<Field>) {
      return rest.empty();
    } else {
      if (!rest.empty())
        check_path<typename Field::target_type, follow>(rest, false);
      return true;
    }
  });
  const bool key = follow == Follow::field && (head == "id" || head == "pk") && rest.empty();
  if (!known && !key) {
    using Offer = decltype(choices_of<follow>(T::fields));
    if constexpr (follow == Follow::any_relation)
      model_has_no_relation<T, Offer>(head);
    else if constexpr (follow == Follow::to_one)
      model_has_no_relation_to_one<T, Offer>(head);
    else
      model_has_no_field<T, Offer>(head);
  }
}

} // namespace detail

/// A relation path from a model, checked against it while compiling when it is a literal.
template <class T, detail::Follow follow>
class CheckedPath {
public:
  constexpr CheckedPath() = default;
  template <std::size_t N>
  consteval CheckedPath(const char (&literal)[N]) : text_(literal, N - 1) {
    detail::check_path<T, follow>(text_);
  }
  CheckedPath(const Path& path) : text_(path.text()) {}
  [[nodiscard]] constexpr std::string_view text() const noexcept { return text_; }

private:
  std::string_view text_;
};

template <class T>
using RelationPath = CheckedPath<T, detail::Follow::any_relation>;
template <class T>
using ToOnePath = CheckedPath<T, detail::Follow::to_one>;

/// A field to order by, "-" for descending; may lead through relations to one. `Columns`: those of
/// `values`, whose numbers over groups may be named too.
template <class T, class... Columns>
class OrderName {
public:
  constexpr OrderName() = default;
  template <std::size_t N>
  consteval OrderName(const char (&literal)[N]) : text_(literal, N - 1) {
    const std::string_view name = text_.substr(text_.starts_with('-') ? 1 : 0);
    if (!((Columns::is_number && Columns::name == name) || ...))
      detail::check_path<T, detail::Follow::field>(name);
  }
  OrderName(const Path& path) : text_(path.text()) {}
  [[nodiscard]] constexpr std::string_view text() const noexcept { return text_; }

private:
  std::string_view text_;
};

} // namespace orm

#endif
