// expect: an integer column cannot be set to a floating-point expression
#include "models.hpp"

#ifdef FIXED
auto f(const orm::Database& db) { return Student::objects(db).update("year"_c = "year"_c * 2); }
#else
auto f(const orm::Database& db) { return Student::objects(db).update("year"_c = "year"_c * 1.5); }
#endif
