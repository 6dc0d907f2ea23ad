#include "models.hpp"

#include <set>

/// select_related: relations to one in the same statement.
namespace {

std::size_t times(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1))
    ++count;
  return count;
}

// row H1, row H2, row H7, row H8, row H21: two keys to one table, chained.
TEST_F(School, ForeignKeys) {
  std::string seen;
  for (const Student& s : students().select_related("minor").select_related("dept"))
    seen += s.minor->name + (s.dept ? s.dept->name : "-") + ",";
  EXPECT_EQ(seen, "MathCS,MathCS,MathMath,Math-,");
  EXPECT_EQ(queries(), 1u);
  EXPECT_EQ(times(last.sql, "INNER JOIN"), 1u);
  EXPECT_EQ(times(last.sql, "LEFT OUTER JOIN"), 1u);
  EXPECT_EQ(times(last.sql, R"(JOIN "dept")"), 2u);
  EXPECT_EQ(times(last.sql, R"("dept" AS "T2")"), 1u);
}

// row H3: without a name, the keys that cannot be NULL.
TEST_F(School, WithoutAName) {
  std::string seen;
  for (const Student& s : students().select_related())
    seen += s.minor->name + (s.dept ? s.dept->name : "-") + ",";
  EXPECT_EQ(seen, "MathCS,MathCS,MathMath,Math-,");
  EXPECT_EQ(queries(), 4u);
}

// row H4: reverse one-to-one.
TEST_F(School, ReverseOneToOneJoin) {
  std::string seen;
  for (const Student& s : students().select_related("locker")) {
    try {
      seen += s.locker->code + ",";
    } catch (const orm::RelatedObjectDoesNotExist&) {
      seen += "none,";
    }
  }
  EXPECT_EQ(seen, "L1,L2,none,none,");
  EXPECT_EQ(queries(), 1u);
}

// row H10: the forward side knows its row.
TEST_F(School, ReverseOneToOneJoinLinksBack) {
  std::string seen;
  for (const Student& s : students().select_related("locker").filter("locker"_c.is_null(false))) {
    EXPECT_EQ(s.locker->student.get(), &s);
    seen += s.name + ",";
  }
  EXPECT_EQ(seen, "Ann,Bob,");
  EXPECT_EQ(queries(), 1u);
}

// row H5, row H14: everything below an outer join is an outer join.
TEST_F(School, TwoLevels) {
  std::string seen;
  for (const Locker& l : Locker::objects(db).select_related("student__dept"))
    seen += (l.student ? l.student->dept->name : "-") + ",";
  EXPECT_EQ(seen, "CS,CS,-,");
  EXPECT_EQ(queries(), 1u);
  (void)Locker::objects(db).select_related("student__minor").size();
  queries();
  EXPECT_EQ(times(last.sql, "LEFT OUTER JOIN"), 2u);
  EXPECT_EQ(times(last.sql, "INNER JOIN"), 0u);
}

// row H6: half the path.
TEST_F(School, PartialDepth) {
  std::string seen;
  for (const Enrol& e : Enrol::objects(db).select_related("student"))
    if (e.student->dept)
      seen += e.student->dept->name + ",";
  EXPECT_EQ(seen, "CS,CS,CS,Math,Math,Math,");
  EXPECT_EQ(queries(), 7u);
}

// row H9: both sides of a one-to-one.
TEST_F(School, OneToOneJoinLinksBack) {
  for (const Locker& l : Locker::objects(db).select_related("student"))
    if (l.student) {
      EXPECT_EQ(l.student->locker.get(), &l);
    }
  EXPECT_EQ(queries(), 1u);
}

// row H10: a join of the way back leads to no other row either (the populators of Django's query.py
// set the back pointer last), and what it brings is not read.
TEST_F(School, JoinOfTheWayBackLeadsToTheSameRow) {
  std::string seen;
  for (const Student& s :
       students().select_related("locker__student__dept").filter("locker"_c.is_null(false))) {
    EXPECT_EQ(s.locker->student.get(), &s);
    seen += s.locker->student->dept->name + ",";
  }
  EXPECT_EQ(seen, "CS,CS,");
  EXPECT_EQ(queries(), 3u);
}

