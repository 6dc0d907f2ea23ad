// row G1, row G5: rejected while compiling, at the call.
// expect: model_has_no_relation[<(].*Student.*Choices<&Student::department, &Student::minor, &Student::courses>
// expect: coursez
#include "models.hpp"

#ifdef FIXED
orm::QuerySet<Student> f(const orm::Database& db) { return Student::objects(db).prefetch_related("courses"); }
#else
orm::QuerySet<Student> f(const orm::Database& db) { return Student::objects(db).prefetch_related("coursez"); }
#endif
