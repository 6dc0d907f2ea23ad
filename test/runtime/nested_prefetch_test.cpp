#include "models.hpp"

/// Query sets of a Prefetch that prefetch on their own.
namespace {

using orm::Prefetch;

// Level by level, over the same relations again and again: each level is one statement.
TEST_F(School, NestedOverTheSameRelations) {
  const auto q = students().prefetch_related(Prefetch<Student>(
      "follows", students().prefetch_related(Prefetch<Student>(
                     "followers", students().prefetch_related(Prefetch<Student>(
                                      "follows", students().prefetch_related("tags")))))));
  std::string seen;
  for (const Student& s : q)
    for (const Student& followed : s.follows.all())
      for (const Student& follower : followed.followers.all())
        for (const Student& again : follower.follows.all())
          seen += s.name + ":" + follower.name + ":" + again.name + "(" + names(again.tags.all()) +
                  "),";
  EXPECT_EQ(seen, "Ann:Ann:Bob(x),Ann:Cyd:Bob(x),Cyd:Ann:Bob(x),Cyd:Cyd:Bob(x),");
  EXPECT_EQ(queries(), 5u);
}

// row N6: the children prefetch their parent themselves: that one is kept, not replaced by the
// parent they were loaded for.
TEST_F(School, OwnParentIsKept) {
  const auto q = depts().prefetch_related(Prefetch<Dept>(
      "students",
      students().prefetch_related(Prefetch<Student>("dept", depts().select_related()))));
  for (const Dept& d : q)
    for (const Student& s : d.students.all()) {
      EXPECT_NE(s.dept.get(), &d);
      EXPECT_EQ(s.dept->name, d.name);
    }
  EXPECT_EQ(queries(), 3u);
}

// row N6: so for one-to-one relations, and for a path that only leads through the parent.
TEST_F(School, OwnPartnerIsKept) {
  const auto lockers = Locker::objects(db).prefetch_related(
      Prefetch<Locker>("student", students().prefetch_related("locker")));
  std::string seen;
  for (const Locker& l : lockers)
    if (l.student) {
      EXPECT_NE(l.student->locker.get(), &l);
      seen += l.student->locker->code + ",";
    }
  EXPECT_EQ(seen, "L1,L2,");
  EXPECT_EQ(queries(), 3u);
  seen.clear();
  for (const Dept& d : depts().prefetch_related(
           Prefetch<Dept>("students", students().prefetch_related("dept__minors"))))
    for (const Student& s : d.students.all())
      seen += s.dept->name + ":" + names(s.dept->minors.all()) + ";";
  EXPECT_EQ(seen, "CS:;CS:;Math:Ann,Bob,Cyd,Dan;");
  EXPECT_EQ(queries(), 4u);
}

// The parent under a to_attr leaves the relation itself to the parent they were loaded for.
TEST_F(School, ParentElsewhere) {
  for (const Dept& d : depts().prefetch_related(Prefetch<Dept>(
           "students", students().prefetch_related(Prefetch<Student>("dept", "dd")))))
    for (const Student& s : d.students.all()) {
      EXPECT_EQ(s.dept.get(), &d);
      EXPECT_NE(s.dd.get(), &d);
    }
  EXPECT_EQ(queries(), 3u);
}

// row N11: Django's prefetchers take a list of query sets, of which all but generic relations want
// exactly one. A Prefetch here holds one query set or none; there is no list to get wrong.

// A union cannot be narrowed to the rows of a relation, as in Django.
TEST_F(School, UnionInAPrefetch) {
  const auto q =
      students().prefetch_related(Prefetch<Student>("courses", courses().union_(courses())));
  EXPECT_THROW((void)q.size(), orm::NotSupportedError);
}

// A relation of one object is not a query set for the relation of all.
TEST_F(School, OneObjectsRelationInAPrefetch) {
  const Student ann = students().get("name"_c == "Ann");
  const auto q = students().prefetch_related(Prefetch<Student>("courses", ann.courses.all()));
  try {
    (void)q.size();
    ADD_FAILURE() << "no error";
  } catch (const orm::PrefetchError& error) {
    EXPECT_STREQ(error.what(), "the query set of a Prefetch for `Student.courses` is one object's "
                               "relation already; start it at Course::objects(db)");
  }
}

} // namespace