// row H11: the set on the other side is not filled.
TEST_F(School, TheReverseSetIsNotFilled) {
  const Student s = students().select_related("dept").get("name"_c == "Ann");
  EXPECT_EQ(names(s.dept->students.all()), "Ann,Bob");
  EXPECT_EQ(queries(), 2u);
}

// row H13, row H17: a relation to the model itself.
TEST_F(School, SelfRelation) {
  std::string seen;
  for (const Emp& e : Emp::objects(db).select_related("boss__boss"))
    seen += e.boss && e.boss->boss.get() ? e.boss->boss->name : "-";
  EXPECT_EQ(seen, "---");
  EXPECT_EQ(queries(), 1u);
  seen.clear();
  for (const Emp& e : Emp::objects(db).select_related("boss"))
    seen += (e.boss ? e.boss->name : "-") + ",";
  EXPECT_EQ(seen, "-,P,P,");
  EXPECT_EQ(queries(), 1u);
}

// row H16: count() needs no join. row H18: no rows. row H20: the same name twice.
TEST_F(School, JoinsAsNeeded) {
  EXPECT_EQ(students().select_related("minor").count(), 4);
  EXPECT_EQ(queries(), 1u);
  EXPECT_EQ(times(last.sql, "JOIN"), 0u);
  EXPECT_EQ(students().filter("name"_c == "zz").select_related("minor").size(), 0u);
  EXPECT_EQ(queries(), 1u);
  EXPECT_EQ(students().select_related("minor").select_related("minor").size(), 4u);
  EXPECT_EQ(queries(), 1u);
  EXPECT_EQ(times(last.sql, "JOIN"), 1u);
}

// row H19: a join makes one object a row, a prefetch one a key.
TEST_F(School, ObjectsMade) {
  const auto objects = [](const orm::QuerySet<Student>& q) {
    std::set<const Dept*> found;
    for (const Student& s : q)
      found.insert(s.minor.get());
    return found.size();
  };
  EXPECT_EQ(objects(students().select_related("minor")), 4u);
  EXPECT_EQ(objects(students().prefetch_related("minor")), 1u);
  EXPECT_EQ(queries(), 3u);
}

// row E22, row L12: one object a row.
TEST_F(School, JoinedObjectsAreNotShared) {
  const auto q = students().select_related("dept").filter("name"_c.in({"Ann", "Bob"}));
  const auto it = q.begin();
  EXPECT_NE(it[0].dept.get(), it[1].dept.get());
  it[0].dept->name = "ZZ";
  EXPECT_EQ(it[1].dept->name, "CS");
  EXPECT_EQ(queries(), 1u);
}

// row F3
TEST_F(School, Cleared) {
  for (const Student& s : students().select_related("minor").select_related(nullptr))
    EXPECT_EQ(s.minor->name, "Math");
  EXPECT_EQ(queries(), 5u);
}

// row I4: what a join has loaded, a Prefetch does not load again.
TEST_F(School, JoinBeforePrefetch) {
  for (const Student& s : students().select_related("minor").prefetch_related(
           orm::Prefetch<Student>("minor", depts().filter("name"_c == "zz"))))
    EXPECT_EQ(s.minor->name, "Math");
  EXPECT_EQ(queries(), 1u);
}

// A filter on the joined model and a join for its columns are one join.
TEST_F(School, FilterSharesTheJoin) {
  EXPECT_EQ(students().select_related("dept").filter("dept__name"_c == "CS").size(), 2u);
  queries();
  EXPECT_EQ(times(last.sql, "INNER JOIN"), 1u);
  EXPECT_EQ(times(last.sql, "JOIN"), 1u);
}

} // namespace
