// expect: model `Department` has no field or relation `nam`
#include "models.hpp"

auto f(const orm::Database& db) {
#ifdef FIXED
  return Student::objects(db).values_list("name"_c, "department__name"_c);
#else
  return Student::objects(db).values_list("name"_c, "department__nam"_c);
#endif
}
