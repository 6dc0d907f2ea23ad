// RUN: %check_orm %s
// RUN: %exits 3 %orm_verify %s -- %inputs
// case A26: the query itself is in a template.

#include "school.hpp"

/// Another type of stream, so that there are two instantiations.
struct Sink {
  template <class T> Sink &operator<<(const T &) { return *this; }
};

// Not reported yet: a fix-it, although the query is the same in every
// instantiation.
template <class Out> void print(Out &out, orm::Database &db) {
  for (const Course &course : Course::objects(db))
    out << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with it [orm-n-plus-one]
// CHECK-MESSAGES: :[[@LINE-4]]:31: note: no fix-it, because the query is in a template: add .select_related("department") if it suits every instantiation

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
