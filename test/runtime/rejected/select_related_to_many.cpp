// row G17: rejected while compiling.
// expect: model_has_no_relation_to_one[<(].*Student.*Choices<&Student::department, &Student::minor>
#include "models.hpp"

#ifdef FIXED
orm::QuerySet<Student> f(const orm::Database& db) { return Student::objects(db).select_related("department"); }
#else
orm::QuerySet<Student> f(const orm::Database& db) { return Student::objects(db).select_related("courses"); }
#endif
