// expect: `Student.year` cannot be set to a
#include "models.hpp"

#ifdef FIXED
auto f(const orm::Database& db) { return Student::objects(db).update("year"_c = 3); }
#else
auto f(const orm::Database& db) { return Student::objects(db).update("year"_c = "three"); }
#endif
