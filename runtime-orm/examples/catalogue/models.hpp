// The Debian package catalogue: packages with their section, their maintainer and the packages they
// depend on.
#pragma once

#include <orm/orm.hpp>

#include <cstdint>
#include <string>

namespace catalogue {

struct Package;

struct Section : orm::Model<Section> {
  std::string name;
  orm::ReverseForeignKey<Package, "section"> packages;

  static constexpr auto fields = orm::fields<&Section::name, &Section::packages>;
};

struct Maintainer : orm::Model<Maintainer> {
  std::string name;
  orm::ReverseForeignKey<Package, "maintainer"> packages;

  static constexpr auto fields = orm::fields<&Maintainer::name, &Maintainer::packages>;
};

struct Package : orm::Model<Package> {
  std::string name;
  std::string version;
  std::string summary;
  std::int64_t installed_size = 0; // in KiB, as the catalogue has it
  orm::ForeignKey<Section> section;
  orm::ForeignKey<Maintainer> maintainer;
  orm::ManyToMany<Package> depends;
  orm::ReverseManyToMany<Package, "depends"> needed_by;

  static constexpr auto fields =
      orm::fields<&Package::name, &Package::version, &Package::summary, &Package::installed_size,
                  &Package::section, &Package::maintainer, &Package::depends, &Package::needed_by>;
};

} // namespace catalogue
