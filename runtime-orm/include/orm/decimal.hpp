#ifndef ORM_DECIMAL_HPP
#define ORM_DECIMAL_HPP

#include <orm/value.hpp>

#include <compare>

namespace orm {

/// A decimal number of any length, exact: money, measures (Django's DecimalField).
///
/// It is kept as text, digits as they were written, and compared as a number: 1.5 == 1.50, and
/// 9 < 10, here as in the database's filters, orderings, indexes and unique constraints, where its
/// column has the collation `orm_decimal`. There is no arithmetic: that is a decimal library's, and
/// `str()` is what it takes.
class Decimal {
public:
  Decimal() : text_("0") {}
  /// "-12.50". Throws FieldError for anything but a sign, digits, and perhaps a point with digits.
  explicit Decimal(std::string_view text);
  template <std::integral Number>
    requires(!std::same_as<Number, bool>)
  Decimal(Number number) : text_(std::to_string(number)) {}

  /// As it was written, without "+" and needless zeros in front.
  [[nodiscard]] const std::string& str() const noexcept { return text_; }

  friend bool operator==(const Decimal& a, const Decimal& b) noexcept { return (a <=> b) == 0; }
  /// 1.5 and 1.50 are equivalent and not the same.
  friend std::weak_ordering operator<=>(const Decimal& a, const Decimal& b) noexcept;

private:
  std::string text_;
};

template <>
struct ColumnTraits<Decimal> {
  static constexpr Affinity affinity = Affinity::text;
  static constexpr const char* collation = "orm_decimal";
  static constexpr bool nullable = false;
  static Value store(const Decimal& value) { return value.str(); }
  static void load(Decimal& field, const Cell& cell);
};

} // namespace orm

#endif
