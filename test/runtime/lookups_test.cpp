#include "models.hpp"

/// filter and exclude: what each lookup asks.
namespace {

TEST_F(School, Comparisons) {
  EXPECT_EQ(names(students().filter("name"_c == "Ann")), "Ann");
  EXPECT_EQ(names(students().filter("name"_c != "Ann")), "Bob,Cyd,Dan");
  EXPECT_EQ(names(students().filter("id"_c > 1, "id"_c <= 3)), "Bob,Cyd");
  EXPECT_EQ(names(students().filter("id"_c < 2 || "id"_c >= 4)), "Ann,Dan");
  EXPECT_EQ(names(students().filter(!("id"_c < 2 || "id"_c >= 4))), "Bob,Cyd");
  EXPECT_EQ(names(students().exclude("id"_c < 2, "name"_c == "Ann")), "Bob,Cyd,Dan");
  EXPECT_EQ(names(students().filter("id"_c.in({1, 3}))), "Ann,Cyd");
  EXPECT_EQ(names(students().filter("name"_c.in({"Bob", "zz"}))), "Bob");
  EXPECT_EQ(names(students().filter("name"_c.in(std::vector<std::string>{}))), "");
  EXPECT_EQ(names(students().filter()), "Ann,Bob,Cyd,Dan");
}

TEST_F(School, Text) {
  EXPECT_EQ(names(students().filter("name"_c.contains("n"))), "Ann,Dan");
  EXPECT_EQ(names(students().filter("name"_c.contains("N"))), "");
  EXPECT_EQ(names(students().filter("name"_c.icontains("N"))), "Ann,Dan");
  EXPECT_EQ(names(students().filter("name"_c.startswith("A"))), "Ann");
  EXPECT_EQ(names(students().filter("name"_c.startswith("a"))), "");
  EXPECT_EQ(names(students().filter("name"_c.istartswith("a"))), "Ann");
  EXPECT_EQ(names(students().filter("name"_c.endswith("d"))), "Cyd");
  EXPECT_EQ(names(students().filter("name"_c.iendswith("D"))), "Cyd");
  EXPECT_EQ(names(students().filter("name"_c.iexact("BOB"))), "Bob");
}

// The characters that patterns are made of stand for themselves.
TEST_F(School, PatternCharacters) {
  for (const char* name : {"100%", "a_b", "a*b", "a?b", "[x]", "it's", "back\\slash", "\"q\""})
    Tag::objects(db).create({.name = name});
  for (const char* part : {"%", "_", "*", "?", "[", "'", "\\", "\""}) {
    EXPECT_EQ(tags().filter("name"_c.contains(part)).count(), 1) << part;
    EXPECT_EQ(tags().filter("name"_c.icontains(part)).count(), 1) << part;
  }
}

TEST_F(School, ThroughRelations) {
  EXPECT_EQ(names(students().filter("dept__name"_c == "CS")), "Ann,Bob");
  EXPECT_EQ(names(students().filter("courses__title"_c == "ALG")), "Cyd");
  EXPECT_EQ(names(students().filter("locker__code"_c == "L2")), "Bob");
  EXPECT_EQ(names(courses().filter("students__dept__name"_c == "Math")), "DB,OS,ALG");
  EXPECT_EQ(names(depts().filter("students__name"_c == "Cyd")), "Math");
  // A row comes once a match, as in SQL.
  EXPECT_EQ(names(depts().filter("students__id"_c > 0)), "CS,CS,Math");
}

// The key is in the row: no join for it.
TEST_F(School, ByKeyOrObject) {
  const Dept cs = depts().get("id"_c == 1);
  queries();
  EXPECT_EQ(names(students().filter("dept"_c == cs)), "Ann,Bob");

  EXPECT_EQ(queries(), 1u);
  EXPECT_EQ(last.sql.find("JOIN"), std::string::npos);
  EXPECT_EQ(names(students().filter("dept"_c == 1)), "Ann,Bob");
  EXPECT_EQ(names(students().filter("dept_id"_c == 1)), "Ann,Bob");
  EXPECT_EQ(names(students().filter("dept__id"_c == 1)), "Ann,Bob");
  queries();
  EXPECT_EQ(last.sql.find("JOIN"), std::string::npos);
}

// Django's reading of NULL: what is not known to be equal is different.
TEST_F(School, Null) {
  EXPECT_EQ(names(students().filter("dept"_c.is_null())), "Dan");
  EXPECT_EQ(names(students().filter("dept"_c.is_null(false))), "Ann,Bob,Cyd");
  EXPECT_EQ(names(students().filter("locker"_c.is_null())), "Cyd,Dan");
  EXPECT_EQ(names(students().exclude("dept"_c == 1)), "Cyd,Dan");
  EXPECT_EQ(names(students().filter("dept"_c != 1)), "Cyd,Dan");
  EXPECT_EQ(names(students().exclude("dept__name"_c == "CS")), "Cyd,Dan");
  EXPECT_EQ(names(students().filter(!("dept__name"_c == "CS" || "name"_c == "Cyd"))), "Dan");
  EXPECT_EQ(names(students().exclude("dept"_c.is_null())), "Ann,Bob,Cyd");
  EXPECT_EQ(Enrol::objects(db).filter("grade"_c == std::optional<int>()).count(), 6);
}

// Excluding by a relation to many leaves out each row that has such a partner.
TEST_F(School, ExcludeThroughMany) {
  EXPECT_EQ(names(students().exclude("courses__title"_c == "OS")), "Bob,Dan");
  EXPECT_EQ(names(students().filter("courses__title"_c != "OS")), "Bob,Dan");
  EXPECT_EQ(names(depts().exclude("students__name"_c == "Cyd")), "CS");
  EXPECT_EQ(names(students().exclude("courses"_c.is_null())), "Ann,Bob,Cyd");
  EXPECT_EQ(names(students().filter("courses"_c.is_null())), "Dan");
}

// Nothing is pasted into SQL.
TEST_F(School, ValuesAreBound) {
  EXPECT_EQ(students().filter("name"_c == "x'; DROP TABLE student; --").count(), 0);
  EXPECT_EQ(queries(), 1u);
  EXPECT_EQ(last.sql, R"(SELECT COUNT(*) FROM "student" WHERE "student"."name" = ?)");
  EXPECT_EQ(students().count(), 4);
}

// A path made at run time: the same words as from the compiler, at run time.
TEST_F(School, PathsMadeAtRunTime) {
  const std::string name = "minor";
  for (const Student& s : students().select_related(orm::path(name)))
    (void)s.minor->name;
  EXPECT_EQ(queries(), 1u);
  try {
    (void)students().select_related(orm::path("nope")).size(); // row G20, row G23
    ADD_FAILURE();
  } catch (const orm::FieldError& error) {
    EXPECT_STREQ(error.what(),
                 "Invalid field name(s) given in select_related: 'nope'. Choices are: dept, minor, "
                 "locker (model `Student` has no relation to one of this name)");
  }
  try {
    (void)students().select_related(orm::path("name")).size(); // row G19
    ADD_FAILURE();
  } catch (const orm::FieldError& error) {
    EXPECT_TRUE(std::string(error.what())
                    .starts_with("Non-relational field given in select_related: 'name'. Choices "
                                 "are: dept, minor, locker"));
  }
  EXPECT_EQ(queries(), 0u);
  EXPECT_THROW((void)depts().select_related(orm::path("students")).size(), orm::FieldError); // G18
  EXPECT_THROW((void)students().order_by(orm::path("nam")).size(), orm::FieldError);
  EXPECT_EQ(queries(), 0u);
  EXPECT_THROW((void)students().prefetch_related(orm::path("nope")).size(), orm::PrefetchError);
  EXPECT_EQ(queries(), 1u); // row G1
  EXPECT_THROW((void)students().prefetch_related(orm::path("courses__nope")).size(),
               orm::PrefetchError);
  EXPECT_EQ(queries(), 2u); // row G2
  EXPECT_THROW((void)students().prefetch_related(orm::path("courses__title")).size(),
               orm::PrefetchError);
  EXPECT_EQ(queries(), 2u); // row G3
  EXPECT_EQ(students().filter("name"_c == "zz").prefetch_related(orm::path("nope")).size(), 0u);
  (void)students().prefetch_related(orm::path("nope"));
  EXPECT_EQ(queries(), 1u); // row G4, row G5
}

// Conditions of one filter() are about one related row; two calls may find two (Django's rule).
TEST_F(School, ChainedFiltersOverARelationToMany) {
  const auto db_takers = students().filter("courses__title"_c == "DB");
  EXPECT_EQ(names(db_takers.filter("courses__title"_c == "OS")), "Ann,Cyd");
  EXPECT_EQ(queries(), 1u);
  EXPECT_EQ(names(students().filter("courses__title"_c == "DB", "courses__title"_c == "OS")), "");
  EXPECT_EQ(names(db_takers.filter("dept__name"_c == "CS").filter("dept__name"_c != "Math")),
            "Ann,Bob");
  EXPECT_EQ(queries(), 2u);
  EXPECT_EQ(last.sql.find(R"("dept" AS)"), std::string::npos); // one join of a relation to one
}

} // namespace
