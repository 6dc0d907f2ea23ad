// RUN: %check_orm %s
// case A21: a tree walk over a relation of a model to itself.

#include <orm/orm.hpp>
#include <iostream>
#include <string>

struct Folder : orm::Model<Folder> {
  std::string name;
  orm::ForeignKey<Folder, orm::nullable> parent;
  orm::ReverseForeignKey<Folder, "parent"> folders;
  static constexpr auto fields = orm::fields<&Folder::name, &Folder::parent, &Folder::folders>;
};

void print_tree(const Folder &folder, int depth) {
  std::cout << std::string(depth, ' ') << folder.name << '\n';
  for (const Folder &inner : folder.folders.all())
    print_tree(inner, depth + 1);
}
void tree(orm::Database &db) {
  for (const Folder &root : Folder::objects(db).order_by("name"))
    print_tree(root, 0);
}
// Not reported yet: the walk. How deep it goes is not known here, so no number
// can be named and no path written.

std::string path(const Folder &folder) {
  return folder.parent ? path(*folder.parent) + '/' + folder.name : folder.name;
}
void paths(orm::Database &db) {
  for (const Folder &folder : Folder::objects(db))
    std::cout << path(folder) << '\n';
}
// Not reported yet: the way up, for the same reason.

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
