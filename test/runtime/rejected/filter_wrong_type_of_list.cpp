// expect: `Student.year` cannot be compared with
#include "models.hpp"

#ifdef FIXED
orm::QuerySet<Student> f(const orm::Database& db) { return Student::objects(db).filter("year"_c.in({1, 2})); }
#else
orm::QuerySet<Student> f(const orm::Database& db) { return Student::objects(db).filter("year"_c.in({"a", "b"})); }
#endif
