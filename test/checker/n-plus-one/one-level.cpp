// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case A21: one level of a relation to the model itself.

#include "folders.hpp"

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
  seed(db);
  one_level(db);
  one_level_loaded(db);
}
