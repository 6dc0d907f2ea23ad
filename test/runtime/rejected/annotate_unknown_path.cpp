// expect: model `Student` has no field or relation `nope`
#include "models.hpp"

auto f(const orm::Database& db) {
#ifdef FIXED
  return Student::objects(db).aggregate(orm::Count("courses"_c));
#else
  return Student::objects(db).aggregate(orm::Count("nope"_c));
#endif
}
