// Loads a package catalogue into an SQLite file: apt-cache dumpavail | load packages.db
#include "models.hpp"
#include "progress.hpp"
#include "stanzas.hpp"

#include <fstream>
#include <iostream>
#include <map>
#include <stdexcept>
#include <utility>

using namespace catalogue;

namespace {

/// The packages of one catalogue, and how to find each by name.
struct Catalogue {
  std::vector<Stanza> stanzas;
  std::map<std::string, std::size_t, std::less<>> by_name;
};

Catalogue read(std::istream& in, const std::string& name) {
  Catalogue result;
  Progress progress("reading packages");
  StanzaReader reader(in, name);
  for (Stanza stanza; reader.next(stanza); progress.step())
    // A package that is there for several architectures is one package here.
    if (result.by_name.try_emplace(stanza.package, result.stanzas.size()).second)
      result.stanzas.push_back(std::move(stanza));
  return result;
}

/// One row for each value that `name_of` gives, in the order of the values' first appearance.
template <class Row, class NameOf>
std::map<std::string, Row> create_named(orm::Database& db, const Catalogue& from, NameOf name_of) {
  std::map<std::string, Row> rows;
  std::vector<Row> fresh;
  for (const Stanza& stanza : from.stanzas)
    if (rows.try_emplace(name_of(stanza)).second)
      fresh.push_back({.name = name_of(stanza)});
  for (Row& row : Row::objects(db).bulk_create(std::move(fresh)))
    rows[row.name] = row;
  return rows;
}

/// The packages of `stanza`'s dependencies that the catalogue has, each once. Of alternatives the
/// first one that is there counts; virtual packages are not in a catalogue.
std::vector<Package> dependencies(const Stanza& stanza, const Catalogue& from,
                                  const std::vector<Package>& packages) {
  std::map<std::size_t, bool> seen;
  std::vector<Package> result;
  for (const std::vector<std::string>& alternatives : stanza.depends)
    for (const std::string& name : alternatives)
      if (const auto found = from.by_name.find(name); found != from.by_name.end()) {
        if (seen.try_emplace(found->second).second)
          result.push_back(packages[found->second]);
        break;
      }
  return result;
}

/// One row for each package, in the catalogue's order.
std::vector<Package> create_packages(orm::Database& db, const Catalogue& from) {
  const auto sections =
      create_named<Section>(db, from, [](const Stanza& stanza) { return stanza.section; });
  const auto maintainers =
      create_named<Maintainer>(db, from, [](const Stanza& stanza) { return stanza.maintainer; });

  std::vector<Package> packages;
  for (const Stanza& stanza : from.stanzas)
    packages.push_back({.name = stanza.package,
                        .version = stanza.version,
                        .summary = stanza.summary,
                        .installed_size = stanza.installed_size,
                        .section = sections.at(stanza.section),
                        .maintainer = maintainers.at(stanza.maintainer)});
  return Package::objects(db).bulk_create(std::move(packages));
}

void load(orm::Database& db, const Catalogue& from) {
  db.create_tables<Section, Maintainer, Package>();
  orm::Transaction transaction(db);

  std::vector<Package> packages = create_packages(db, from);
  Progress progress("writing packages", packages.size());
  for (std::size_t i = 0; i != packages.size(); ++i, progress.step())
    if (const auto needed = dependencies(from.stanzas[i], from, packages); !needed.empty())
      packages[i].depends.add(needed);

  transaction.commit();
}

} // namespace

int main(int argc, char** argv) {
  if (argc < 2 || argc > 3) {
    std::cerr << "usage: load DATABASE [CATALOGUE]\n"
                 "Reads a catalogue, or standard input, and writes it to a new SQLite file.\n";
    return 2;
  }
  try {
    if (std::ifstream(argv[1]))
      throw std::runtime_error(std::string(argv[1]) + ": is there already; name a new file");
    Catalogue catalogue;
    if (argc == 3) {
      std::ifstream file(argv[2]);
      if (!file)
        throw std::runtime_error(std::string(argv[2]) + ": cannot be read");
      catalogue = read(file, argv[2]);
    } else {
      catalogue = read(std::cin, "standard input");
    }
    if (catalogue.stanzas.empty())
      throw std::runtime_error("the catalogue is empty; on Debian `apt-get update` fills it");

    orm::Database db(argv[1]);
    load(db, catalogue);
    std::cout << catalogue.stanzas.size() << " packages\n";
  } catch (const std::exception& error) {
    std::cerr << "load: " << error.what() << '\n';
    return 1;
  }
}
