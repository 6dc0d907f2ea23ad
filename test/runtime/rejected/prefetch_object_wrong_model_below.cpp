// expect: query_set_reads_another_model[<(].*&Course::student_set.*Course
#include "models.hpp"

#ifdef FIXED
auto f(orm::Database db) {
  return orm::Prefetch<Student>("courses__student_set", Student::objects(db));
}
#else
auto f(orm::Database db) {
  return orm::Prefetch<Student>("courses__student_set", Course::objects(db));
}
#endif
