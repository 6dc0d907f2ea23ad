// expect: a number needs a name that neither the model nor another column has
#include "models.hpp"

auto f(const orm::Database& db) {
  const auto years = Student::objects(db).values("year"_c);
#ifdef FIXED
  return years.annotate("n"_c = orm::Count("id"_c));
#else
  return years.annotate("name"_c = orm::Count("id"_c));
#endif
}
