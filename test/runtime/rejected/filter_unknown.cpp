// expect: model `Student` has no field or relation `nam`; choices: name, year, department, minor; relations: department, minor, courses
#include "models.hpp"

#ifdef FIXED
orm::QuerySet<Student> f(const orm::Database& db) { return Student::objects(db).filter("name"_c == "Ann"); }
#else
orm::QuerySet<Student> f(const orm::Database& db) { return Student::objects(db).filter("nam"_c == "Ann"); }
#endif
