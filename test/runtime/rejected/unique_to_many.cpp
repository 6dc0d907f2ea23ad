// expect: this member is a relation to many
#include "models.hpp"

#ifdef FIXED
struct Group : orm::Model<Group> {
  std::string name;
  orm::ManyToMany<Course> courses;
  static constexpr auto constraints = orm::constraints(orm::unique<&Group::name>);
  static constexpr auto fields = orm::fields<&Group::name, &Group::courses>;
};
auto f(const orm::Database& db) { return Group::objects(db); }
#else
struct Group : orm::Model<Group> {
  std::string name;
  orm::ManyToMany<Course> courses;
  static constexpr auto constraints = orm::constraints(orm::unique<&Group::courses>);
  static constexpr auto fields = orm::fields<&Group::name, &Group::courses>;
};
auto f(const orm::Database& db) { return Group::objects(db); }
#endif
