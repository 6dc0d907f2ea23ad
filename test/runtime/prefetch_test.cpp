#include "models.hpp"

/// prefetch_related: one more statement a level, and what it gives.
namespace {

using Lists = std::vector<std::string>;

template <class Query, class Read>
Lists each(const Query& query, Read read) {
  Lists lists;
  for (const auto& row : query)
    lists.push_back(read(row));
  return lists;
}
std::string course_names(const Student& s) { return names(s.courses.all()); }

// row A2
TEST_F(School, ForeignKey) {
  std::string seen;
  for (const Student& s : students().prefetch_related("dept"))
    if (s.dept)
      seen += s.dept->name + ",";
  EXPECT_EQ(seen, "CS,CS,Math,");
  EXPECT_EQ(queries(), 2u);
}

// row A4
TEST_F(School, ManyToMany) {
  EXPECT_EQ(each(students().prefetch_related("courses"), course_names),
            (Lists{"DB,OS", "DB", "DB,OS,ALG", ""}));
  EXPECT_EQ(queries(), 2u);
}

// row A5
TEST_F(School, ReverseManyToMany) {
  EXPECT_EQ(each(courses().prefetch_related("students"),
                 [](const Course& c) { return names(c.students.all()); }),
            (Lists{"Ann,Bob,Cyd", "Ann,Cyd", "Cyd", ""}));
  EXPECT_EQ(queries(), 2u);
}

// row A6, row I12
TEST_F(School, OneToOne) {
  std::string seen;
  for (const Locker& l : Locker::objects(db).prefetch_related("student"))
    if (l.student) {
      seen += l.student->name + ",";
      EXPECT_EQ(l.student->locker.get(), &l);
    }
  EXPECT_EQ(seen, "Ann,Bob,");
  EXPECT_EQ(queries(), 2u);
}

// row A7, row D49
TEST_F(School, ReverseOneToOne) {
  std::string seen;
  for (const Student& s : students().prefetch_related("locker")) {
    try {
      seen += s.locker->code + ",";
    } catch (const orm::RelatedObjectDoesNotExist& error) {
      seen += std::string(error.what()) + ",";
    }
    EXPECT_EQ(static_cast<bool>(s.locker), s.id <= 2);
  }
  EXPECT_EQ(seen, "L1,L2,Student has no locker.,Student has no locker.,");
  EXPECT_EQ(queries(), 2u);
}

// row A11
TEST_F(School, SelfManyToMany) {
  EXPECT_EQ(each(students().prefetch_related("follows", "followers"),
                 [](const Student& s) {
                   return names(s.follows.all()) + "/" + names(s.followers.all());
                 }),
            (Lists{"Bob/", "/Ann,Cyd", "Bob/", "/"}));
  EXPECT_EQ(queries(), 3u);
}

// row A14, row A15, row A16, row A17, row L14
TEST_F(School, NothingToFetch) {
  EXPECT_EQ(
      students().filter("name"_c == "zz").prefetch_related("courses", "dept__students").size(), 0u);
  EXPECT_EQ(queries(), 1u);
  const auto dan = students().filter("name"_c == "Dan");
  EXPECT_EQ(names(dan.prefetch_related("courses__students__tags")), "Dan");
  EXPECT_EQ(queries(), 2u);
  const auto dept = [](const Student& s) { return s.dept.get() ? s.dept->name : "none"; };
  EXPECT_EQ(each(dan.prefetch_related("dept"), dept), Lists{"none"});
  EXPECT_EQ(queries(), 1u);
  EXPECT_EQ(each(dan.prefetch_related("dept__students"), dept), Lists{"none"});
  EXPECT_EQ(queries(), 1u);
}

// row B1
TEST_F(School, NestedManyToMany) {
  EXPECT_EQ(each(students().prefetch_related("courses__students"),
                 [](const Student& s) {
                   std::string text;
                   for (const Course& c : s.courses.all())
                     text += std::string("[") + names(c.students.all()) + "]";
                   return text;
                 }),
            (Lists{"[Ann,Bob,Cyd][Ann,Cyd]", "[Ann,Bob,Cyd]", "[Ann,Bob,Cyd][Ann,Cyd][Cyd]", ""}));
  EXPECT_EQ(queries(), 3u);
}

// row B2, row B4, row B6, row B7, row F2: how lookups add up.
TEST_F(School, LookupsAddUp) {
  (void)students().prefetch_related("courses", "courses__students").size();
  EXPECT_EQ(queries(), 3u);
  (void)students().prefetch_related("courses__students", "courses__review_set").size();
  EXPECT_EQ(queries(), 4u);
  (void)students().prefetch_related("courses", "courses").size();
  EXPECT_EQ(queries(), 2u);
  (void)students().prefetch_related("courses").prefetch_related("tags").size();
  EXPECT_EQ(queries(), 3u);
  EXPECT_EQ(each(students().prefetch_related("tags").prefetch_related(nullptr).prefetch_related(
                     "courses"),
                 course_names),
            (Lists{"DB,OS", "DB", "DB,OS,ALG", ""}));
  EXPECT_EQ(queries(), 2u);
}

// row B8
TEST_F(School, SurvivesRefinement) {
  EXPECT_EQ(each(students().prefetch_related("courses").exclude("name"_c == "Bob").order_by("-id"),
                 course_names),
            (Lists{"", "DB,OS,ALG", "DB,OS"}));
  EXPECT_EQ(queries(), 2u);
}

// row B9
TEST_F(School, ForeignKeyAndBack) {
  EXPECT_EQ(each(students().prefetch_related("dept__students"),
                 [](const Student& s) {
                   return s.dept ? names(s.dept->students.all()) : std::string("none");
                 }),
            (Lists{"Ann,Bob", "Ann,Bob", "Cyd", "none"}));
  EXPECT_EQ(queries(), 3u);
}

// row D1, row D13, row D33, row D41, row D44: what a prefetched relation answers itself.
TEST_F(School, AnsweredFromThePrefetch) {
  const Student s = *students().prefetch_related("courses", "tags").first();
  queries();
  EXPECT_EQ(names(s.courses.all()), "DB,OS");
  EXPECT_EQ(names(s.courses.all()), "DB,OS");
  EXPECT_EQ(s.courses.all().size(), 2u);
  EXPECT_FALSE(s.courses.all().empty());
  EXPECT_EQ(s.courses.count(), 2);
  EXPECT_EQ(s.courses.all().count(), 2);
  EXPECT_TRUE(s.courses.exists());
  EXPECT_TRUE(s.courses.all().exists());
  EXPECT_EQ(s.courses.all()[0].title, "DB");
  EXPECT_EQ(s.courses.first()->title, "DB");
  EXPECT_EQ(s.courses.all().first()->title, "DB");
  EXPECT_THROW((void)s.tags.all()[5], orm::IndexError);
  EXPECT_THROW((void)s.tags.all()[-1], orm::IndexError);
  EXPECT_EQ(queries(), 0u);
}

// row D15, row D17, row D19, row D20, row D30, row D39: what is a new query all the same.
TEST_F(School, NewQueriesDespiteThePrefetch) {
  const Student s = *students().prefetch_related("courses", "tags").first();
  queries();
  EXPECT_EQ(names(s.courses.filter("title"_c == "DB")), "DB");
  EXPECT_EQ(queries(), 1u);
  EXPECT_EQ(names(s.courses.order_by("-id")), "OS,DB");
  EXPECT_EQ(queries(), 1u);
  EXPECT_EQ(s.courses.get("id"_c == 1).title, "DB");
  EXPECT_EQ(queries(), 1u);
  EXPECT_EQ(s.courses.all().get("id"_c == 1).title, "DB");
  EXPECT_EQ(queries(), 1u);
  EXPECT_EQ(names(s.courses.prefetch_related("students").begin()->students.all()), "Ann,Bob,Cyd");
  EXPECT_EQ(queries(), 2u);
  EXPECT_EQ(s.tags.first()->name, "x"); // Tag has no ordering
  EXPECT_EQ(queries(), 1u);
}

// row D54, row D55, row I7: children of a prefetch know their parent, and nothing else.
TEST_F(School, PrefetchedChildrenKnowTheirParent) {
  const auto q = students().prefetch_related("enrolments");
  const Student& ann = *q.begin();
  queries();
  for (const Enrol& e : ann.enrolments.all())
    EXPECT_EQ(e.student.get(), &ann);
  EXPECT_EQ(queries(), 0u);
  std::string titles;
  for (const Enrol& e : ann.enrolments.all())
    titles += e.course->title + ",";
  EXPECT_EQ(titles, "DB,OS,");
  EXPECT_EQ(queries(), 2u);
  for (const Dept& d : depts().prefetch_related("students"))
    for (const Student& s : d.students.all())
      EXPECT_EQ(s.dept.get(), &d);
  EXPECT_EQ(queries(), 2u);
}

// row E21, row L11: rows with one key share one object; E23: link rows do not.
TEST_F(School, SharedTargets) {
  const auto q = students().filter("name"_c.in({"Ann", "Bob"})).prefetch_related("dept", "courses");
  const auto it = q.begin();
  EXPECT_EQ(it[0].dept.get(), it[1].dept.get());
  it[0].dept->name = "ZZ";
  EXPECT_EQ(it[1].dept->name, "ZZ");
  EXPECT_NE(&*it[0].courses.all().begin(), &*it[1].courses.all().begin());
  EXPECT_EQ(queries(), 3u);
}

// row E25: the same parent twice.
TEST_F(School, DuplicateParents) {
  const auto d = depts().filter("students__name"_c.in({"Ann", "Bob"})).prefetch_related("students");
  ASSERT_EQ(d.size(), 2u);
  const auto it = d.begin();
  EXPECT_EQ(it[0].students.all().begin()->dept.get(), &it[1]);
  EXPECT_EQ(&*it[0].students.all().begin(), &*it[1].students.all().begin());
  EXPECT_EQ(queries(), 2u);
}

// row I1, row I2, row I3, row I5: joined rows are prefetched from.
TEST_F(School, BelowAJoin) {
  EXPECT_EQ(each(students().select_related("minor").prefetch_related("minor__students"),
                 [](const Student& s) { return names(s.minor->students.all()); }),
            (Lists{"Cyd", "Cyd", "Cyd", "Cyd"}));
  EXPECT_EQ(queries(), 2u);
  EXPECT_EQ(each(students().select_related("dept").prefetch_related("dept__students"),
                 [](const Student& s) {
                   return s.dept ? names(s.dept->students.all()) : std::string("none");
                 }),
            (Lists{"Ann,Bob", "Ann,Bob", "Cyd", "none"}));
  EXPECT_EQ(queries(), 2u);
  EXPECT_EQ(each(students().select_related("minor").prefetch_related("minor"),
                 [](const Student& s) { return s.minor->name; }),
            (Lists{"Math", "Math", "Math", "Math"}));
  EXPECT_EQ(queries(), 1u);
  EXPECT_EQ(Locker::objects(db).select_related("student").prefetch_related("student__tags").size(),
            3u);
  EXPECT_EQ(queries(), 2u);
}

// row I14, row I15: a prefetch fills one side only.
TEST_F(School, TheOtherSideIsNotFilled) {
  const Student ann = students().prefetch_related("dept")[0];
  EXPECT_EQ(names(ann.dept->students.all()), "Ann,Bob");
  EXPECT_EQ(queries(), 3u);
  const Student again = students().prefetch_related("courses")[0];
  EXPECT_EQ(names(again.courses.all()[0].students.all()), "Ann,Bob,Cyd");
  EXPECT_EQ(queries(), 3u);
}

// row I23, row I25: distinct keys, NULL left out, no join.
TEST_F(School, StatementOfAForeignKey) {
  (void)students().prefetch_related("dept").size();
  EXPECT_EQ(queries(), 2u);
  EXPECT_EQ(last.display_sql,
            R"(SELECT "dept"."id", "dept"."name" FROM "dept" WHERE "dept"."id" IN (1, 2))");
  EXPECT_EQ(last.sql,
            R"(SELECT "dept"."id", "dept"."name" FROM "dept" WHERE "dept"."id" IN orm_keys(?))");
}

// row I24: a row that is there twice is asked for once.
TEST_F(School, StatementForARowThatIsThereTwice) {
  const auto q = students()
                     .filter("courses__title"_c.in({"DB", "OS"}))
                     .filter("name"_c == "Ann")
                     .prefetch_related("tags");
  std::string seen;
  for (const Student& s : q)
    seen += std::string("[") + names(s.tags.all()) + "]";
  EXPECT_EQ(seen, "[x,y][x,y]");
  EXPECT_EQ(queries(), 2u);
  EXPECT_NE(last.display_sql.find("IN (1)"), std::string::npos) << last.display_sql;
}

// row I27: the link table, joined to the targets. It comes first, and its key with each row.
TEST_F(School, StatementOfAManyToMany) {
  (void)students().prefetch_related("courses").size();
  EXPECT_EQ(queries(), 2u);
  EXPECT_EQ(
      last.display_sql,
      R"(SELECT "student_courses"."student_id", "course"."id", "course"."title" )"
      R"(FROM "student_courses" CROSS JOIN "course" ON "course"."id" = "student_courses"."course_id" )"
      R"(WHERE "student_courses"."student_id" IN (1, 2, 3, 4) )"
      R"(ORDER BY "student_courses"."student_id", "student_courses"."course_id")");
}

// row I28: the children by their key, no join.
TEST_F(School, StatementOfAReverseForeignKey) {
  (void)depts().prefetch_related("students").size();
  EXPECT_EQ(queries(), 2u);
  EXPECT_EQ(last.display_sql,
            R"(SELECT "student"."dept_id", "student"."id", "student"."name", "student"."dept_id", )"
            R"("student"."minor_id" FROM "student" WHERE "student"."dept_id" IN (1, 2) )"
            R"(ORDER BY "student"."dept_id", "student"."id")");
}

// row I29: the model's ordering holds in a prefetch. Where there is none Django leaves the order to
// the database; here it is by key, as it is lazily.
TEST_F(School, OrderOfAPrefetch) {
  (void)students().prefetch_related("courses").size();
  EXPECT_EQ(queries(), 2u);
  EXPECT_NE(last.sql.find("ORDER BY"), std::string::npos);
  std::string eager;
  for (const Student& s : students().prefetch_related("tags"))
    eager += names(s.tags.all());
  EXPECT_EQ(queries(), 2u);
  EXPECT_NE(last.sql.find("ORDER BY"), std::string::npos);
  std::string lazy;
  for (const Student& s : students())
    lazy += names(s.tags.all());
  EXPECT_EQ(eager, lazy);
}

// row K1, row K3: more parents than an old library takes variables: still one statement.
TEST_F(School, ManyParents) {
  const Dept math = depts().get("name"_c == "Math");
  std::vector<Student> many;
  for (int i = 0; i < 40000; ++i)
    many.push_back({.name = std::string("n") + std::to_string(i), .minor = math});
  (void)students().bulk_create(std::move(many));
  queries();
  std::size_t links = 0;
  for (const Student& s : students().prefetch_related("courses"))
    links += s.courses.all().size();
  EXPECT_EQ(links, 6u);
  EXPECT_EQ(queries(), 2u);
}

} // namespace
