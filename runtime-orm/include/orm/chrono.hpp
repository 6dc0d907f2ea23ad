#ifndef ORM_CHRONO_HPP
#define ORM_CHRONO_HPP

#include <orm/value.hpp>

#include <chrono>

/// Columns for dates and points in time, kept as the ISO 8601 text that SQLite's own date functions
/// read and Django writes. Text order is time order.
namespace orm {
namespace detail {

/// "2024-02-29". Throws FieldError for what is no date of the years 0 to 9999.
std::string date_text(std::chrono::year_month_day date);
std::chrono::year_month_day date_from(const Cell& cell);

/// "2024-02-29 23:59:59" and `digits` digits of the second.
std::string time_text(std::chrono::sys_seconds second, std::int64_t fraction, int digits);
struct TimeParts {
  std::chrono::sys_seconds second;
  std::int64_t fraction; ///< in units of 10^-digits seconds
};
/// Rejects a fraction that `digits` digits cannot hold.
TimeParts time_from(const Cell& cell, int digits);

} // namespace detail

/// A date: `std::chrono::year_month_day`.
template <>
struct ColumnTraits<std::chrono::year_month_day> {
  static constexpr Affinity affinity = Affinity::text;
  static constexpr bool nullable = false;
  static Value store(std::chrono::year_month_day date) { return detail::date_text(date); }
  static void load(std::chrono::year_month_day& field, const Cell& cell) {
    field = detail::date_from(cell);
  }
};

/// A date as a number of days: `std::chrono::sys_days`.
template <>
struct ColumnTraits<std::chrono::sys_days> {
  static constexpr Affinity affinity = Affinity::text;
  static constexpr bool nullable = false;
  static Value store(std::chrono::sys_days day) { return detail::date_text(day); }
  static void load(std::chrono::sys_days& field, const Cell& cell) {
    field = detail::date_from(cell);
  }
};

/// A point in time, in UTC: `std::chrono::sys_seconds`, `std::chrono::system_clock::time_point`.
/// The digits after the second are those of its duration: none, 3, 6 or 9.
template <class Duration>
  requires(std::integral<typename Duration::rep> && Duration::period::num == 1 &&
           (Duration::period::den == 1 || Duration::period::den == 1'000 ||
            Duration::period::den == 1'000'000 || Duration::period::den == 1'000'000'000))
struct ColumnTraits<std::chrono::time_point<std::chrono::system_clock, Duration>> {
  using Time = std::chrono::time_point<std::chrono::system_clock, Duration>;
  static constexpr Affinity affinity = Affinity::text;
  static constexpr bool nullable = false;
  static constexpr int digits = Duration::period::den == 1           ? 0
                                : Duration::period::den == 1'000     ? 3
                                : Duration::period::den == 1'000'000 ? 6
                                                                     : 9;
  static Value store(Time time) {
    const auto second = std::chrono::floor<std::chrono::seconds>(time);
    return detail::time_text(second, (time - second).count(), digits);
  }
  static void load(Time& field, const Cell& cell) {
    const detail::TimeParts parts = detail::time_from(cell, digits);
    // Nanoseconds since 1970 end in the year 2262.
    if (parts.second < std::chrono::ceil<std::chrono::seconds>(Time::min()) ||
        parts.second >= std::chrono::floor<std::chrono::seconds>(Time::max()))
      cell.reject("a time that its duration can count");
    field = Time(parts.second) + Duration(parts.fraction);
  }
};

} // namespace orm

#endif
