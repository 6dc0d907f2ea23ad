#include <orm/chrono.hpp>

#include <algorithm>
#include <array>

namespace orm::detail {
namespace {

using namespace std::chrono;

void append(std::string& text, std::int64_t number, int width) {
  std::array<char, 20> digits{};
  for (auto at = static_cast<std::size_t>(width); at-- > 0; number /= 10)
    digits[at] = static_cast<char>('0' + number % 10);
  text.append(digits.data(), static_cast<std::size_t>(width));
}

/// Takes `width` digits off the front of `text`; -1 where it has none.
std::int64_t take_number(std::string_view& text, std::size_t width) {
  if (text.size() < width)
    return -1;
  std::int64_t number = 0;
  for (char c : text.substr(0, width)) {
    if (c < '0' || c > '9')
      return -1;
    number = number * 10 + (c - '0');
  }
  text.remove_prefix(width);
  return number;
}

bool take(std::string_view& text, char wanted) {
  if (text.empty() || text.front() != wanted)
    return false;
  text.remove_prefix(1);
  return true;
}

bool take_date(std::string_view& text, year_month_day& date) {
  const std::int64_t y = take_number(text, 4);
  const bool first = take(text, '-');
  const std::int64_t m = take_number(text, 2);
  const bool second = take(text, '-');
  const std::int64_t d = take_number(text, 2);
  if (y < 0 || m < 0 || d < 0 || !first || !second)
    return false;
  date =
      year{static_cast<int>(y)} / month{static_cast<unsigned>(m)} / day{static_cast<unsigned>(d)};
  return date.ok();
}

} // namespace

std::string date_text(year_month_day date) {
  if (!date.ok() || date.year() < year{0} || date.year() > year{9999})
    throw FieldError("this is no date of the years 0 to 9999, which text can hold in order");
  std::string text;
  append(text, int{date.year()}, 4);
  text += '-';
  append(text, unsigned{date.month()}, 2);
  text += '-';
  append(text, unsigned{date.day()}, 2);
  return text;
}

year_month_day date_from(const Cell& cell) {
  std::string_view text = cell.text();
  year_month_day date;
  if (!take_date(text, date) || !text.empty())
    cell.reject("a date (YYYY-MM-DD)");
  return date;
}

std::string time_text(sys_seconds second, std::int64_t fraction, int digits) {
  const auto day = floor<days>(second);
  // Checked before it becomes a year_month_day, whose year is 16 bits wide.
  if (day < sys_days{year{0} / 1 / 1} || day > sys_days{year{9999} / 12 / 31})
    throw FieldError("this is no time of the years 0 to 9999, which text can hold in order");
  const std::int64_t rest = (second - day).count();
  std::string text = date_text(day);
  text += ' ';
  append(text, rest / 3600, 2);
  text += ':';
  append(text, rest / 60 % 60, 2);
  text += ':';
  append(text, rest % 60, 2);
  if (digits > 0) {
    text += '.';
    append(text, fraction, digits);
  }
  return text;
}

TimeParts time_from(const Cell& cell, int digits) {
  std::string_view text = cell.text();
  year_month_day date;
  bool good = take_date(text, date) && (take(text, ' ') || take(text, 'T'));
  const std::int64_t h = take_number(text, 2);
  good = good && take(text, ':');
  const std::int64_t m = take_number(text, 2);
  good = good && take(text, ':');
  const std::int64_t s = take_number(text, 2);
  std::int64_t fraction = 0;
  if (take(text, '.')) {
    int seen = 0;
    for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; text.remove_prefix(1)) {
      if (seen < digits)
        fraction = fraction * 10 + (text.front() - '0'), ++seen;
      else
        good = good && text.front() == '0'; // more digits than the field has would be lost
    }
    for (; seen < digits; ++seen)
      fraction *= 10;
  }
  if (!good || !text.empty() || h < 0 || h > 23 || m < 0 || m > 59 || s < 0 || s > 59)
    cell.reject("a time (YYYY-MM-DD HH:MM:SS) of the field's precision");
  return {sys_days{date} + hours{h} + minutes{m} + seconds{s}, fraction};
}

} // namespace orm::detail
