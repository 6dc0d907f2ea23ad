// expect: model_has_no_field[<(].*Student.*Choices<&Student::name, &Student::year, &Student::department, &Student::minor>
#include "models.hpp"

#ifdef FIXED
orm::QuerySet<Student> f(const orm::Database& db) { return Student::objects(db).order_by("-name"); }
#else
orm::QuerySet<Student> f(const orm::Database& db) { return Student::objects(db).order_by("-nam"); }
#endif
