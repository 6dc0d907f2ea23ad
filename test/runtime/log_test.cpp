#include "models.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>

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
  entry.owner = 9;
  entry.refined = true;
  entry.started = std::chrono::microseconds(1500);
  entry.duration = std::chrono::nanoseconds(12345);
  entry.error = "locked";
  entry.root_id = 7;
  entry.root_entity = "Student";
  entry.root = {.file = "a.cpp", .line = 1, .column = 2, .function = "main"};
  entry.access = {.module = "/bin/x", .address = 0x12f3};
  EXPECT_EQ(
      orm::to_json(entry),
      R"({"n":3,"kind":"select","counted":true,"sql":"SELECT \"x\"\u000a","display_sql":"SELECT",)"
      R"("params":["a\"\\\u0001",null,1.5,[1,2]],"rows":2,"cause":"lazy","path":"courses",)"
      R"("owner":9,"refined":true,)"
      R"("root":{"id":7,"entity":"Student","file":"a.cpp","line":1,"column":2,"function":"main"},)"
      R"("access":{"module":"/bin/x","address":"0x12f3"},)"
      R"("started_us":1500.000,"duration_us":12.345,"error":"locked"})");
}

// A log is read by programs: whatever was bound, a line is valid UTF-8.
TEST(Json, BytesThatAreNoTextAreReplaced) {
  orm::LogEntry entry;
  entry.params = {
      orm::Value(std::string("\xc3\xa9 \xff \xed\xa0\x80 \xf0\x9f\x90\x98 \xc0\xaf", 16))};
  EXPECT_NE(
      orm::to_json(entry).find("[\"\xc3\xa9 \xef\xbf\xbd \xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd "
                               "\xf0\x9f\x90\x98 \xef\xbf\xbd\xef\xbf\xbd\"]"),
      std::string::npos)
      << orm::to_json(entry);
}

TEST_F(School, TimesAndOrder) {
  (void)students().prefetch_related("courses").size();
  (void)students().count();
  const auto& entries = log.entries();
  ASSERT_EQ(log.count(), 3u);
  for (std::size_t i = 1; i < entries.size(); ++i) {
    EXPECT_GT(entries[i].number, entries[i - 1].number);
    EXPECT_GE(entries[i].started, entries[i - 1].started + entries[i - 1].duration);
    EXPECT_GT(entries[i].duration.count(), 0);
  }
}

// Which row needed the statement is known where it was one row.
TEST_F(School, OwnerOfALazyLoad) {
  for (const Student& s : students()) {
    (void)s.minor->name;
    (void)s.tags.count();
  }
  const auto& entries = log.entries();
  ASSERT_EQ(log.count(), 9u);
  EXPECT_EQ(entries[0].owner, 0);
  for (std::size_t i = 1; i < entries.size(); ++i)
    EXPECT_EQ(entries[i].owner, static_cast<std::int64_t>((i + 1) / 2));
}

// Whether a plain prefetch would answer.
TEST_F(School, RefinedRelations) {
  const Student s = students().get("id"_c == 1);
  (void)s.tags.all().size();
  (void)s.tags.count();
  (void)s.tags.filter("id"_c > 0).size();
  (void)s.tags.order_by("-id").exists();
  std::vector<bool> refined;
  for (const orm::LogEntry& entry : log.entries())
    refined.push_back(entry.refined);
  EXPECT_EQ(refined, (std::vector<bool>{false, false, false, true, true}));
}

TEST_F(School, FailuresAreLogged) {
  const std::int64_t before = Locker::objects(db).count();
  log.clear();
  const Student ann = students().get("id"_c == 1); // a one-to-one relation: she has a locker
  const std::uint32_t line = __LINE__ + 1;
  const auto create = [&] { Locker::objects(db).create({.code = "L4", .student = ann}); };
  EXPECT_THROW(create(), orm::IntegrityError);
  ASSERT_EQ(log.count(), 2u);
  const orm::LogEntry failed = log.entries().back();
  EXPECT_EQ(failed.kind, "insert");
  EXPECT_NE(failed.error.find("UNIQUE constraint failed"), std::string::npos) << failed.error;
  EXPECT_EQ(failed.access.line, line);
  EXPECT_EQ(log.entries().front().error, "");
  EXPECT_EQ(Locker::objects(db).count(), before);
}

