// expect: model `Student` has no field or relation `names`; choices: name, year
#include "models.hpp"

#ifdef FIXED
auto f(const orm::Database& db) { return Student::objects(db).update("name"_c = "Ann"); }
#else
auto f(const orm::Database& db) { return Student::objects(db).update("names"_c = "Ann"); }
#endif
