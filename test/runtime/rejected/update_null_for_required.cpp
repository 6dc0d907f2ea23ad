// expect: `Student.minor` cannot be set to a nullptr_t|`Student.minor` cannot be set to a
#include "models.hpp"

#ifdef FIXED
auto f(const orm::Database& db) { return Student::objects(db).update("department"_c = nullptr); }
#else
auto f(const orm::Database& db) { return Student::objects(db).update("minor"_c = nullptr); }
#endif