struct Ghost : orm::Model<Ghost> { // its table is never created
  std::string name;
  static constexpr auto fields = orm::fields<&Ghost::name>;
};

// A statement that SQLite does not even take is in the log.
TEST_F(School, StatementsThatCannotBePreparedAreLogged) {
  EXPECT_THROW((void)Ghost::objects(db).size(), orm::DatabaseError);
  ASSERT_EQ(log.count(), 1u);
  const orm::LogEntry& failed = log.entries().back();
  EXPECT_EQ(failed.root_entity, "Ghost");
  EXPECT_NE(failed.error.find("no such table"), std::string::npos) << failed.error;
}

TEST_F(School, PlacesOfAnIndexAndOfWrites) {
  log.clear();
  const auto q = students();
  const std::uint32_t line = __LINE__ + 1;
  Student ann = q[0];
  ann.follows.add(ann);
  ann.save();
  (void)ann.tags.filter("name"_c == "x", "id"_c == 1).size();
  const auto& entries = log.entries();
  const orm::CodeLocation place = entries[0].access.resolve();
  if (place.line == 0)
    GTEST_SKIP() << "no symbolizer, or no debug information";
  EXPECT_EQ(place.line, line);
  EXPECT_TRUE(place.file.ends_with("log_test.cpp")) << place.file;
  EXPECT_EQ(entries.end()[-2].access.line, line + 2);
  EXPECT_EQ(entries.back().access.resolve().line, line + 3);
}

TEST_F(School, ExpectSaysWhatRan) {
  (void)students().count();
  log.expect(1);
  log.clear();
  std::uint32_t line = 0;
  for (const Student& s : students())
    (void)s.courses.all().size(), line = __LINE__;
  const std::uint32_t expected_at = __LINE__ + 2;
  try {
    log.expect(2);
    FAIL() << "5 statements ran";
  } catch (const orm::UnexpectedQueries& error) {
    const std::string message = error.what();
    for (const std::string& part :
         {"log_test.cpp:" + std::to_string(expected_at), std::string("expected 2 queries, 5 ran"),
          std::string("1x  SELECT \"student\""), std::string("4x  SELECT \"course\""),
          std::string("lazy of Student.courses"), "log_test.cpp:" + std::to_string(line),
          std::string("once for each of 4 rows; append .prefetch_related(\"courses\")")})
      EXPECT_NE(message.find(part), std::string::npos) << part << "\nin\n" << message;
  }
}

TEST_F(School, ExpectQueriesOfAScope) {
  const auto show = [&] {
    const orm::ExpectQueries expect(db, 2);
    for (const Student& s : students().prefetch_related("courses"))
      (void)names(s.courses.all());
  };
  EXPECT_NO_THROW(show());
  EXPECT_THROW(
      {
        const orm::ExpectQueries expect(db, 1);
        show();
      },
      orm::UnexpectedQueries);
  // What is on its way already says more than the number of queries.
  EXPECT_THROW(
      {
        const orm::ExpectQueries expect(db, 7);
        throw std::out_of_range("first");
      },
      std::out_of_range);
}

// Reads that an eager load answers are no statements, but the log has them.
TEST_F(School, EagerLoadsAndTheirReaders) {
  std::uint32_t line = 0;
  for (const Student& s : students().select_related("minor").prefetch_related("courses", "tags")) {
    (void)s.courses.all().size(), line = __LINE__;
    if (s.name == "Ann") {
      (void)s.minor->name;
      (void)s.minor->name;
      // Another question: the prefetch does not answer it.
      (void)s.tags.filter("name"_c == "x").size();
    }
  }
  EXPECT_EQ(log.count(), 4u);
  const auto loads = log.eager_loads();
  ASSERT_EQ(loads.size(), 3u);
  EXPECT_EQ(loads[0].path, "courses");
  EXPECT_EQ(loads[0].method, "prefetch_related");
  EXPECT_EQ(loads[0].rows, 4);
  EXPECT_EQ(loads[0].served, 4);
  EXPECT_EQ(loads[0].access.line, line);
  EXPECT_EQ(loads[1].path, "minor");
  EXPECT_EQ(loads[1].method, "select_related");
  EXPECT_EQ(loads[1].served, 1); // one row, though it was read twice
  const auto unused = log.unused_eager_loads();
  ASSERT_EQ(unused.size(), 1u);
  EXPECT_EQ(unused[0].path, "tags");
  EXPECT_EQ(unused[0].root_entity, "Student");
  EXPECT_TRUE(unused[0].root.file.ends_with("log_test.cpp"));
  EXPECT_NE(log.report().find("unused: prefetch_related(\"tags\")"), std::string::npos);
}

