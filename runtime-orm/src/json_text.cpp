#include "json_text.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace orm::detail {
namespace {

/// The length of the UTF-8 sequence at the start of `text`, 0 where there is none (Unicode 15,
/// table 3-7: no surrogates, nothing overlong, nothing above U+10FFFF).
std::size_t sequence(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80)
    return 1;
  const std::size_t length = first >= 0xc2 && first < 0xe0   ? 2
                             : (first & 0xf0) == 0xe0        ? 3
                             : first >= 0xf0 && first < 0xf5 ? 4
                                                             : 0;
  if (length == 0 || text.size() < length)
    return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((byte(i) & 0xc0) != 0x80)
      return 0;
  const unsigned char second = byte(1);
  if ((first == 0xe0 && second < 0xa0) || (first == 0xed && second > 0x9f) ||
      (first == 0xf0 && second < 0x90) || (first == 0xf4 && second > 0x8f))
    return 0;
  return length;
}

} // namespace

void append_json(std::string& json, std::string_view text) {
  json += '"';
  while (!text.empty()) {
    const auto byte = static_cast<unsigned char>(text.front());
    const std::size_t length = sequence(text);
    if (length == 0) {
      json += "\xef\xbf\xbd";
      text.remove_prefix(1);
      continue;
    }
    if (byte == '"' || byte == '\\') {
      json += '\\';
      json += text.front();
    } else if (byte < 0x20 || byte == '<' || byte == 0x7f) {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\u%04x", byte);
      json += escape;
    } else {
      json += text.substr(0, length);
    }
    text.remove_prefix(length);
  }
  json += '"';
}

void append_key(std::string& json, std::string_view key) {
  if (json.back() != '{')
    json += ',';
  append_json(json, key);
  json += ':';
}

std::string hex_of(const Blob& bytes, std::size_t most) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string hex = "x'";
  for (std::size_t i = 0; i < std::min(bytes.size(), most); ++i) {
    hex += digits[static_cast<unsigned>(bytes[i]) >> 4];
    hex += digits[static_cast<unsigned>(bytes[i]) & 15];
  }
  return hex + "'";
}

void append_json(std::string& json, const Value& value) {
  struct Writer {
    std::string& json;
    void operator()(std::monostate) const { json += "null"; }
    void operator()(std::int64_t v) const { json += std::to_string(v); }
    void operator()(double v) const {
      char text[32];
      std::snprintf(text, sizeof text, "%.17g", v);
      if (std::isfinite(v))
        json += text;
      else
        append_json(json, std::string_view(text));
    }
    void operator()(const std::string& v) const { append_json(json, std::string_view(v)); }
    void operator()(const Blob& v) const {
      append_json(json, std::string_view(hex_of(v, v.size())));
    }
  };
  std::visit(Writer{json}, value);
}

} // namespace orm::detail
