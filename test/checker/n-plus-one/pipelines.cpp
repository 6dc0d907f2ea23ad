// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case A23: pipelines of views: written in one expression, composed before, in several steps, in a member function.

#include "library.hpp"
#include <algorithm>
#include <ranges>
#include <string>
#include <vector>

const std::string &author_of(const Book &book) { return book.author->name; }

void composed(orm::Database &db) {
  const auto books = Book::objects(db).order_by("id");
  const auto names = std::views::transform(author_of) | std::views::take(3);
  for (const std::string &name : books | names)
    std::cout << name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-5]]:22: warning: query of 'Book' rows lacks an eager load of 'author': up to 1 + N queries, 1 with the fix
// CHECK-FIXES: const auto books = Book::objects(db).order_by("id").select_related("author");

void step_by_step(orm::Database &db) {
  const auto books = Book::objects(db).order_by("-id");
  auto some = books | std::views::filter([](const Book &book) { return book.title != "Rope"; });
  for (const Book &book : some | std::views::drop(1))
    std::cout << book.editor->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-5]]:22: warning: query of 'Book' rows lacks an eager load of 'editor': up to 1 + N queries, 1 with the fix
// CHECK-FIXES: const auto books = Book::objects(db).order_by("-id").select_related("editor");

void tested(orm::Database &db) {
  const auto books = Book::objects(db).order_by("title");
  for (const Book &book : books | std::views::filter([](const Book &each) { return each.author->name == "Rao"; }))
    std::cout << book.title << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:22: warning: query of 'Book' rows lacks an eager load of 'author': 1 + N queries, 1 with the fix
// CHECK-FIXES: const auto books = Book::objects(db).order_by("title").select_related("author");

// A relation to many in a pipeline, in a member function.
struct Shelf {
  orm::QuerySet<Author> authors;
  void print() const {
    for (const std::size_t count : authors | std::views::transform([](const Author &each) { return each.books.all().size(); }))
      std::cout << count << '\n';
  }
};
void in_a_member(orm::Database &db) {
  Shelf{Author::objects(db).order_by("name")}.print();
}
// CHECK-MESSAGES: :[[@LINE-2]]:9: warning: query of 'Author' rows lacks an eager load of 'books': 1 + N queries, 2 with the fix
// CHECK-FIXES: Shelf{Author::objects(db).order_by("name").prefetch_related("books")}.print();

void handed_to_an_algorithm(orm::Database &db) {
  const auto books = Book::objects(db).order_by("-title");
  std::vector<std::string> names;
  std::ranges::copy(books | std::views::transform(author_of), std::back_inserter(names));
  std::cout << names.size() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-5]]:22: warning: query of 'Book' rows lacks an eager load of 'author': 1 + N queries, 1 with the fix
// CHECK-FIXES: const auto books = Book::objects(db).order_by("-title").select_related("author");

// Quiet twins: loaded; nothing of the pipeline follows a relation.
void loaded(orm::Database &db) {
  const auto books = Book::objects(db).select_related("author");
  const auto names = std::views::transform(author_of) | std::views::take(3);
  for (const std::string &name : books | names)
    std::cout << name << '\n';
  Shelf{Author::objects(db).prefetch_related("books")}.print();
}
void titles(orm::Database &db) {
  const auto books = Book::objects(db);
  for (const std::string &title : books | std::views::transform(&Book::title) | std::views::drop(2))
    std::cout << title << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  composed(db);
  step_by_step(db);
  tested(db);
  in_a_member(db);
  handed_to_an_algorithm(db);
  loaded(db);
  titles(db);
}
