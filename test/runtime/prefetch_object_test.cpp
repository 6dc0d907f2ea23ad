#include "models.hpp"

/// orm::Prefetch: a lookup with its own query set, and its own place.
namespace {

using orm::Prefetch;

// row C2
TEST_F(School, ToAttr) {
  const Student s = students().prefetch_related(Prefetch<Student>("courses", "cl"))[0];
  EXPECT_EQ(names(s.cl), "DB,OS");
  EXPECT_EQ(s.cl.size(), 2u);
  EXPECT_EQ(s.cl[1].title, "OS");
  EXPECT_THROW((void)s.cl[2], orm::IndexError);
  EXPECT_EQ(queries(), 2u);
  EXPECT_EQ(names(s.courses.all()), "DB,OS");
  EXPECT_EQ(queries(), 1u);
}

// row F26: no write empties it.
TEST_F(School, ToAttrStays) {
  const Tag y = tags().get("name"_c == "y");
  queries();
  Student bob = students().prefetch_related(Prefetch<Student>("tags", "tl")).get("name"_c == "Bob");
  bob.tags.add(y);
  EXPECT_EQ(names(bob.tl), "x");
  EXPECT_EQ(queries(), 3u);
}

// row C3, row C4, row C5
TEST_F(School, FilteredWithoutToAttr) {
  const auto q = students().prefetch_related(
      Prefetch<Student>("courses", courses().filter("title"_c == "DB")));
  std::string seen;
  for (const Student& s : q)
    seen += std::string("[") + names(s.courses.all()) + "]";
  EXPECT_EQ(seen, "[DB][DB][DB][]");
  EXPECT_EQ(queries(), 2u);
  EXPECT_EQ(names(q.begin()->courses.all().all()), "DB");
  EXPECT_EQ(names(q.begin()->courses.filter("title"_c == "OS")), "");
  EXPECT_EQ(queries(), 2u);
}

// row C6
TEST_F(School, Ordered) {
  std::string seen;
  for (const Student& s :
       students().prefetch_related(Prefetch<Student>("courses", courses().order_by("-title"))))
    seen += std::string("[") + names(s.courses.all()) + "]";
  EXPECT_EQ(seen, "[OS,DB][DB][OS,DB,ALG][]");
  EXPECT_EQ(queries(), 2u);
}

// row C7: a join inside. row C8: a prefetch inside.
TEST_F(School, InnerEagerLoads) {
  std::string seen;
  for (const Student& s : students().prefetch_related(
           Prefetch<Student>("enrolments", Enrol::objects(db).select_related("course"))))
    for (const Enrol& e : s.enrolments.all())
      seen += e.course->title + ",";
  EXPECT_EQ(seen, "DB,OS,DB,DB,OS,ALG,");
  EXPECT_EQ(queries(), 2u);
  seen.clear();
  for (const Student& s : students().prefetch_related(
           Prefetch<Student>("courses", courses().prefetch_related("students"))))
    for (const Course& c : s.courses.all())
      seen += std::string("[") + names(c.students.all()) + "]";
  EXPECT_EQ(seen, "[Ann,Bob,Cyd][Ann,Cyd][Ann,Bob,Cyd][Ann,Bob,Cyd][Ann,Cyd][Cyd]");
  EXPECT_EQ(queries(), 3u);
}

// With the names in types all of it is checked while compiling.
TEST_F(School, PrefetchUnderACheckedName) {
  const auto rows = students().prefetch_related(
      Prefetch<Student>("courses"_c, courses().filter("title"_c == "DB"), "db"_c),
      Prefetch<Student>("courses__students"_c, "sl"_c));
  EXPECT_EQ(names(rows[0].db), "DB");
  EXPECT_EQ(names(rows[0].courses.all()), "DB,OS");
  EXPECT_EQ(names(rows[0].courses.all()[1].sl), "Ann,Cyd");
}

// row C9: on from a to_attr.
TEST_F(School, ThroughToAttr) {
  std::string seen;
  for (const Student& s :
       students().prefetch_related(Prefetch<Student>("courses", "cl"), "cl__students"))
    for (const Course& c : s.cl)
      seen += std::string("[") + names(c.students.all()) + "]";
  EXPECT_EQ(seen, "[Ann,Bob,Cyd][Ann,Cyd][Ann,Bob,Cyd][Ann,Bob,Cyd][Ann,Cyd][Cyd]");
  EXPECT_EQ(queries(), 3u);
}

// row C10: a to_attr belongs to the last name of the path.
TEST_F(School, ToAttrAtTheLeaf) {
  std::string seen;
  for (const Student& s :
       students().prefetch_related(Prefetch<Student>("courses__students", "sl"))) {
    for (const Course& c : s.courses.all())
      seen += std::string("[") + names(c.sl) + "]";
    seen += ";";
  }
  EXPECT_EQ(seen, "[Ann,Bob,Cyd][Ann,Cyd];[Ann,Bob,Cyd];[Ann,Bob,Cyd][Ann,Cyd][Cyd];;");
  EXPECT_EQ(queries(), 3u);
}

// row C11
TEST_F(School, TwoPlacesForOneRelation) {
  std::string seen;
  for (const Student& s : students().prefetch_related(
           Prefetch<Student>("courses", courses().filter("title"_c == "DB"), "db"),
           Prefetch<Student>("courses", "cl")))
    seen += std::string("[") + names(s.db) + "/" + names(s.cl) + "]";
  EXPECT_EQ(seen, "[DB/DB,OS][DB/DB][DB/DB,OS,ALG][/]");
  EXPECT_EQ(queries(), 3u);
}

// row C12
TEST_F(School, ToAttrOfAForeignKey) {
  std::string seen;
  for (const Student& s : students().prefetch_related(Prefetch<Student>("dept", "dd")))
    seen += (s.dd ? s.dd->name : "-") + ",";
  EXPECT_EQ(seen, "CS,CS,Math,-,");
  EXPECT_EQ(queries(), 2u);
}

// row C13, row C14
TEST_F(School, FilteredOut) {
  const auto nobody = depts().filter("name"_c == "zz");
  std::string seen;
  for (const Student& s : students().prefetch_related(Prefetch<Student>("dept", nobody)))
    seen += s.dept.get() ? s.dept->name : "-";
  EXPECT_EQ(seen, "----");
  EXPECT_EQ(queries(), 2u);
  const Student s = students().prefetch_related(Prefetch<Student>("minor", nobody))[0];
  EXPECT_THROW((void)s.minor->name, orm::RelatedObjectDoesNotExist);
  EXPECT_EQ(queries(), 2u);
}

// row C17: a query set that has its rows already is asked again.
TEST_F(School, EvaluatedQuerySet) {
  const auto all = courses();
  (void)all.size();
  queries();
  (void)students().prefetch_related(Prefetch<Student>("courses", all)).size();
  EXPECT_EQ(queries(), 2u);
}

// row C21: Django's known defect; here the filter has a link table of its own.
TEST_F(School, FilterOverTheSameRelation) {
  std::string seen;
  for (const Course& c : courses().prefetch_related(
           Prefetch<Course>("students", students().filter("courses__title"_c == "ALG"))))
    seen += std::string("[") + names(c.students.all()) + "]";
  EXPECT_EQ(seen, "[Cyd][Cyd][Cyd][]");
  EXPECT_EQ(queries(), 2u);
}

// row I22: what an inner query set prefetched is not read again from outside.
TEST_F(School, InnerPrefetchWins) {
  std::string seen;
  for (const Student& s : students().prefetch_related(
           Prefetch<Student>("courses", courses().prefetch_related(Prefetch<Course>(
                                            "students", students().filter("name"_c == "Ann")))),
           "courses__students__tags")) {
    for (const Course& c : s.courses.all())
      for (const Student& ann : c.students.all())
        seen += ann.name + "(" + names(ann.tags.all()) + ")";
    seen += ";";
  }
  EXPECT_EQ(seen, "Ann(x,y)Ann(x,y);Ann(x,y);Ann(x,y)Ann(x,y);;");
  EXPECT_EQ(queries(), 4u);
}

// row I21: a to_attr that is there is not filled again.
TEST_F(School, ToAttrTwice) {
  auto xs = students().to_vector();
  orm::prefetch_related_objects(xs, Prefetch<Student>("courses", "cl"));
  queries();
  orm::prefetch_related_objects(xs, Prefetch<Student>("courses", "cl"));
  EXPECT_EQ(queries(), 0u);
}

// row G6, row G7, row G9, row G10: the same place twice.
TEST_F(School, AmbiguousLookups) {
  const auto fails = [&](const orm::QuerySet<Student>& q, const char* message) {
    try {
      (void)q.size();
      ADD_FAILURE() << "no error";
    } catch (const orm::PrefetchError& error) {
      EXPECT_EQ(std::string(error.what()),
                std::string(message) + " lookup was already seen with a different queryset. You "
                                       "may need to adjust the ordering of your lookups.");
    }
  };
  const Prefetch<Student> all("courses", courses());
  fails(students().prefetch_related("courses", all), "'courses'");
  EXPECT_EQ(queries(), 2u);
  fails(students().prefetch_related("courses__students", all), "'courses'");
  EXPECT_EQ(queries(), 3u);
  EXPECT_EQ(students().prefetch_related(all, "courses").size(), 4u);
  EXPECT_EQ(queries(), 2u);
  const Prefetch<Student> placed("courses", courses(), "cl");
  fails(students().prefetch_related(placed, placed), "'cl'");
  EXPECT_EQ(queries(), 2u);
}

// row G11, row G12, row G13, row G24: a to_attr or a query set that does not fit.
TEST_F(School, WrongPlaces) {
  const auto message = [&](const orm::QuerySet<Student>& q) -> std::string {
    try {
      (void)q.size();
    } catch (const orm::PrefetchError& error) {
      return error.what();
    }
    return "no error";
  };
  EXPECT_EQ(message(students().prefetch_related(Prefetch<Student>("courses", "courses"))),
            "to_attr=courses conflicts with a field on the Student model.");
  EXPECT_EQ(message(students().prefetch_related(Prefetch<Student>("courses", "name"))),
            "to_attr=name conflicts with a field on the Student model.");
  EXPECT_EQ(message(students().prefetch_related(Prefetch<Student>("courses", "zz"))),
            "to_attr=zz needs a member `orm::Prefetched<Course> zz;` in the Student model, listed "
            "in its fields.");
  queries();
  EXPECT_EQ(
      message(students().prefetch_related("cl__students", Prefetch<Student>("courses", "cl"))),
      "Cannot find 'cl' on Student object, 'cl__students' is an invalid parameter to "
      "prefetch_related() (model `Student` has no relation of this name; choices: dept, "
      "minor, courses, follows, followers, tags, enrolments, locker, cl, db, sl, tl, dd)");
  EXPECT_EQ(queries(), 1u);
  EXPECT_EQ(message(students().prefetch_related(Prefetch<Student>(orm::path("courses"), tags()))),
            "the query set of a Prefetch for `Student.courses` reads Tag, but the relation leads "
            "to Course");
}

} // namespace
