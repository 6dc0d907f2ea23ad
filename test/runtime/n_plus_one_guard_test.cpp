#include "models.hpp"

/// The guard: N+1 loads are noticed while the program runs.
namespace {

class Guarded : public School {
protected:
  std::vector<orm::NPlusOne> found;
  orm::NPlusOneGuard guard{db,
                           {.report = [this](const orm::NPlusOne& it) { found.push_back(it); }}};
};

TEST_F(Guarded, NamesQueryAccessAndFix) {
  const std::uint32_t query = __LINE__ + 1;
  for (const Student& s : students())
    (void)names(s.courses.all());
  ASSERT_EQ(found.size(), 1u); // of 4 loads: a report is not repeated
  EXPECT_EQ(found[0].root_entity, "Student");
  EXPECT_EQ(found[0].path, "courses");
  EXPECT_EQ(found[0].rows, 2u);
  EXPECT_EQ(found[0].fix, "prefetch_related(\"courses\")");
  EXPECT_EQ(found[0].root.line, query);
  EXPECT_EQ(found[0].access.line, query + 1);
  const std::string message = found[0].message();
  EXPECT_TRUE(message.starts_with("N+1 queries: Student.courses is loaded row by row at "));
  EXPECT_TRUE(message.ends_with("; append .prefetch_related(\"courses\") to the query")) << message;
}

TEST_F(Guarded, RelationsToOneAreJoined) {
  for (const Student& s : students())
    (void)s.minor->name;
  for (const Locker& l : Locker::objects(db))
    if (const Student* s = l.student.get())
      (void)s->minor->name;
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[0].fix, "select_related(\"minor\")");
  EXPECT_EQ(found[1].fix, "select_related(\"student\")");
  EXPECT_EQ(found[2].fix, "select_related(\"student__minor\")");
}

TEST_F(Guarded, PathsThroughManyArePrefetched) {
  for (const Student& s : students().prefetch_related("courses"))
    for (const Course& c : s.courses.all())
      (void)c.review_set.count();
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].fix, "prefetch_related(\"courses__review_set\")");
}

TEST_F(Guarded, WhatAPrefetchWouldNotAnswerSaysSo) {
  for (const Student& s : students().prefetch_related("courses"))
    (void)s.courses.filter("title"_c == "DB").size();
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].fix,
            "prefetch_related(orm::Prefetch<Student>(\"courses\", <this query set>, <to_attr>))");
}

// Nothing is wrong with these.
TEST_F(Guarded, QuietWhereNothingRepeats) {
  for (const Student& s : students().select_related("minor").prefetch_related("courses")) {
    (void)s.minor->name;
    (void)names(s.courses.all());
  }
  const Student ann = students().get("name"_c == "Ann");
  (void)names(ann.courses.all());
  (void)names(ann.courses.all());         // twice, but one row
  for (const char* name : {"Ann", "Bob"}) // two queries of one row each
    (void)students().get("name"_c == name).minor->name;
  EXPECT_TRUE(found.empty());
}

TEST_F(Guarded, ResetForgets) {
  const auto load = [&] {
    for (const Student& s : students())
      (void)s.minor->name;
  };
  load();
  load();
  EXPECT_EQ(found.size(), 1u);
  guard.reset();
  load();
  EXPECT_EQ(found.size(), 2u);
}

TEST_F(School, GuardThreshold) {
  std::size_t reports = 0;
  const orm::NPlusOneGuard guard{db, {.threshold = 4, .report = [&](const orm::NPlusOne& found) {
                                        reports += found.rows == 4;
                                      }}};
  for (const Student& s : students().limit(3))
    (void)s.minor->name;
  EXPECT_EQ(reports, 0u);
  for (const Student& s : students())
    (void)s.minor->name;
  EXPECT_EQ(reports, 1u);
}

// The refused statement does not run, and the row is as it was.
TEST_F(School, GuardThatRaises) {
  const auto all = students().to_vector();
  {
    const orm::NPlusOneGuard guard{db, {.raise = true}};
    log.clear();
    EXPECT_EQ(all[0].minor->name, "Math");
    EXPECT_THROW((void)all[1].minor->name, orm::NPlusOneError);
    EXPECT_THROW((void)all[2].minor->name, orm::NPlusOneError);
    EXPECT_EQ(log.count(), 1u);
  }
  EXPECT_EQ(all[1].minor->name, "Math");
}

TEST_F(School, GuardWarnsOnStderr) {
  const orm::NPlusOneGuard guard{db};
  testing::internal::CaptureStderr();
  for (const Student& s : students())
    (void)s.minor.get();
  const std::string warning = testing::internal::GetCapturedStderr();
  EXPECT_TRUE(warning.starts_with("orm: N+1 queries: Student.minor")) << warning;
  EXPECT_EQ(std::ranges::count(warning, '\n'), 1);
}

// ORM_N_PLUS_ONE=raise: the environment guards a program as it is.
TEST(GuardDeathTest, Environment) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        setenv("ORM_N_PLUS_ONE", "raise", 1);
        orm::Database db{":memory:"};
        db.create_tables<Emp>();
        const Emp boss = Emp::objects(db).create({.name = "p"});
        Emp::objects(db).bulk_create({{.name = "q", .boss = boss}, {.name = "r", .boss = boss}});
        try {
          for (const Emp& e : Emp::objects(db).filter("boss"_c == boss))
            (void)e.boss->name;
        } catch (const orm::NPlusOneError& error) {
          std::fputs(error.what(), stderr);
          _exit(3);
        }
        _exit(0);
      },
      testing::ExitedWithCode(3), "append .select_related");
}

} // namespace
