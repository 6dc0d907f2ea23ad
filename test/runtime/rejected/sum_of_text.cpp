// expect: Sum and Avg need a column of numbers
#include "models.hpp"

auto f(const orm::Database& db) {
#ifdef FIXED
  return Student::objects(db).aggregate(orm::Sum("year"_c));
#else
  return Student::objects(db).aggregate(orm::Sum("name"_c));
#endif
}
