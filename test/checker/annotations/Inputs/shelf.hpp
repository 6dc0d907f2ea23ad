// An ORM that no profile describes: what its parts are, annotations say.
#pragma once
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#define SHELF_IS(Word) [[clang::annotate("orm:" #Word)]]

namespace shelf {

template <class T> class SHELF_IS(query) Rows {
public:
  SHELF_IS(refine) Rows where(const std::string &condition) const;
  SHELF_IS(begin) T *begin() const;
  SHELF_IS(end) T *end() const;
  SHELF_IS(count) int size() const;
};

template <class T> class [[clang::annotate("orm:to-one")]] Ref {
public:
  [[clang::annotate("orm:load")]] T *operator->() const;
  [[clang::annotate("orm:key")]] int key() const;
};

// Not annotated: a member of this type says itself what it is.
template <class T> class Lazy {
public:
  [[clang::annotate("orm:load")]] T *operator->() const;
  int key() const;
};

struct [[clang::annotate("orm:entity")]] Row {
  int id;
};

class Store {
public:
  template <class T> [[clang::annotate("orm:query")]] Rows<T> all();
  template <class T> [[clang::annotate("orm:one")]] std::unique_ptr<T> find(int id);
};

} // namespace shelf

struct Chapter : shelf::Row {
  std::string title;
};
struct Author : shelf::Row {
  std::string name;
};
struct Book : shelf::Row {
  std::string title;
  shelf::Ref<Author> author;
  [[clang::annotate("orm:to-one")]] shelf::Lazy<Author> editor;
  [[clang::annotate("orm:to-many")]] std::vector<Chapter> chapters() const;
  [[clang::annotate("orm:to-one")]] const Author &translator() const;
  const std::string &heading() const;
};

[[clang::annotate("orm:query")]] shelf::Rows<Book> books(shelf::Store &store);
[[clang::annotate("orm:one")]] Book book(shelf::Store &store, int id);
