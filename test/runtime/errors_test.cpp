#include "models.hpp"

#include <sqlite3.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

/// A database that refuses is an exception with SQLite's code, its message and the statement.
namespace {

class Files : public testing::Test {
protected:
  Files() {
    char name[] = "/tmp/orm-test-XXXXXX";
    folder = mkdtemp(name);
  }
  ~Files() override { std::filesystem::remove_all(folder); }
  std::string file(const char* name) const { return folder / name; }
  std::filesystem::path folder;
};

template <class Run>
orm::DatabaseError error_of(Run run) {
  try {
    run();
  } catch (const orm::DatabaseError& error) {
    return error;
  }
  ADD_FAILURE() << "no error";
  return {0, "", ""};
}

TEST_F(Files, Missing) {
  const auto error = error_of([&] { orm::Database db(file("none.db"), {.create = false}); });
  EXPECT_EQ(error.code(), SQLITE_CANTOPEN);
  EXPECT_NE(std::string(error.what()).find("none.db"), std::string::npos);
  EXPECT_THROW(orm::Database db(file("none.db"), {.read_only = true}), orm::DatabaseError);
  EXPECT_THROW(orm::Database db(file("no/such/folder.db")), orm::DatabaseError);
  EXPECT_FALSE(std::filesystem::exists(file("none.db")));
}

TEST_F(Files, NotADatabase) {
  std::ofstream(file("text.db")) << std::string(4096, 'x');
  const auto error = error_of([&] { orm::Database db(file("text.db")); });
  EXPECT_EQ(error.code(), SQLITE_NOTADB);
}

TEST_F(Files, ReadOnly) {
  {
    orm::Database db(file("a.db"));
    db.create_tables<Emp>();
  }
  orm::Database db(file("a.db"), {.read_only = true});
  EXPECT_EQ(Emp::objects(db).count(), 0);
  const auto error = error_of([&] { (void)Emp::objects(db).create({.name = "x"}); });
  EXPECT_EQ(error.code(), SQLITE_READONLY);
  EXPECT_EQ(error.statement(), R"(INSERT INTO "emp" ("name", "boss_id") VALUES (?, ?))");
}

TEST_F(Files, Locked) {
  orm::Database one(file("a.db"));
  one.create_tables<Emp>();
  orm::Transaction writing(one);
  orm::Database two(file("a.db"), {.busy_timeout = std::chrono::milliseconds(1)});
  EXPECT_EQ(Emp::objects(two).count(), 0); // WAL: a reader is not held up
  const auto error = error_of([&] { (void)Emp::objects(two).create({.name = "x"}); });
  EXPECT_EQ(error.code(), SQLITE_BUSY);
}

TEST_F(School, ConstraintsViolated) {
  const auto unique = error_of([&] {
    Locker l{.code = "L4"};
    l.student.set_id(1);
    l.save(db);
  });
  EXPECT_EQ(unique.extended_code(), SQLITE_CONSTRAINT_UNIQUE);
  EXPECT_EQ(unique.code(), SQLITE_CONSTRAINT);
  const auto foreign = error_of([&] {
    Student s{.name = "x"};
    s.minor.set_id(99);
    s.save(db);
  });
  EXPECT_EQ(foreign.extended_code(), SQLITE_CONSTRAINT_FOREIGNKEY);
  EXPECT_THROW((void)students().create({.name = "no minor"}), orm::IntegrityError);
}

TEST_F(School, NoSuchTable) {
  orm::Database empty{":memory:"};
  const auto error = error_of([&] { (void)Emp::objects(empty).size(); });
  EXPECT_EQ(error.code(), SQLITE_ERROR);
  EXPECT_NE(std::string(error.what()).find("no such table: emp"), std::string::npos);
}

// A column that holds something the field cannot take: the schema is not the model's.
struct Narrow : orm::Model<Narrow> {
  static constexpr auto table = "tag";
  int name = 0;
  static constexpr auto fields = orm::fields<&Narrow::name>;
};
TEST_F(School, SchemaDoesNotMatch) {
  try {
    (void)Narrow::objects(db).size();
    ADD_FAILURE();
  } catch (const orm::FieldError& error) {
    EXPECT_NE(std::string(error.what()).find("column \"name\" holds text"), std::string::npos)
        << error.what();
  }
}

enum class Level { low = 1, high = 2 };
struct Sample : orm::Model<Sample> {
  bool flag = false;
  std::int8_t small = 0;
  std::int64_t big = 0;
  std::uint64_t size = 0;
  double real = 0;
  Level level = Level::low;
  std::optional<std::string> text;
  orm::Blob bytes;
  static constexpr auto fields =
      orm::fields<&Sample::flag, &Sample::small, &Sample::big, &Sample::size, &Sample::real,
                  &Sample::level, &Sample::text, &Sample::bytes>;
};

// What goes in comes out, or is refused with a reason.
TEST(Values, RoundTrip) {
  orm::Database db{":memory:"};
  db.create_tables<Sample>();
  const std::string text("a\0b \xff'\"%", 8);
  auto s = Sample::objects(db).create({.flag = true,
                                       .small = -128,
                                       .big = INT64_MIN,
                                       .size = INT64_MAX,
                                       .real = 0.1,
                                       .level = Level::high,
                                       .text = text,
                                       .bytes = {std::byte{0}, std::byte{255}}});
  const Sample read = Sample::objects(db).get();
  EXPECT_EQ(read.flag, true);
  EXPECT_EQ(read.small, -128);
  EXPECT_EQ(read.big, INT64_MIN);
  EXPECT_EQ(read.size, static_cast<std::uint64_t>(INT64_MAX));
  EXPECT_EQ(read.real, 0.1);
  EXPECT_EQ(read.level, Level::high);
  EXPECT_EQ(read.text, text);
  EXPECT_EQ(read.bytes, s.bytes);
  EXPECT_EQ(Sample::objects(db).filter("level"_c == Level::high, "flag"_c == true).count(), 1);
  s.text.reset();
  s.save();
  EXPECT_FALSE(Sample::objects(db).get().text);
  s.real = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW(s.save(), orm::FieldError);
  s.real = 0;
  s.size = UINT64_MAX;
  EXPECT_THROW(s.save(), orm::FieldError);
}

} // namespace
