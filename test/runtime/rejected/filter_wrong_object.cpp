// expect: `Student.minor` cannot be compared with a Course
#include "models.hpp"

#ifdef FIXED
orm::QuerySet<Student> f(const orm::Database& db, const Department& d) { return Student::objects(db).filter("minor"_c == d); }
#else
orm::QuerySet<Student> f(const orm::Database& db, const Course& c) { return Student::objects(db).filter("minor"_c == c); }
#endif
