// expect: has no field or relation `minor__name`
#include "models.hpp"

#ifdef FIXED
auto f(const orm::Database& db) { return Student::objects(db).update("minor_id"_c = 1); }
#else
auto f(const orm::Database& db) { return Student::objects(db).update("minor__name"_c = "Law"); }
#endif
