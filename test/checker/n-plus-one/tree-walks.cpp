// RUN: %check_orm %s
// RUN: %exits 3 %orm_verify %s -- %inputs
// case A21: a tree walk that is a loop, or a function object that calls itself. Two steps up, which have a
// path, are in two-steps.cpp.

#include "folders.hpp"
#include <deque>
#include <functional>
#include <queue>
#include <vector>

// Up to the root.
static int depth(const Folder &folder) {
  int levels = 0;
  for (const Folder *at = &folder; at->parent; ++levels)
    at = &*at->parent;
  return levels;
}
void depths(orm::Database &db) {
  for (const Folder &folder : Folder::objects(db))
    std::cout << depth(folder) << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:31: warning: query of 'Folder' rows lacks an eager load of 'parent': more than 1 + 2N queries [orm-n-plus-one]
// CHECK-MESSAGES: :[[@LINE-4]]:31: note: no fix-it, because this is read at every level of a tree, and an eager load goes as many levels deep as it names
void copies(orm::Database &db) {
  for (Folder folder : Folder::objects(db)) {
    while (folder.parent)
      folder = Folder(*folder.parent);
    std::cout << folder.name << '\n';
  }
}
// CHECK-MESSAGES: :[[@LINE-6]]:24: warning: query of 'Folder' rows lacks an eager load of 'parent': more than 1 + 2N queries [orm-n-plus-one]
// CHECK-MESSAGES: :[[@LINE-7]]:24: note: no fix-it, because this is read at every level of a tree

// What is still to be visited, last in first out.
void worklist(orm::Database &db) {
  std::vector<Folder> open = Folder::objects(db).filter("parent"_c.is_null()).to_vector();
  while (!open.empty()) {
    const Folder folder = open.back();
    open.pop_back();
    std::cout << folder.name << '\n';
    for (const Folder &inner : folder.folders.all())
      open.push_back(inner);
  }
}
// CHECK-MESSAGES: :[[@LINE-9]]:30: warning: query of 'Folder' rows lacks an eager load of 'folders': more than 1 + N + M queries [orm-n-plus-one]
// CHECK-MESSAGES: :[[@LINE-10]]:30: note: no fix-it, because this is read at every level of a tree

// First in, first out.
void level_by_level(orm::Database &db) {
  std::deque<Folder> open;
  for (const Folder &folder : Folder::objects(db).filter("parent"_c.is_null()))
    open.push_back(folder);
  while (!open.empty()) {
    const Folder folder = open.front();
    open.pop_front();
    for (const Folder &inner : folder.folders.all())
      open.push_back(inner);
  }
}
// CHECK-MESSAGES: :[[@LINE-9]]:31: warning: query of 'Folder' rows lacks an eager load of 'folders': more than 1 + N + M queries [orm-n-plus-one]
// CHECK-MESSAGES: :[[@LINE-10]]:31: note: no fix-it, because this is read at every level of a tree
void from_one(orm::Database &db) {
  std::queue<Folder> open;
  open.push(Folder::objects(db).get("id"_c == 1));
  for (; !open.empty(); open.pop())
    for (const Folder &inner : open.front().folders.all())
      open.push(inner);
}
// CHECK-MESSAGES: :[[@LINE-5]]:13: warning: query of 'Folder' rows lacks an eager load of 'folders': more than 1 + N + M queries [orm-n-plus-one]
// CHECK-MESSAGES: :[[@LINE-6]]:13: note: no fix-it, because this is read at every level of a tree

// A function object that calls itself.
void visited(orm::Database &db) {
  std::function<void(const Folder &)> visit = [&](const Folder &folder) {
    for (const Folder &inner : folder.folders.all())
      visit(inner);
  };
  for (const Folder &root : Folder::objects(db))
    visit(root);
}
// CHECK-MESSAGES: :[[@LINE-3]]:29: warning: query of 'Folder' rows lacks an eager load of 'folders': more than 1 + N + N·M queries [orm-n-plus-one]
// CHECK-MESSAGES: :[[@LINE-4]]:29: note: no fix-it, because this is read at every level of a tree
void visited_later(orm::Database &db) {
  std::function<void(const Folder &)> visit;
  visit = [&visit](const Folder &folder) {
    for (const Folder &inner : folder.folders.all())
      visit(inner);
  };
  for (const Folder &root : Folder::objects(db))
    visit(root);
}
// CHECK-MESSAGES: :[[@LINE-3]]:29: warning: query of 'Folder' rows lacks an eager load of 'folders': more than 1 + N + N·M queries [orm-n-plus-one]
// CHECK-MESSAGES: :[[@LINE-4]]:29: note: no fix-it, because this is read at every level of a tree
void handed_itself(orm::Database &db) {
  auto visit = [](auto &self, const Folder &folder) -> void {
    for (const Folder &inner : folder.folders.all())
      self(self, inner);
  };
  for (const Folder &root : Folder::objects(db))
    visit(visit, root);
}
// CHECK-MESSAGES: :[[@LINE-3]]:29: warning: query of 'Folder' rows lacks an eager load of 'folders': more than 1 + N + N·M queries [orm-n-plus-one]
// CHECK-MESSAGES: :[[@LINE-4]]:29: note: no fix-it, because this is read at every level of a tree

// Quiet: nothing is read of the rows but their own columns.
void own_columns(orm::Database &db) {
  std::vector<Folder> open = Folder::objects(db).to_vector();
  while (!open.empty()) {
    std::cout << open.back().name << '\n';
    open.pop_back();
  }
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  depths(db);
  copies(db);
  worklist(db);
  level_by_level(db);
  from_one(db);
  visited(db);
  visited_later(db);
  handed_itself(db);
  own_columns(db);
}
