// row G24: Django finds out when the statement fails.
// expect: query_set_reads_another_model[<(].*&Student::courses.*Department
#include "models.hpp"

#ifdef FIXED
auto f(orm::Database db) { return orm::Prefetch<Student>("courses", Course::objects(db)); }
#else
auto f(orm::Database db) { return orm::Prefetch<Student>("courses", Department::objects(db)); }
#endif
