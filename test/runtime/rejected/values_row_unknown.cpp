// expect: values\(\) was not asked for this column
#include "models.hpp"

std::string f(const orm::Database& db) {
  const auto rows = Student::objects(db).values("name"_c);
#ifdef FIXED
  return rows[0]["name"_c];
#else
  return rows[0]["year"_c];
#endif
}
