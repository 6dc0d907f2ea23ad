// expect: only\(\) leaves out `Student.department`, which could not be read later
#include "models.hpp"

// row G36: a foreign key that select_related follows cannot be left out; here none can.
auto f(const orm::Database& db) {
#ifdef FIXED
  return Student::objects(db)
      .only("name"_c, "year"_c, "department__name"_c, "minor"_c)
      .select_related("department");
#else
  return Student::objects(db).only("name"_c, "year"_c, "minor"_c).select_related("department");
#endif
}
