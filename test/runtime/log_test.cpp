#include "models.hpp"

#include <cstdlib>
#include <fstream>

/// The log: what ran, for which query, and because of which line.
namespace {

TEST_F(School, RootAndPath) {
  const std::uint32_t line = __LINE__ + 1;
  const auto q = students();
  for (const Student& s : q.filter("name"_c == "Ann").prefetch_related("courses__students"))
    for (const Course& c : s.courses.all())
      for (const Student& t : c.students.all())
        (void)t.minor->name;
  std::string paths;
  const std::uint64_t root = log.entries()[1].root_id;
  EXPECT_NE(root, 0u);
  for (const orm::LogEntry& entry : log.entries())
    if (entry.counted) {
      EXPECT_EQ(entry.root_id, root);
      EXPECT_EQ(entry.root_entity, "Student");
      EXPECT_EQ(entry.root.line, line);
      EXPECT_TRUE(entry.root.file.ends_with("log_test.cpp"));
      paths += entry.cause + ":" + entry.path + " ";
    }
  EXPECT_TRUE(paths.starts_with("query: prefetch:courses prefetch:courses__students "
                                "lazy:courses__students__minor lazy:courses__students__minor "))
      << paths;
  log.clear();
  (void)students().size();
  EXPECT_NE(log.entries()[0].root_id, root);
}

TEST_F(School, PlacesOfAccess) {
  const Student s = students().get("name"_c == "Ann");
  log.clear();
  const std::uint32_t line = __LINE__ + 1;
  (void)names(s.courses.all());
  (void)s.tags.count();
  (void)s.minor.get();
  ASSERT_EQ(log.entries().size(), 3u);
  EXPECT_EQ(log.entries()[0].access.line, line);
  EXPECT_EQ(log.entries()[1].access.line, line + 1);
  EXPECT_EQ(log.entries()[2].access.line, line + 2);
}

// `->`, `*` and conversions have no parameters: a return address stands for the place.
TEST_F(School, PlacesOfOperators) {
  const Student s = students().get("name"_c == "Ann");
  log.clear();
  const std::uint32_t line = __LINE__ + 1;
  const std::string dept = s.dept->name;
  const bool has = static_cast<bool>(s.locker);
  ASSERT_EQ(log.entries().size(), 2u);
  EXPECT_TRUE(has && dept == "CS");
  for (std::uint32_t i = 0; i < 2; ++i) {
    const orm::CodeLocation& place = log.entries()[i].access;
    EXPECT_FALSE(place.module.empty());
    const orm::CodeLocation resolved = place.resolve();
    if (resolved.line == 0)
      GTEST_SKIP() << "no symbolizer, or no debug information";
    EXPECT_TRUE(resolved.file.ends_with("log_test.cpp")) << resolved.file;
    EXPECT_EQ(resolved.line, line + i);
  }
}

TEST_F(School, ParametersAndRows) {
  (void)students().filter("name"_c.in({"Ann", "Bob"}), "id"_c.in({1, 2, 3})).size();
  const orm::LogEntry entry = log.entries()[0];
  EXPECT_EQ(entry.rows, 2);
  ASSERT_EQ(entry.params.size(), 3u);
  EXPECT_EQ(std::get<std::string>(std::get<orm::Value>(entry.params[1])), "Bob");
  EXPECT_EQ(std::get<std::vector<std::int64_t>>(entry.params[2]),
            (std::vector<std::int64_t>{1, 2, 3}));
  EXPECT_NE(entry.display_sql.find("IN (?, ?) AND \"student\".\"id\" IN (1, 2, 3)"),
            std::string::npos)
      << entry.display_sql;
}

TEST(Json, EscapesAndShapes) {
  orm::LogEntry entry;
  entry.number = 3;
  entry.kind = "select";
  entry.counted = true;
  entry.sql = "SELECT \"x\"\n";
  entry.display_sql = "SELECT";
  entry.params = {orm::Value(std::string("a\"\\\x01")), orm::Value(), orm::Value(1.5),
                  std::vector<std::int64_t>{1, 2}};
  entry.rows = 2;
  entry.cause = "lazy";
  entry.path = "courses";
  entry.root_id = 7;
  entry.root_entity = "Student";
  entry.root = {.file = "a.cpp", .line = 1, .column = 2, .function = "main"};
  entry.access = {.module = "/bin/x", .address = 0x12f3};
  EXPECT_EQ(
      orm::to_json(entry),
      R"({"n":3,"kind":"select","counted":true,"sql":"SELECT \"x\"\u000a","display_sql":"SELECT",)"
      R"("params":["a\"\\\u0001",null,1.5,[1,2]],"rows":2,"cause":"lazy","path":"courses",)"
      R"("root":{"id":7,"entity":"Student","file":"a.cpp","line":1,"column":2,"function":"main"},)"
      R"("access":{"module":"/bin/x","address":"0x12f3"}})");
}

// A statement that a log was not there for is not in it.
TEST_F(School, LogsEnd) {
  {
    orm::QueryLog inner{db};
    (void)students().count();
    EXPECT_EQ(inner.count(), 1u);
  }
  (void)students().count();
  EXPECT_EQ(log.count(), 2u);
}

// ORM_QUERY_LOG is read once a process, so this runs in a process of its own.
TEST(FileLogDeathTest, JsonLines) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const std::string file = testing::TempDir() + "/orm-query-log.jsonl";
  EXPECT_EXIT(
      {
        setenv("ORM_QUERY_LOG", file.c_str(), 1);
        std::ofstream(file, std::ios::trunc).close();
        orm::Database db{":memory:"};
        db.create_tables<Emp>();
        (void)Emp::objects(db).create({.name = "x"});
        (void)Emp::objects(db).size();
        _exit(0);
      },
      testing::ExitedWithCode(0), "");
  std::ifstream lines(file);
  std::string line;
  std::string last;
  std::size_t count = 0;
  for (; std::getline(lines, line); ++count)
    last = line;
  EXPECT_GE(count, 5u);
  EXPECT_NE(last.find("\"kind\":\"select\",\"counted\":true"), std::string::npos) << last;
  EXPECT_NE(last.find("log_test.cpp"), std::string::npos) << last;
}

} // namespace
