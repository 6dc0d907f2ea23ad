// row G18: rejected while compiling.
// expect: model_has_no_relation_to_one[<(].*Department.*Choices<>
#include "models.hpp"

#ifdef FIXED
orm::QuerySet<Student> f(const orm::Database& db) { return Student::objects(db).select_related("department", "minor"); }
#else
orm::QuerySet<Student> f(const orm::Database& db) { return Student::objects(db).select_related("department__minors"); }
#endif
