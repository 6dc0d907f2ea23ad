// row G2: rejected while compiling.
// expect: model_has_no_relation[<(].*Course.*Choices<&Course::student_set>
// expect: courses__students
#include "models.hpp"

#ifdef FIXED
orm::QuerySet<Student> f(const orm::Database& db) { return Student::objects(db).prefetch_related("courses__student_set"); }
#else
orm::QuerySet<Student> f(const orm::Database& db) { return Student::objects(db).prefetch_related("courses__students"); }
#endif
