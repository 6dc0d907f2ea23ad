#ifndef ORM_SRC_JSON_TEXT_HPP
#define ORM_SRC_JSON_TEXT_HPP

#include <orm/value.hpp>

/// Pieces of JSON. What is written is always valid UTF-8 and fit for a <script> element.
namespace orm::detail {

/// In quotes. Bytes that are no UTF-8 become U+FFFD; `<` becomes \u003c, so that no text can end
/// the element it is written in.
void append_json(std::string& json, std::string_view text);
/// `"key":`, after a comma unless the object has just begun.
void append_key(std::string& json, std::string_view key);
/// Text, numbers and null as they are; bytes as "x'00ff'", infinities as text.
void append_json(std::string& json, const Value& value);
/// "x'00ff'", at most `most` bytes of them.
std::string hex_of(const Blob& bytes, std::size_t most);

} // namespace orm::detail

#endif
