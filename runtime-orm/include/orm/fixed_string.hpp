#ifndef ORM_FIXED_STRING_HPP
#define ORM_FIXED_STRING_HPP

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace orm {

/// A string literal as a template argument: `ReverseForeignKey<Course, "department">`.
template <std::size_t N>
struct FixedString {
  char data[N]{};

  FixedString() = default;
  consteval FixedString(const char (&text)[N]) { std::copy_n(text, N, data); }

  [[nodiscard]] constexpr std::string_view view() const { return {data, N - 1}; }
  /// `data()` and `size()` make it a message for `static_assert` where the compiler takes one.
  [[nodiscard]] constexpr std::size_t size() const { return N - 1; }
};

namespace detail {

/// Joins the pieces that `Pieces()` returns (an array of string_view) into one FixedString.
template <auto Pieces>
consteval auto join() {
  constexpr std::size_t length = [] {
    std::size_t total = 0;
    for (std::string_view piece : Pieces())
      total += piece.size();
    return total;
  }();
  FixedString<length + 1> joined;
  char* out = joined.data;
  for (std::string_view piece : Pieces())
    out = std::copy(piece.begin(), piece.end(), out);
  return joined;
}

/// Where the first "__" of a path is; its size when there is none. By index, and not by
/// string_view::find: under -fsanitize=undefined g++ 12 cannot evaluate that at compile time.
constexpr std::size_t path_separator(std::string_view path) {
  for (std::size_t i = 0; i + 1 < path.size(); ++i)
    if (path[i] == '_' && path[i + 1] == '_')
      return i;
  return path.size();
}
/// "a__b__c" -> "a".
constexpr std::string_view path_head(std::string_view path) {
  return path.substr(0, path_separator(path));
}
/// "a__b__c" -> "b__c"; empty after the last name.
constexpr std::string_view path_rest(std::string_view path) {
  const std::size_t at = path_separator(path);
  return at == path.size() ? std::string_view{} : path.substr(at + 2);
}

/// The name of a type without its namespaces, read from the compiler's own spelling.
template <class T>
constexpr std::string_view type_name() {
  std::string_view text = __PRETTY_FUNCTION__;
  text = text.substr(text.find("T = ") + 4);
  text = text.substr(0, text.find_first_of(";]"));
  if (text.find('<') == std::string_view::npos)
    if (const auto at = text.rfind("::"); at != std::string_view::npos)
      text = text.substr(at + 2);
  return text;
}

/// The name of the member that a pointer to member points to.
template <auto Member>
constexpr std::string_view member_name() {
  std::string_view text = __PRETTY_FUNCTION__;
  text = text.substr(0, text.find_first_of(";]", text.find("Member = ")));
  return text.substr(text.rfind("::") + 2);
}

} // namespace detail
} // namespace orm

#endif
