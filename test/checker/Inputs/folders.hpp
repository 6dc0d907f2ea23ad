// A model with a relation to itself: a tree.
#pragma once
#include <orm/orm.hpp>
#include <iostream>
#include <string>

using namespace orm::literals;

struct Folder : orm::Model<Folder> {
  std::string name;
  orm::ForeignKey<Folder, orm::nullable> parent;
  orm::ReverseForeignKey<Folder, "parent"> folders;
  static constexpr auto fields = orm::fields<&Folder::name, &Folder::parent, &Folder::folders>;
};

/// Three levels.
inline void seed(orm::Database &db) {
  db.create_tables<Folder>();
  const Folder usr = Folder::objects(db).create({.name = "usr"});
  const Folder lib = Folder::objects(db).create({.name = "lib", .parent = usr});
  Folder::objects(db).create({.name = "share", .parent = usr});
  Folder::objects(db).create({.name = "llvm", .parent = lib});
}
