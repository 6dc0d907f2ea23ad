// RUN: %check_orm %s
// RUN: %exits 3 %orm_verify %s -- %inputs
// case A21: a tree walk over a relation of a model to itself.

#include "folders.hpp"

void print_tree(const Folder &folder, int depth) {
  std::cout << std::string(depth, ' ') << folder.name << '\n';
  for (const Folder &inner : folder.folders.all())
    print_tree(inner, depth + 1);
}
void tree(orm::Database &db) {
  for (const Folder &root : Folder::objects(db).order_by("name"))
    print_tree(root, 0);
}
// CHECK-MESSAGES: :[[@LINE-3]]:29: warning: query of 'Folder' rows lacks an eager load of 'folders': more than 1 + N + N·M queries [orm-n-plus-one]
// CHECK-MESSAGES: :[[@LINE-4]]:29: note: no fix-it, because this is read at every level of a tree, and an eager load goes as many levels deep as it names: read the rows of all levels with one query, and link them in memory

std::string path(const Folder &folder) {
  return folder.parent ? path(*folder.parent) + '/' + folder.name : folder.name;
}
void paths(orm::Database &db) {
  for (const Folder &folder : Folder::objects(db))
    std::cout << path(folder) << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:31: warning: query of 'Folder' rows lacks an eager load of 'parent': more than 1 + 2N queries [orm-n-plus-one]
// CHECK-MESSAGES: :[[@LINE-4]]:31: note: no fix-it, because this is read at every level of a tree

// Two functions that call each other, from a single row.
void print_folder(const Folder &folder);
void print_folders(const Folder &folder) {
  for (const Folder &inner : folder.folders.all())
    print_folder(inner);
}
void print_folder(const Folder &folder) {
  std::cout << folder.name << '\n';
  print_folders(folder);
}
void subtree(orm::Database &db) {
  print_folder(Folder::objects(db).get("id"_c == 1));
}
// CHECK-MESSAGES: :[[@LINE-10]]:30: warning: query of 'Folder' rows lacks an eager load of 'folders': more than 2 + N queries [orm-n-plus-one]
// CHECK-MESSAGES: :[[@LINE-11]]:30: note: no fix-it, because this is read at every level of a tree

// Quiet twin: nothing is read at a level but its rows.
int depth(const Folder &folder, int from) {
  return folder.name.size() < static_cast<std::size_t>(from) ? from : depth(folder, from + 1);
}
void depths(orm::Database &db) {
  for (const Folder &folder : Folder::objects(db))
    std::cout << depth(folder, 0) << '\n';
}

int main() {
  orm::Database db{":memory:"};
  db.create_tables<Folder>();
  const Folder usr = Folder::objects(db).create({.name = "usr"});
  Folder::objects(db).create({.name = "lib", .parent = usr});
  Folder::objects(db).create({.name = "share", .parent = usr}); // two levels, as many as the formula names
  tree(db);
  paths(db);
  subtree(db);
  depths(db);
}
