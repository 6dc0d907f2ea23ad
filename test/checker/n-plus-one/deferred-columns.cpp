// RUN: %check_orm %s
// RUN: %orm_verify %s --expect '%s:14: 4 -> 1' --expect '%s:30: 4 -> 1' \
// RUN:   --expect '%s:37: 4 -> 1' --expect '%s:43: 4 -> 1' --expect '%s:47: 4 -> 1' \
// RUN:   --expect '%s:54: 7 -> 1' --expect '%s:63: 7 -> 1' --expect '%s:71: 4 -> 1' -- %inputs
// case A41: a column that the query leaves out, read for each row.

#include "notes.hpp"

static void print(const Note &note) {
  std::cout << note.title << ": " << *note.text << '\n';
}

static orm::QuerySet<Note> titles(orm::Database &db) {
  return Note::objects(db)
      .order_by("id")
      .defer("text"_c);
  // CHECK-MESSAGES: :[[@LINE-3]]:10: warning: query of 'Note' rows leaves out 'text', which the loop reads: 1 + N queries, 1 with the fix [orm-n-plus-one]
  // CHECK-FIXES: .order_by("id");
}

static void print_all(const orm::QuerySet<Note> &notes) {
  for (const Note &note : notes)
    print(note);
}

int main() {
  orm::Database db{":memory:"};
  seed(db);

  for (const Note &note : Note::objects(db).defer("text"_c))
    std::cout << note.text.get() << '\n';
  // CHECK-MESSAGES: :[[@LINE-2]]:27: warning: query of 'Note' rows leaves out 'text', which the loop reads: 1 + N queries, 1 with the fix [orm-n-plus-one]
  // CHECK-MESSAGES: :[[@LINE-3]]:3: note: its rows are looped over here
  // CHECK-MESSAGES: :[[@LINE-3]]:28: note: 'text' is loaded here, once for each row
  // CHECK-FIXES: for (const Note &note : Note::objects(db)){{$}}

  for (const Note &note : Note::objects(db).only("title"_c, "book"_c, "source"_c))
    std::cout << note.text->size() << '\n';
  // CHECK-MESSAGES: :[[@LINE-2]]:27: warning: query of 'Note' rows leaves out 'text', which the loop reads: 1 + N queries, 1 with the fix [orm-n-plus-one]
  // CHECK-FIXES: .only("title"_c, "book"_c, "source"_c, "text"_c))

  // Columns that nothing reads stay left out.
  for (const Note &note : Note::objects(db).defer("source"_c, "text"_c))
    print(note);
  // CHECK-MESSAGES: :[[@LINE-2]]:27: warning: query of 'Note' rows leaves out 'text', which the loop reads: 1 + N queries, 1 with the fix [orm-n-plus-one]
  // CHECK-FIXES: .defer("source"_c))
  const auto both = Note::objects(db).defer("text"_c);
  for (const Note &note : both.defer("source"_c))
    std::cout << std::string(note.text) << '\n';
  // CHECK-MESSAGES: :[[@LINE-3]]:21: warning: query of 'Note' rows leaves out 'text', which the loop reads: 1 + N queries, 1 with the fix [orm-n-plus-one]
  // CHECK-FIXES: const auto both = Note::objects(db);

  // Two columns.
  for (const Note &note : Note::objects(db).only("title"_c, "book"_c))
    std::cout << *note.text << *note.source << '\n';
  // CHECK-MESSAGES: :[[@LINE-2]]:27: warning: query of 'Note' rows leaves out 'text' and 'source', which the loop reads: 1 + 2N queries, 1 with the fix [orm-n-plus-one]
  // CHECK-FIXES: .only("title"_c, "book"_c, "text"_c, "source"_c))

  // Through a function that returns the query, and one that loops over it.
  print_all(titles(db));

  // A column beside a relation.
  for (const Note &note : Note::objects(db).defer("text"_c))
    std::cout << note.book->name << *note.text << '\n';
  // CHECK-MESSAGES: :[[@LINE-2]]:27: warning: query of 'Note' rows lacks an eager load of 'book': 1 + 2N queries, 1 with the fix [orm-n-plus-one]
  // CHECK-MESSAGES: :[[@LINE-3]]:27: warning: query of 'Note' rows leaves out 'text', which the loop reads: 1 + 2N queries, 1 with the fix [orm-n-plus-one]
  // CHECK-MESSAGES: :[[@LINE-4]]:27: note: the fix of another finding takes it out
  // CHECK-FIXES: Note::objects(db).select_related("book"))

  // The column of a joined row.
  for (const Note &note : Note::objects(db).select_related("book").defer("book__preface"_c))
    std::cout << *note.book->preface << '\n';
  // CHECK-MESSAGES: :[[@LINE-2]]:27: warning: query of 'Note' rows leaves out 'book__preface', which the loop reads: 1 + N queries, 1 with the fix [orm-n-plus-one]
  // CHECK-FIXES: Note::objects(db).select_related("book"))

  // Quiet twins: nothing leaves it out, or not for long; another column; one row.
  for (const Note &note : Note::objects(db))
    std::cout << *note.text << '\n';
  for (const Note &note : Note::objects(db).only("title"_c, "book"_c, "text"_c).defer("source"_c))
    std::cout << *note.text << '\n';
  for (const Note &note : Note::objects(db).defer("text"_c).defer(nullptr))
    std::cout << *note.text << '\n';
  for (const Note &note : Note::objects(db).defer("text"_c).only("title"_c, "book"_c, "text"_c))
    std::cout << *note.text << '\n';
  for (const Note &note : Note::objects(db).select_related("book").only("title"_c, "book"_c))
    std::cout << *note.book->preface << '\n';
  for (const Note &note : Note::objects(db).defer("text"_c))
    std::cout << note.id << note.title << *note.source << note.text.loaded() << '\n';
  std::cout << *Note::objects(db).defer("text"_c).get("title"_c == "two").text << '\n';
  for (const Note &note : Note::objects(db).defer("text"_c).limit(1))
    std::cout << *note.text << '\n';
  for (Note note : Note::objects(db).defer("text"_c)) {
    note.text = "mine";
    std::cout << *note.text << '\n';
  }

  // Not reported yet: a comparison is no member of the column; the query of an
  // eager-load object leaves the column out.
  for (const Note &note : Note::objects(db).defer("text"_c))
    std::cout << (note.text == "text") << '\n';
  for (const Book &book : Book::objects(db).prefetch_related(orm::Prefetch<Book>("notes", Note::objects(db).defer("text"_c))))
    for (const Note &note : book.notes.all())
      std::cout << *note.text << '\n';
}
