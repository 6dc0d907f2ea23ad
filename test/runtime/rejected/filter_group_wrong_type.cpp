// expect: `Student.n` cannot be compared with a
#include "models.hpp"

auto f(const orm::Database& db) {
  const auto years = Student::objects(db).values("year"_c).annotate("n"_c = orm::Count("id"_c));
#ifdef FIXED
  return years.filter("n"_c > 1);
#else
  return years.filter("n"_c > "one");
#endif
}
