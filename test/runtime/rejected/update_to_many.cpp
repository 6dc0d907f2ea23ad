// expect: `Student.courses` is not a column of its table
#include "models.hpp"

#ifdef FIXED
auto f(const orm::Database& db) { return Student::objects(db).update("name"_c = "Ann"); }
#else
auto f(const orm::Database& db) { return Student::objects(db).update("courses"_c = 1); }
#endif
