// expect: Prefetch querysets cannot use raw\(\), values\(\), and values_list\(\)
#include "models.hpp"

// row G15: values are no objects to put into a relation. row G16: nor is there raw SQL here, which
// Django's Prefetch refuses too.
auto f(const orm::Database& db) {
#ifdef FIXED
  return orm::Prefetch<Student>("courses", Course::objects(db));
#else
  return orm::Prefetch<Student>("courses", Course::objects(db).values_list("id"_c));
#endif
}
