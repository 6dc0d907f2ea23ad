// RUN: %check_orm %s -- -I%S/Inputs
// case A3: what a function loads with its rows, an annotation says.

#include "loaded.hpp"

void by_function(shelf::Store &store) {
  for (const Book &book : books_and_authors(store).where("title <> ''"))
    std::cout << book.author->name << '\n';
}
void another_relation(shelf::Store &store) {
  for (const Book &book : books_and_authors(store))
    std::cout << book.author->name << book.editor->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:27: warning: query of 'Book' rows lacks an eager load of 'editor': 1 + N queries [orm-n-plus-one]

void by_method(shelf::Store &store) {
  for (const Book &book : all_books(store).with_people())
    std::cout << book.author->name << book.editor->name << '\n';
}
void without_it(shelf::Store &store) {
  for (const Book &book : all_books(store))
    std::cout << book.author->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:27: warning: query of 'Book' rows lacks an eager load of 'author': 1 + N queries [orm-n-plus-one]

void of_a_container(shelf::Store &store) {
  for (const Book &book : edited_books(store))
    std::cout << book.editor->name << '\n';
}
