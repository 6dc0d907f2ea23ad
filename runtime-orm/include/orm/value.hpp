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
/// `affinity`, `nullable`, `Value store(const T&)`, `void load(T&, const Cell&)`.
template <class T>
struct ColumnTraits;

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

template <std::floating_point T>
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

template <class T>
  requires std::is_enum_v<T>
struct ColumnTraits<T> {
  static constexpr Affinity affinity = Affinity::integer;
  static constexpr bool nullable = false;
  static Value store(T value) { return static_cast<std::int64_t>(value); }
  static void load(T& field, const Cell& cell) { field = static_cast<T>(cell.integer()); }
};

template <class T>
struct ColumnTraits<std::optional<T>> {
  static constexpr Affinity affinity = ColumnTraits<T>::affinity;
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
