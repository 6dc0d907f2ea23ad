// RUN: %check_orm %s -- -I%S/Inputs
// case A1, A2, A18: an ORM that is described by annotations alone.

#include "shelf.hpp"

void to_one(shelf::Store &store) {
  for (const Book &book : store.all<Book>().where("title <> ''"))
    std::cout << book.title << book.author->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:27: warning: query of 'Book' rows lacks an eager load of 'author': 1 + N queries [orm-n-plus-one]
// CHECK-MESSAGES: :[[@LINE-4]]:27: note: this ORM has no eager loading: join the related rows in the query itself

void key_only(shelf::Store &store) {
  for (const Book &book : store.all<Book>().where("title <> ''"))
    std::cout << book.title << book.author.key() << book.editor.key() << book.heading() << '\n';
}

void member(shelf::Store &store) {
  for (const Book &book : books(store))
    std::cout << book.editor->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:27: warning: query of 'Book' rows lacks an eager load of 'editor': 1 + N queries [orm-n-plus-one]

void accessor_to_one(shelf::Store &store) {
  for (const Book &book : books(store))
    std::cout << book.translator().name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:27: warning: query of 'Book' rows lacks an eager load of 'translator': 1 + N queries [orm-n-plus-one]

void accessor_to_many(shelf::Store &store) {
  for (const Book &book : books(store))
    for (const Chapter &chapter : book.chapters())
      std::cout << chapter.title << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:27: warning: query of 'Book' rows lacks an eager load of 'chapters': 1 + N queries [orm-n-plus-one]

void one_book(shelf::Store &store) {
  const Book only = book(store, 1);
  for (const Chapter &chapter : only.chapters())
    std::cout << chapter.title << only.author->name << '\n';
}

void by_key(shelf::Store &store, const std::vector<int> &ids) {
  for (int id : ids)
    std::cout << store.find<Book>(id)->title << '\n';
}
// CHECK-MESSAGES: :[[@LINE-2]]:18: warning: query of 'Book' rows runs once for each turn of the loop, each time for another value [orm-query-in-loop]

void by_function(shelf::Store &store, const std::vector<int> &ids) {
  for (int id : ids)
    std::cout << book(store, id).title << '\n';
}
// CHECK-MESSAGES: :[[@LINE-2]]:18: warning: query of 'Book' rows runs once for each turn of the loop, each time for another value [orm-query-in-loop]

void once(shelf::Store &store) {
  std::cout << book(store, 1).title << store.find<Book>(2)->title << books(store).size() << '\n';
}
