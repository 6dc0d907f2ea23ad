// The whole catalogue, package by package: who maintains it, what it needs, and who maintains that.
#include "models.hpp"

#include <exception>
#include <iostream>

using namespace catalogue;

void print_report(std::ostream& out, orm::Database& db) {
  for (const Package& package : Package::objects(db).order_by("name")) {
    out << package.name << ' ' << package.version << " (" << package.section->name << "), "
        << package.maintainer->name << '\n';
    for (const Package& needed : package.depends.all())
      out << "  needs " << needed.name << " (" << needed.section->name << "), "
          << needed.maintainer->name << '\n';
  }
}

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: report DATABASE\n";
    return 2;
  }
  try {
    orm::Database db(argv[1], {.read_only = true});
    print_report(std::cout, db);
  } catch (const std::exception& error) {
    std::cerr << "report: " << error.what() << '\n';
    return 1;
  }
}
