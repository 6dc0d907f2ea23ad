// expect: `Student.courses` is not a column of its table
#include "models.hpp"

#ifdef FIXED
auto f(const orm::Database& db, const std::vector<Student>& s) {
  return Student::objects(db).bulk_update(s, "name"_c);
}
#else
auto f(const orm::Database& db, const std::vector<Student>& s) {
  return Student::objects(db).bulk_update(s, "courses"_c);
}
#endif
