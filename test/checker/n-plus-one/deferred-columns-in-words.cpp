// RUN: %check_orm %s
// RUN: %exits 3 %orm_verify %s -- %inputs
// case A41: the loop writes what it reads later. Read before, with the rows, it
// would be another value: words, no fix.

#include "notes.hpp"

int main() {
  orm::Database db{":memory:"};
  seed(db);
  for (const Note &note : Note::objects(db).defer("text"_c)) {
    Note::objects(db).filter("title"_c == "two").update("text"_c = "new"); // NOLINT(orm-query-in-loop, orm-write-in-loop)
    std::cout << *note.text << '\n';
  }
  // CHECK-MESSAGES: :[[@LINE-4]]:27: warning: query of 'Note' rows leaves out 'text', which the loop reads: 1 + N queries [orm-n-plus-one]
  // CHECK-MESSAGES: :[[@LINE-5]]:27: note: change 'defer' so that it is read with the rows
}
