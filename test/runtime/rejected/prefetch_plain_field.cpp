// row G3: rejected while compiling.
// expect: model_has_no_relation[<(].*Course.*Choices<&Course::student_set>
#include "models.hpp"

#ifdef FIXED
orm::QuerySet<Student> f(const orm::Database& db) { return Student::objects(db).prefetch_related("courses"); }
#else
orm::QuerySet<Student> f(const orm::Database& db) { return Student::objects(db).prefetch_related("courses__title"); }
#endif
