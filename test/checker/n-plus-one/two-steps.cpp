// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
//
// Two steps up a tree are no walk through it (tree-walks.cpp): they have a path.

#include "folders.hpp"

void two_steps(orm::Database &db) {
  for (const Folder &folder : Folder::objects(db)) {
    const Folder *at = &folder;
    if (at->parent)
      at = &*at->parent;
    if (at->parent)
      at = &*at->parent;
    std::cout << at->name << '\n';
  }
}
// CHECK-MESSAGES: :[[@LINE-9]]:31: warning: query of 'Folder' rows lacks an eager load of 'parent__parent': up to 1 + 2N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Folder &folder : Folder::objects(db).select_related("parent__parent")) {
// Nor is one function that is called for each of two steps.
static const Folder &up(const Folder &folder) {
  const Folder *at = &folder;
  if (at->parent)
    at = &*at->parent;
  return *at;
}
void called_twice(orm::Database &db) {
  for (const Folder &folder : Folder::objects(db))
    std::cout << up(up(folder)).name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:31: warning: query of 'Folder' rows lacks an eager load of 'parent__parent': up to 1 + 2N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Folder &folder : Folder::objects(db).select_related("parent__parent"))
// On one of two ways the row is a level higher, whichever is written first.
void either_way(orm::Database &db, bool higher) {
  for (const Folder &folder : Folder::objects(db).filter("parent"_c.is_null(false))) {
    const Folder *at;
    if (higher)
      at = &*folder.parent;
    else
      at = &folder;
    if (at->parent)
      std::cout << at->parent->name << '\n';
  }
}
// CHECK-MESSAGES: :[[@LINE-10]]:31: warning: query of 'Folder' rows lacks an eager load of 'parent__parent': up to 1 + 2N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Folder &folder : Folder::objects(db).filter("parent"_c.is_null(false)).select_related("parent__parent")) {
int main() {
  orm::Database db{":memory:"};
  seed(db);
  two_steps(db);
  called_twice(db);
  either_way(db, true);
}
