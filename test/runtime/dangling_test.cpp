#include "models.hpp"

#include <sqlite3.h>

#include <cstdlib>
#include <filesystem>

/// Foreign keys that point to nothing. The library enforces foreign keys, so a program that does
/// not has written them here: how SQLite behaves when nobody asks it to check.
namespace {

class Dangling : public testing::Test {
protected:
  Dangling() {
    db.create_tables<Dept, Course, Student, Enrol, Locker, Tag, Review, Emp>();
    const Dept math = Dept::objects(db).create({.name = "Math"});
    (void)Student::objects(db).bulk_create({{.name = "Bob", .dept = math, .minor = math},
                                            {.name = "Cyd", .dept = math, .minor = math}});
    sqlite3* other = nullptr;
    EXPECT_EQ(sqlite3_open((folder / "school.db").c_str(), &other), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(other,
                           "PRAGMA foreign_keys = OFF;"
                           "UPDATE student SET minor_id = 999 WHERE name = 'Bob';"
                           "UPDATE student SET dept_id = 999 WHERE name = 'Cyd'",
                           nullptr, nullptr, nullptr),
              SQLITE_OK);
    sqlite3_close(other);
    log.clear();
  }
  ~Dangling() override { std::filesystem::remove_all(folder); }

  static std::filesystem::path make_folder() {
    char name[] = "/tmp/orm-test-XXXXXX";
    return mkdtemp(name);
  }
  orm::QuerySet<Student> students() { return Student::objects(db); }
  std::size_t queries() {
    const std::size_t count = log.count();
    log.clear();
    return count;
  }

  const std::filesystem::path folder = make_folder();
  orm::Database db{(folder / "school.db").string()};
  orm::QueryLog log{db};
};

template <class Read>
std::string message(Read read) {
  try {
    read();
  } catch (const orm::RelatedObjectDoesNotExist& error) {
    return std::string("RelatedObjectDoesNotExist: ") + error.what();
  } catch (const orm::DoesNotExist& error) {
    return std::string("DoesNotExist: ") + error.what();
  }
  return "no error";
}

// row L1: nullable, lazily.
TEST_F(Dangling, NullableLazily) {
  const Student cyd = students().get("name"_c == "Cyd");
  EXPECT_EQ(message([&] { (void)cyd.dept.get(); }),
            "DoesNotExist: Dept matching query does not exist.");
  EXPECT_EQ(queries(), 2u);
}

// row L2: nullable, prefetched: nothing, and no query.
TEST_F(Dangling, NullablePrefetched) {
  const Student cyd = students().prefetch_related("dept").get("name"_c == "Cyd");
  EXPECT_EQ(cyd.dept.get(), nullptr);
  EXPECT_EQ(queries(), 2u);
}

// row L3: nullable, joined: nothing.
TEST_F(Dangling, NullableJoined) {
  const Student cyd = students().select_related("dept").get("name"_c == "Cyd");
  EXPECT_EQ(cyd.dept.get(), nullptr);
  EXPECT_EQ(queries(), 1u);
}

// row L5: NOT NULL, prefetched.
TEST_F(Dangling, RequiredPrefetched) {
  const Student bob = students().prefetch_related("minor").get("name"_c == "Bob");
  EXPECT_EQ(message([&] { (void)bob.minor.get(); }),
            "RelatedObjectDoesNotExist: Student has no minor.");
  EXPECT_EQ(queries(), 2u);
}

// row L6: NOT NULL, lazily.
TEST_F(Dangling, RequiredLazily) {
  const Student bob = students().get("name"_c == "Bob");
  EXPECT_EQ(message([&] { (void)bob.minor.get(); }),
            "DoesNotExist: Dept matching query does not exist.");
  EXPECT_EQ(queries(), 2u);
}

// Joined, NOT NULL: the inner join drops the row.
TEST_F(Dangling, RequiredJoined) {
  EXPECT_EQ(names(students().select_related("minor")), "Cyd");
  EXPECT_EQ(queries(), 1u);
}

} // namespace
