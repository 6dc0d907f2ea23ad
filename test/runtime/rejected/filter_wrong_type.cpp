// expect: `Student.name` cannot be compared with a int
#include "models.hpp"

#ifdef FIXED
orm::QuerySet<Student> f(const orm::Database& db) { return Student::objects(db).filter("year"_c == 3); }
#else
orm::QuerySet<Student> f(const orm::Database& db) { return Student::objects(db).filter("name"_c == 3); }
#endif
