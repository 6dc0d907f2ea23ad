#include <orm/decimal.hpp>

#include "connection.hpp"

#include <algorithm>

namespace orm {
namespace {

struct Parts {
  bool negative = false;
  std::string_view whole; ///< without zeros in front
  std::string_view fraction;
};

std::optional<Parts> split(std::string_view text) {
  Parts parts;
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    parts.negative = text.front() == '-';
    text.remove_prefix(1);
  }
  const auto digits = [](std::string_view part) {
    return std::ranges::all_of(part, [](char c) { return c >= '0' && c <= '9'; });
  };
  const std::size_t point = std::min(text.find('.'), text.size());
  parts.whole = text.substr(0, point);
  if (point < text.size()) {
    parts.fraction = text.substr(point + 1);
    if (parts.fraction.empty())
      return std::nullopt;
  }
  if (parts.whole.empty() || !digits(parts.whole) || !digits(parts.fraction))
    return std::nullopt;
  parts.whole.remove_prefix(std::min(parts.whole.find_first_not_of('0'), parts.whole.size()));
  const auto zeros = [](std::string_view part) {
    return part.find_first_not_of('0') == std::string_view::npos;
  };
  if (parts.whole.empty() && zeros(parts.fraction))
    parts.negative = false;
  return parts;
}

int compare(const Parts& a, const Parts& b) {
  if (a.negative != b.negative)
    return a.negative ? -1 : 1;
  int order = 0;
  if (a.whole.size() != b.whole.size())
    order = a.whole.size() < b.whole.size() ? -1 : 1;
  else
    order = a.whole.compare(b.whole);
  const auto significant = [](std::string_view fraction) {
    return fraction.substr(0, fraction.find_last_not_of('0') + 1);
  };
  if (order == 0)
    order = significant(a.fraction).compare(significant(b.fraction));
  return a.negative ? -order : order;
}

/// Text that is no decimal, which another program may have written, comes after all that is.
int collate(void*, int size_a, const void* a, int size_b, const void* b) {
  const std::string_view left(static_cast<const char*>(a), static_cast<std::size_t>(size_a));
  const std::string_view right(static_cast<const char*>(b), static_cast<std::size_t>(size_b));
  const auto first = split(left);
  const auto second = split(right);
  if (first && second)
    return compare(*first, *second);
  if (first || second)
    return first ? -1 : 1;
  return left.compare(right);
}

} // namespace

Decimal::Decimal(std::string_view text) {
  const auto parts = split(text);
  if (!parts)
    throw FieldError("\"" + std::string(text) + "\" is no decimal number");
  text_ = parts->negative ? "-" : "";
  text_ += parts->whole.empty() ? std::string_view("0") : parts->whole;
  if (!parts->fraction.empty())
    (text_ += '.') += parts->fraction;
}

std::weak_ordering operator<=>(const Decimal& a, const Decimal& b) noexcept {
  return compare(*split(a.text_), *split(b.text_)) <=> 0;
}

void ColumnTraits<Decimal>::load(Decimal& field, const Cell& cell) {
  if (!split(cell.text()))
    cell.reject("a decimal number");
  field = Decimal(cell.text());
}

namespace detail {

void register_decimal_collation(sqlite3* handle) {
  sqlite3_create_collation_v2(handle, ColumnTraits<Decimal>::collation, SQLITE_UTF8, nullptr,
                              collate, nullptr);
}

} // namespace detail
} // namespace orm
