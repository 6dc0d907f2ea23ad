// expect: only\(\) leaves out `Student.year`, which could not be read later: name it too, or declare it orm::Deferred
#include "models.hpp"

auto f(const orm::Database& db) {
#ifdef FIXED
  return Student::objects(db).only("name"_c, "year"_c, "department"_c, "minor"_c);
#else
  return Student::objects(db).only("name"_c, "department"_c, "minor"_c);
#endif
}
