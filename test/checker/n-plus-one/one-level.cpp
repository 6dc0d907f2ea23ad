// RUN: %check_orm %s
// RUN: %orm_verify %s
// case A21: one level of a relation to the model itself.

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

// One level is no recursion.
void one_level(orm::Database &db) {
  for (const Folder &folder : Folder::objects(db).order_by("-name"))
    for (const Folder &inner : folder.folders.all())
      std::cout << folder.name << '/' << inner.name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:31: warning: query of 'Folder' rows lacks an eager load of 'folders': 1 + N queries, 2 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Folder &folder : Folder::objects(db).order_by("-name").prefetch_related("folders"))

// Quiet twin.
void one_level_loaded(orm::Database &db) {
  for (const Folder &folder : Folder::objects(db).prefetch_related("folders"))
    for (const Folder &inner : folder.folders.all())
      std::cout << folder.name << '/' << inner.name << '\n';
}

int main() {
  orm::Database db{":memory:"};
  db.create_tables<Folder>();
  const Folder usr = Folder::objects(db).create({.name = "usr"});
  const Folder lib = Folder::objects(db).create({.name = "lib", .parent = usr});
  Folder::objects(db).create({.name = "share", .parent = usr});
  Folder::objects(db).create({.name = "llvm", .parent = lib});
  one_level(db);
  one_level_loaded(db);
}
