// expect: annotate: model `Student` needs a member `orm::Annotation<(long|long int|std::int64_t)> course_count;`, listed in its fields
#include "models.hpp"

struct Counted : orm::Model<Counted> {
  orm::ManyToMany<Course> courses;
  orm::Annotation<std::int64_t> course_count;
  static constexpr auto fields = orm::fields<&Counted::courses, &Counted::course_count>;
};

#ifdef FIXED
using Model = Counted;
#else
using Model = Student;
#endif
auto f(const orm::Database& db) {
  return Model::objects(db).annotate("course_count"_c = orm::Count("courses"_c));
}
