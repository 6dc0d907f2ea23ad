// expect: `Student.name` is not an integer
#include "models.hpp"

#ifdef FIXED
auto f(const orm::Database& db) { return Student::objects(db).update("year"_c = "year"_c + 1); }
#else
auto f(const orm::Database& db) { return Student::objects(db).update("year"_c = "name"_c + 1); }
#endif
