// expect: model `Course` has no field or relation `titel`
#include "models.hpp"

#ifdef FIXED
orm::QuerySet<Student> f(const orm::Database& db) { return Student::objects(db).exclude("courses__title"_c == "DB"); }
#else
orm::QuerySet<Student> f(const orm::Database& db) { return Student::objects(db).exclude("courses__titel"_c == "DB"); }
#endif
