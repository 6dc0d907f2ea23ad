// expect: defer\(\) leaves out `Student.name`, which could not be read later: only an orm::Deferred column can be deferred
#include "models.hpp"

struct Essay : orm::Model<Essay> {
  orm::Deferred<std::string> body;
  static constexpr auto fields = orm::fields<&Essay::body>;
};

#ifdef FIXED
auto f(const orm::Database& db) { return Essay::objects(db).defer("body"_c); }
#else
auto f(const orm::Database& db) { return Student::objects(db).defer("name"_c); }
#endif
