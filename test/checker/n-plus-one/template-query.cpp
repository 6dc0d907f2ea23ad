// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case A26: the query itself is in a template. It is fixed there where all
// instantiations lack the same.

#include "school.hpp"

/// Another type of stream, so that there are two instantiations.
struct Sink {
  template <class T> Sink &operator<<(const T &) { return *this; }
};

template <class Out> void print(Out &out, orm::Database &db) {
  for (const Course &course : Course::objects(db))
    out << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Course &course : Course::objects(db).select_related("department"))

// Quiet twin.
template <class Out> void print_loaded(Out &out, orm::Database &db) {
  for (const Course &course : Course::objects(db).select_related("department"))
    out << course.department->name << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  Sink sink;
  print(std::cout, db);
  print(sink, db);
  print_loaded(std::cout, db);
  print_loaded(sink, db);
}
