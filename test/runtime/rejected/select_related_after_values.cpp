// expect: Cannot call select_related\(\) after values\(\) or values_list\(\)
#include "models.hpp"

// row G22
#ifdef FIXED
auto f(const orm::Database& db) {
  return Student::objects(db).select_related("department").values("name"_c);
}
#else
auto f(const orm::Database& db) {
  return Student::objects(db).values("name"_c).select_related("department");
}
#endif
