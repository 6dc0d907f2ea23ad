// expect: must be an orm::Prefetched of the relation's model
#include <orm/orm.hpp>

using namespace orm::literals;

struct Course : orm::Model<Course> {
  std::string title;
  static constexpr auto fields = orm::fields<&Course::title>;
};
struct Student : orm::Model<Student> {
  std::string name;
  orm::ManyToMany<Course> courses;
  orm::Prefetched<Course> guides;
  static constexpr auto fields = orm::fields<&Student::name, &Student::courses, &Student::guides>;
};

// The name that rows are put under, in the type.
auto f(const orm::Database& db) {
#ifdef FIXED
  return orm::Prefetch<Student>("courses"_c, Course::objects(db), "guides"_c);
#else
  return orm::Prefetch<Student>("courses"_c, Course::objects(db), "guidse"_c);
#endif
}
