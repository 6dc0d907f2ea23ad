// expect: can be set by update\(\) only
#include "models.hpp"

#ifdef FIXED
auto f(const orm::Database& db) { return Student::objects(db).get_or_create("year"_c = 2); }
#else
auto f(const orm::Database& db) {
  return Student::objects(db).get_or_create("year"_c = "year"_c + 1);
}
#endif
