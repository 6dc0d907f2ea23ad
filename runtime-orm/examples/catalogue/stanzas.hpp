// Reads the text form of a package catalogue, as `apt-cache dumpavail` prints it (deb-control(5)).
#pragma once

#include <cstddef>
#include <cstdint>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

namespace catalogue {

/// One package as the catalogue describes it.
struct Stanza {
  std::string package;
  std::string version;
  std::string summary;
  std::string section;
  std::string maintainer;
  std::int64_t installed_size = 0;
  /// The packages of Depends and Pre-Depends: for each, the alternatives in order of preference.
  std::vector<std::vector<std::string>> depends;
};

/// Reads one stanza after the other.
class StanzaReader {
public:
  /// `name` is what errors call the input.
  StanzaReader(std::istream& in, std::string name) : in_(in), name_(std::move(name)) {}

  /// Fills `stanza`, or says that there are no more. Throws std::runtime_error that names the line
  /// for text that is no catalogue.
  bool next(Stanza& stanza);

private:
  [[noreturn]] void fail(const std::string& problem) const;
  void set(Stanza& stanza, std::string_view field, std::string_view value) const;

  std::istream& in_;
  std::string name_;
  std::size_t line_ = 0;
};

} // namespace catalogue
