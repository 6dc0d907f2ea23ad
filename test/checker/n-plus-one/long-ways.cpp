// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// Ways of several relations, back and forth, in one loop nest (cases A4, A7, A8,
// A15, A32 together).

#include "library.hpp"

const Author &editor_of(const Book &book) { return *book.editor; }

// Way back then its to-one chain.
void through_the_way_back(orm::Database &db) {
  for (const Author &x : Author::objects(db).prefetch_related("books"))
    for (const Book &b : x.books.all())
      for (const Book &e : b.author->books.all())
        std::cout << e.title << e.editor->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-5]]:26: warning: query of 'Author' rows lacks an eager load of 'books__editor': 2 + N·M·M queries, 3 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Author &x : Author::objects(db).prefetch_related("books__editor"))

// Prefetch object on reverse FK whose query set joins another relation.
void behind_a_prefetch(orm::Database &db) {
  for (const Author &x : Author::objects(db).prefetch_related(orm::Prefetch<Author>("books", Book::objects(db).select_related("editor"))).order_by("name"))
    for (const Book &b : x.books.all())
      std::cout << b.author->name << b.editor->name << b.editor->edited.all().size() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:26: warning: query of 'Author' rows lacks an eager load of 'books__editor__edited': 2 + N·M queries, 3 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Author &x : Author::objects(db).prefetch_related(orm::Prefetch<Author>("books", Book::objects(db).select_related("editor")), "books__editor__edited").order_by("name"))

// To-one -> to-one cycles.
void there_and_on(orm::Database &db) {
  for (const Book &b : Book::objects(db).filter("id"_c > 0))
    for (const Book &o : b.author->books.all())
      std::cout << o.editor->name << o.author->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:24: warning: query of 'Book' rows lacks eager loads of 'author' and 'author__books__editor': 1 + 2N + N·M queries, 3 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Book &b : Book::objects(db).filter("id"_c > 0).select_related("author").prefetch_related("author__books__editor"))

// Same relation twice at two depths.
void same_relation_twice(orm::Database &db) {
  for (const Author &x : Author::objects(db).order_by("-name"))
    for (const Book &b : x.edited.all())
      for (const Book &o : b.author->edited.all())
        std::cout << o.title << '\n';
}
// CHECK-MESSAGES: :[[@LINE-5]]:26: warning: query of 'Author' rows lacks an eager load of 'edited__author__edited': 1 + N + 2N·M queries, 4 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Author &x : Author::objects(db).order_by("-name").prefetch_related("edited__author__edited"))

// Select_related literal replaced + new prefetch.
void several_of_one_row(orm::Database &db) {
  for (const Book &b : Book::objects(db).select_related("author").filter("id"_c > 1))
    std::cout << b.author->name << b.author->edited.all().size() << b.editor->books.all().size() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:24: warning: query of 'Book' rows lacks eager loads of 'editor', 'author__edited' and 'editor__books': 1 + 3N queries, 3 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Book &b : Book::objects(db).select_related("author", "editor").filter("id"_c > 1).prefetch_related("author__edited", "editor__books"))

// Two paths, one prefix of another in prefetch.
void prefix_and_path(orm::Database &db) {
  for (const Author &x : Author::objects(db).filter("id"_c > 0)) {
    for (const Book &b : x.books.all())
      std::cout << b.title << '\n';
    for (const Book &b : x.books.all())
      std::cout << b.editor->name << '\n';
  }
}
// CHECK-MESSAGES: :[[@LINE-7]]:26: warning: query of 'Author' rows lacks an eager load of 'books__editor': up to 1 + 2N + N·M queries, 3 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Author &x : Author::objects(db).filter("id"_c > 0).prefetch_related("books__editor")) {

void row_from_a_helper(orm::Database &db) {
  for (const Book &b : Book::objects(db).filter("id"_c > 2))
    for (const Book &o : editor_of(b).books.all())
      std::cout << o.title << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:24: warning: query of 'Book' rows lacks eager loads of 'editor' and 'editor__books': 1 + 2N queries, 2 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Book &b : Book::objects(db).filter("id"_c > 2).select_related("editor").prefetch_related("editor__books"))

// Optional pointers and null tests of get().
void null_tests(orm::Database &db) {
  for (const Book &b : Book::objects(db).filter("id"_c > 3))
    if (b.editor.get() != nullptr && b.author.get())
      std::cout << b.title << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:24: warning: query of 'Book' rows lacks eager loads of 'editor' and 'author': up to 1 + 2N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Book &b : Book::objects(db).filter("id"_c > 3).select_related("editor", "author"))

// Ternary rows.
void one_of_two_rows(orm::Database &db) {
  for (const Book &b : Book::objects(db).filter("id"_c >= 1)) {
    const Author &who = b.id % 2 ? *b.author : *b.editor;
    std::cout << who.name << '\n';
  }
}
// CHECK-MESSAGES: :[[@LINE-5]]:24: warning: query of 'Book' rows lacks eager loads of 'editor' and 'author': up to 1 + 2N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Book &b : Book::objects(db).filter("id"_c >= 1).select_related("editor", "author")) {

// Comparison of two loops' rows.
void two_rows_of_one_query(orm::Database &db) {
  const auto books = Book::objects(db).filter("id"_c >= 2);
  for (const Book &x : books)
    for (const Book &y : books)
      if (x.author->name < y.editor->name)
        std::cout << x.title << y.title << '\n';
}
// CHECK-MESSAGES: :[[@LINE-6]]:22: warning: query of 'Book' rows lacks eager loads of 'author' and 'editor': up to 1 + 2N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: const auto books = Book::objects(db).filter("id"_c >= 2).select_related("author", "editor");

int main() {
  orm::Database db{":memory:"};
  seed(db);
  through_the_way_back(db);
  behind_a_prefetch(db);
  there_and_on(db);
  same_relation_twice(db);
  several_of_one_row(db);
  prefix_and_path(db);
  row_from_a_helper(db);
  null_tests(db);
  one_of_two_rows(db);
  two_rows_of_one_query(db);
}
