#include "models.hpp"

#include <memory>

/// prefetch_related_objects: eager loads for rows that are in memory already.
namespace {

// row I18: again: no query.
TEST_F(School, PrefetchedAlready) {
  std::vector<Student> xs = students().prefetch_related("courses").to_vector();
  queries();
  orm::prefetch_related_objects(xs, "courses");
  EXPECT_EQ(queries(), 0u);
}

// row I19: only the rows that lack the relation are asked for.
TEST_F(School, PrefetchedInPart) {
  std::vector<Student> ab = students().filter("name"_c.in({"Ann", "Bob"})).to_vector();
  orm::prefetch_related_objects(ab[0], "courses");
  EXPECT_EQ(queries(), 2u);
  orm::prefetch_related_objects(ab, "courses");
  EXPECT_EQ(queries(), 1u);
  EXPECT_NE(last.display_sql.find("IN (2)"), std::string::npos) << last.display_sql;
  EXPECT_EQ(names(ab[0].courses.all()), "DB,OS");
  EXPECT_EQ(names(ab[1].courses.all()), "DB");
  EXPECT_EQ(queries(), 0u);
}

// The next level is loaded for the rows that had the first one, too. (Django 3.2 goes on from the
// rows just fetched alone: there Ann's courses would read their students lazily.)
TEST_F(School, PrefetchedInPartAndDeeper) {
  std::vector<Student> ab = students().filter("name"_c.in({"Ann", "Bob"})).to_vector();
  orm::prefetch_related_objects(ab[0], "courses");
  queries();
  orm::prefetch_related_objects(ab, "courses__students");
  EXPECT_EQ(queries(), 2u);
  std::string seen;
  for (const Student& s : ab)
    for (const Course& c : s.courses.all())
      seen += std::string("[") + names(c.students.all()) + "]";
  EXPECT_EQ(seen, "[Ann,Bob,Cyd][Ann,Cyd][Ann,Bob,Cyd]");
  EXPECT_EQ(queries(), 0u);
}

// row I20: a foreign key that was read lazily is loaded.
TEST_F(School, LazilyLoadedAlready) {
  const auto xs = students().filter("name"_c == "Ann").to_vector();
  (void)xs[0].dept->name;
  EXPECT_EQ(queries(), 2u);
  orm::prefetch_related_objects(xs, "dept");
  EXPECT_EQ(queries(), 0u);
}

// row G32: no rows, no query, and no validation: not even of a path that leads nowhere.
TEST_F(School, NoObjects) {
  const std::vector<Student> none;
  EXPECT_NO_THROW(orm::prefetch_related_objects(none, orm::path("nope")));
  EXPECT_EQ(queries(), 0u);
}

// One object, a pointer, an optional, a range of these or of objects.
TEST_F(School, WhateverHoldsObjects) {
  const Student one = students().get("name"_c == "Ann");
  std::optional<Student> maybe = students().first();
  const std::optional<Student> nobody;
  const auto shared = std::make_shared<Student>(students().get("name"_c == "Cyd"));
  const std::vector<const Student*> pointers{&one, nullptr, &*maybe};
  std::map<std::string, Student> named{{"cyd", *shared}};
  queries();
  orm::prefetch_related_objects(one, "courses");
  orm::prefetch_related_objects(&one, "courses");
  EXPECT_EQ(queries(), 1u);
  orm::prefetch_related_objects(maybe, "courses");
  orm::prefetch_related_objects(nobody, "courses");
  EXPECT_EQ(queries(), 1u);
  orm::prefetch_related_objects(pointers, "tags");
  EXPECT_EQ(queries(), 1u);
  orm::prefetch_related_objects(named | std::views::values, "courses");
  EXPECT_EQ(queries(), 1u);
  const auto q = students();
  orm::prefetch_related_objects(q, "courses");
  EXPECT_EQ(queries(), 2u);
  for (const Student& s : q)
    (void)names(s.courses.all());
  EXPECT_EQ(names(one.courses.all()) + names(maybe->tags.all()), "DB,OSx,y");
  EXPECT_EQ(names(shared->courses.all()), "DB,OS,ALG"); // copies share what is loaded
  EXPECT_EQ(queries(), 0u);
}

// In braces, any number of lookups.
TEST_F(School, ManyLookups) {
  const auto xs = students().to_vector();
  queries();
  orm::prefetch_related_objects(xs, {"dept", "minor", "courses", "follows", "followers", "tags",
                                     "enrolments", "locker", "courses__review_set",
                                     orm::Prefetch<Student>("courses", courses().limit(1), "cl")});
  EXPECT_EQ(queries(), 10u);
  EXPECT_EQ(names(xs[0].cl) + xs[0].locker->code + xs[0].dept->name, "DBL1CS");
  EXPECT_EQ(xs[0].courses.all()[1].review_set.all()[0].text, "dense");
  EXPECT_EQ(queries(), 0u);
}

// The log says where it was asked for.
TEST_F(School, PlaceOfTheCall) {
  const auto xs = students().to_vector();
  orm::prefetch_related_objects(xs, "courses");
  const unsigned line = __LINE__ - 1;
  queries();
  EXPECT_EQ(last.access.line, line);
  EXPECT_EQ(last.cause, "prefetch");
}

// An object that was never in a database has nothing to load.
TEST_F(School, UnsavedObjectsCannotBePrefetched) {
  const std::vector<Student> fresh(1);
  EXPECT_THROW(orm::prefetch_related_objects(fresh, "courses"), orm::UnsavedError);
}

// Rows of different queries, prefetched together, keep each other alive as long as needed.
TEST_F(School, ObjectsOfSeveralQueries) {
  std::vector<Student> mixed{students().get("name"_c == "Ann"), students().get("name"_c == "Cyd")};
  queries();
  orm::prefetch_related_objects(mixed, "dept__students", "courses");
  EXPECT_EQ(queries(), 3u);
  const Student cyd = mixed[1];
  mixed.clear();
  EXPECT_EQ(names(cyd.courses.all()), "DB,OS,ALG");
  EXPECT_EQ(names(cyd.dept->students.all()), "Cyd");
  EXPECT_EQ(cyd.dept->students.all()[0].dept->name, "Math");
  EXPECT_EQ(queries(), 0u);
}

// A key that was assigned is loaded for its row, and the row it was copied from keeps its own.
TEST_F(School, AssignedKeysArePrefetched) {
  const auto q = students();
  std::vector<Student> changed(q.begin(), q.end());
  changed[0].dept.set_id(2);
  queries();
  orm::prefetch_related_objects(changed, "dept__students");
  EXPECT_EQ(queries(), 2u);
  EXPECT_EQ(changed[0].dept->name, "Math");
  EXPECT_EQ(names(changed[0].dept->students.all()), "Cyd");
  EXPECT_EQ(changed[1].dept->name, "CS");
  EXPECT_EQ(queries(), 0u);
  EXPECT_EQ(q.begin()->dept->name, "CS");
  EXPECT_EQ(queries(), 1u);
}

} // namespace
