#ifndef ORM_VALUE_HPP
#define ORM_VALUE_HPP

#include <orm/error.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

struct sqlite3_stmt;
struct sqlite3_value;

namespace orm {

using Blob = std::vector<std::byte>;

/// One value as SQLite stores it: NULL, 64-bit integer, double, text, bytes.
using Value = std::variant<std::monostate, std::int64_t, double, std::string, Blob>;

/// One column of the row that a statement stands on. Valid until the statement moves on.
class Cell {
public:
  Cell(sqlite3_stmt* statement, int column) noexcept;
  [[nodiscard]] bool null() const noexcept;
  [[nodiscard]] std::int64_t integer() const;
  [[nodiscard]] double real() const;
  [[nodiscard]] std::string_view text() const;
  [[nodiscard]] Blob blob() const;
  /// Throws FieldError: the column holds something the field's type cannot take.
  [[noreturn]] void reject(const char* expected) const;

private:
  sqlite3_stmt* statement_;
  int column_;
  sqlite3_value* value_;
};

enum class Affinity : std::uint8_t { integer, real, text, blob };

/// How a C++ type is kept in a column. Specialise it for a type of your own:
/// `affinity`, `nullable`, `Value store(const T&)`, `void load(T&, const Cell&)`, and, where text
/// does not compare as text, `collation`.
template <class T>
struct ColumnTraits;

namespace detail {
/// nullptr where the type has no collation of its own.
template <class Traits>
constexpr const char* collation_of() {
  if constexpr (requires { Traits::collation; })
    return Traits::collation;
  else
    return nullptr;
}
} // namespace detail

template <class T>
  requires(std::integral<T> && !std::same_as<T, bool>)
struct ColumnTraits<T> {
  static constexpr Affinity affinity = Affinity::integer;
  static constexpr bool nullable = false;
  static Value store(T value) {
    if constexpr (std::same_as<std::make_unsigned_t<T>, T> && sizeof(T) == 8)
      if (value > static_cast<T>(std::numeric_limits<std::int64_t>::max()))
        throw FieldError("an unsigned value above 2^63-1 does not fit an SQLite integer");
    return static_cast<std::int64_t>(value);
  }
  static void load(T& field, const Cell& cell) {
    const std::int64_t value = cell.integer();
    field = static_cast<T>(value);
    if (static_cast<std::int64_t>(field) != value || (std::is_unsigned_v<T> && value < 0))
      cell.reject("an integer of the field's width");
  }
};

template <>
struct ColumnTraits<bool> {
  static constexpr Affinity affinity = Affinity::integer;
  static constexpr bool nullable = false;
  static Value store(bool value) { return std::int64_t{value}; }
  static void load(bool& field, const Cell& cell) { field = cell.integer() != 0; }
};

/// float and double. A long double has no exact place in SQLite, and is no column.
template <std::floating_point T>
  requires(sizeof(T) <= sizeof(double))
struct ColumnTraits<T> {
  static constexpr Affinity affinity = Affinity::real;
  static constexpr bool nullable = false;
  static Value store(T value) {
    if (value != value)
      throw FieldError("SQLite cannot store NaN: it would read back as NULL");
    return static_cast<double>(value);
  }
  static void load(T& field, const Cell& cell) { field = static_cast<T>(cell.real()); }
};

template <>
struct ColumnTraits<std::string> {
  static constexpr Affinity affinity = Affinity::text;
  static constexpr bool nullable = false;
  static Value store(std::string value) { return Value(std::move(value)); }
  static void load(std::string& field, const Cell& cell) { field = cell.text(); }
};

template <>
struct ColumnTraits<Blob> {
  static constexpr Affinity affinity = Affinity::blob;
  static constexpr bool nullable = false;
  static Value store(Blob value) { return Value(std::move(value)); }
  static void load(Blob& field, const Cell& cell) { field = cell.blob(); }
};

/// A value of an enum and the text that stands for it in the database.
template <class E>
struct EnumName {
  E value;
  std::string_view name;
};

/// Specialise it for an enum that is to be kept by name (Django's TextChoices):
///
///     template <>
///     inline constexpr auto orm::enum_names<Status> = std::to_array<orm::EnumName<Status>>(
///         {{Status::draft, "draft"}, {Status::published, "published"}});
///
/// An enum without names is kept as its integer.
template <class E>
inline constexpr auto enum_names = nullptr;

template <class T>
  requires std::is_enum_v<T>
struct ColumnTraits<T> {
  using Integer = ColumnTraits<std::underlying_type_t<T>>;
  static constexpr bool by_name =
      !std::same_as<std::remove_const_t<decltype(enum_names<T>)>, std::nullptr_t>;
  static constexpr Affinity affinity = by_name ? Affinity::text : Affinity::integer;
  static constexpr bool nullable = false;
  static Value store(T value) {
    if constexpr (by_name) {
      for (const auto& [known, name] : enum_names<T>)
        if (known == value)
          return std::string(name);
      throw FieldError("this value of the enum has no name in orm::enum_names");
    } else {
      return Integer::store(static_cast<std::underlying_type_t<T>>(value));
    }
  }
  static void load(T& field, const Cell& cell) {
    if constexpr (by_name) {
      const std::string_view text = cell.text();
      for (const auto& [value, name] : enum_names<T>)
        if (name == text) {
          field = value;
          return;
        }
      cell.reject("one of the enum's names");
    } else {
      std::underlying_type_t<T> value{};
      Integer::load(value, cell);
      field = static_cast<T>(value);
    }
  }
};

template <class T>
struct ColumnTraits<std::optional<T>> {
  static constexpr Affinity affinity = ColumnTraits<T>::affinity;
  static constexpr const char* collation = detail::collation_of<ColumnTraits<T>>();
  static constexpr bool nullable = true;
  static Value store(const std::optional<T>& value) {
    return value ? ColumnTraits<T>::store(*value) : Value{};
  }
  static void load(std::optional<T>& field, const Cell& cell) {
    if (cell.null())
      field.reset();
    else
      ColumnTraits<T>::load(field.emplace(), cell);
  }
};

} // namespace orm

#endif
