#include "stanzas.hpp"

#include <charconv>
#include <stdexcept>

namespace catalogue {

namespace {

std::string_view trim(std::string_view text) {
  const auto from = text.find_first_not_of(" \t\r");
  if (from == std::string_view::npos)
    return {};
  return text.substr(from, text.find_last_not_of(" \t\r") - from + 1);
}

/// Cuts off and returns what stands before the next `separator`.
std::string_view take(std::string_view& text, char separator) {
  const auto at = text.find(separator);
  const std::string_view piece = trim(text.substr(0, at));
  text = at == std::string_view::npos ? std::string_view() : text.substr(at + 1);
  return piece;
}

/// "libc6 (>= 2.34) | libc6.1:any, zlib1g [amd64]" to {{"libc6", "libc6.1"}, {"zlib1g"}}.
void add_dependencies(std::vector<std::vector<std::string>>& to, std::string_view text) {
  while (!text.empty()) {
    std::string_view group = take(text, ',');
    std::vector<std::string> alternatives;
    while (!group.empty()) {
      const std::string_view one = take(group, '|');
      alternatives.emplace_back(one.substr(0, one.find_first_of(" (:[")));
    }
    if (!alternatives.empty())
      to.push_back(std::move(alternatives));
  }
}

} // namespace

void StanzaReader::fail(const std::string& problem) const {
  throw std::runtime_error(name_ + ":" + std::to_string(line_) + ": " + problem);
}

void StanzaReader::set(Stanza& stanza, std::string_view field, std::string_view value) const {
  if (field == "Package")
    stanza.package = value;
  else if (field == "Version")
    stanza.version = value;
  else if (field == "Section")
    stanza.section = value;
  else if (field == "Maintainer")
    // "Ann Author <ann@example.org>": the address is nobody's business here.
    stanza.maintainer = trim(value.substr(0, value.find('<')));
  else if (field == "Description")
    stanza.summary = value;
  else if (field == "Depends" || field == "Pre-Depends")
    add_dependencies(stanza.depends, value);
  else if (field == "Installed-Size") {
    const char* const end = value.data() + value.size();
    if (const auto [at, error] = std::from_chars(value.data(), end, stanza.installed_size);
        error != std::errc() || at != end)
      fail("Installed-Size is `" + std::string(value) + "`, expected a number of KiB");
  }
}

bool StanzaReader::next(Stanza& stanza) {
  stanza = Stanza{.section = "(none)", .maintainer = "(none)"};
  bool inside = false;
  for (std::string text; std::getline(in_, text);) {
    ++line_;
    if (trim(text).empty()) {
      if (inside)
        break;
      continue;
    }
    inside = true;
    // A line that begins with a blank goes on with the field before it, such as Tag or the long
    // part of a description. No field that is kept here is ever continued.
    if (text.front() == ' ' || text.front() == '\t')
      continue;
    const auto colon = text.find(':');
    if (colon == std::string::npos)
      fail("expected `Field: value`, found `" + text + "`");
    set(stanza, std::string_view(text).substr(0, colon),
        trim(std::string_view(text).substr(colon + 1)));
  }
  if (inside && stanza.package.empty())
    fail("the package that ends here has no Package field");
  return inside;
}

} // namespace catalogue