// Every way to read a relation counts as a read.
TEST_F(School, EveryReadOfAnEagerLoadCounts) {
  const auto reads = [&](auto read) {
    log.clear();
    const auto rows =
        students()
            .select_related("minor")
            .prefetch_related("locker", "tags", orm::Prefetch<Student>("courses", courses(), "cl"))
            .to_vector();
    EXPECT_EQ(log.unused_eager_loads().size(), 4u);
    read(rows[0]);
    const auto loads = log.unused_eager_loads();
    return loads.size();
  };
  EXPECT_EQ(reads([](const Student&) {}), 4u);
  EXPECT_EQ(reads([](const Student& s) { (void)s.minor.id(); }), 4u); // the key alone
  EXPECT_EQ(reads([](const Student& s) { (void)s.minor.get(); }), 3u);
  EXPECT_EQ(reads([](const Student& s) { (void)(*s.minor).name; }), 3u);
  EXPECT_EQ(reads([](const Student& s) { (void)static_cast<bool>(s.locker); }), 3u);
  EXPECT_EQ(reads([](const Student& s) { (void)s.tags.count(); }), 3u);
  EXPECT_EQ(reads([](const Student& s) { (void)s.tags.all()[0]; }), 3u);
  EXPECT_EQ(reads([](const Student& s) { (void)s.cl.size(); }), 3u);
  EXPECT_EQ(reads([](const Student& s) {
              auto key = s.minor;
              (void)key->name;
            }),
            3u);
  EXPECT_EQ(log.count(), 4u);
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

std::string text_of(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

// The file says of each eager load how many rows it was read for, once nobody can read it any more.
TEST(FileLogDeathTest, EagerLoads) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const std::string file = testing::TempDir() + "/orm-query-log-eager.jsonl";
  EXPECT_EXIT(
      {
        setenv("ORM_QUERY_LOG", file.c_str(), 1);
        std::ofstream(file, std::ios::trunc).close();
        orm::Database db{":memory:"};
        db.create_tables<Emp>();
        const Emp boss = Emp::objects(db).create({.name = "x"});
        Emp::objects(db).create({.name = "y", .boss = boss});
        for (const Emp& emp : Emp::objects(db).select_related("boss"))
          if (emp.boss)
            (void)emp.boss->name;
        _exit(0);
      },
      testing::ExitedWithCode(0), "");
  const std::string text = text_of(file);
  EXPECT_NE(text.find(R"({"kind":"eager","counted":false,"sql":"","cause":"select_related",)"
                      R"("path":"boss","rows":2,"served":1,)"),
            std::string::npos)
      << text;
}

// ORM_QUERY_LOG_HTML: a program as it is leaves a page when it ends.
TEST(FileLogDeathTest, Page) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const std::string file = testing::TempDir() + "/orm-query-log.html";
  std::remove(file.c_str());
  EXPECT_EXIT(
      {
        setenv("ORM_QUERY_LOG_HTML", file.c_str(), 1);
        orm::Database db{":memory:"};
        db.create_tables<Emp>();
        Emp::objects(db).create({.name = "</script><b>\xff"});
        std::exit(0);
      },
      testing::ExitedWithCode(0), "");
  const std::string page = text_of(file);
  EXPECT_NE(page.find("INSERT INTO"), std::string::npos);
  EXPECT_NE(page.find("\\u003c/script>\\u003cb>\xef\xbf\xbd"), std::string::npos);
  EXPECT_EQ(page.find("</script><b>"), std::string::npos);
}

TEST_F(School, PageThatCannotBeWritten) {
  EXPECT_THROW(log.write_html("/no/such/folder/queries.html"), orm::Error);
}

} // namespace
