// expect: `Student.minor` cannot be set to a Course
#include "models.hpp"

#ifdef FIXED
auto f(const orm::Database& db) { return Student::objects(db).update("minor"_c = Department()); }
#else
auto f(const orm::Database& db) { return Student::objects(db).update("minor"_c = Course()); }
#endif
