#include "models.hpp"

/// A Prefetch whose query set is sliced: each row gets its own slice, in one statement.
namespace {

using orm::Prefetch;

template <class Query, class Read>
std::string each(const Query& query, Read read) {
  std::string text;
  for (const auto& row : query)
    text += std::string("[") + read(row) + "]";
  return text;
}

// row C19: an error in Django 3.2, a window since 4.2.
TEST_F(School, SlicedQuerySet) {
  EXPECT_EQ(each(students().prefetch_related(Prefetch<Student>("courses", courses().limit(1))),
                 [](const Student& s) { return names(s.courses.all()); }),
            "[DB][DB][DB][]");
  EXPECT_EQ(queries(), 2u);
}

// row N3: many-to-many, beside a Prefetch of all.
TEST_F(School, SlicedManyToMany) {
  const auto by_title = courses().order_by("-title");
  EXPECT_EQ(each(students().prefetch_related(
                     Prefetch<Student>("courses", by_title),
                     Prefetch<Student>("courses", by_title.offset(1), "cl"),
                     Prefetch<Student>("courses", by_title.offset(1).limit(1), "db")),
                 [](const Student& s) {
                   return names(s.courses.all()) + "/" + names(s.cl) + "/" + names(s.db);
                 }),
            "[OS,DB/DB/DB][DB//][OS,DB,ALG/DB,ALG/DB][//]");
  EXPECT_EQ(queries(), 4u);
}

// row N3: from the other side of the many-to-many.
TEST_F(School, SlicedReverseManyToMany) {
  EXPECT_EQ(each(courses().prefetch_related(
                     Prefetch<Course>("students", students().order_by("-name").limit(2))),
                 [](const Course& c) { return names(c.students.all()); }),
            "[Cyd,Bob][Cyd,Ann][Cyd][]");
  EXPECT_EQ(queries(), 2u);
}

// row N3: reverse foreign key; the children know their parent.
TEST_F(School, SlicedReverseForeignKey) {
  const auto q =
      depts().prefetch_related(Prefetch<Dept>("minors", students().order_by("-name").limit(3)),
                               Prefetch<Dept>("students", students().offset(1)));
  EXPECT_EQ(each(q,
                 [](const Dept& d) {
                   for (const Student& s : d.minors.all())
                     EXPECT_EQ(s.minor.get(), &d);
                   return names(d.minors.all()) + "/" + names(d.students.all());
                 }),
            "[/Bob][Dan,Cyd,Bob/]");
  EXPECT_EQ(queries(), 3u);
}

// row N3: ordering by a column of another table, filters, joins and prefetches inside.
TEST_F(School, SlicedAndRefined) {
  const auto q = students().prefetch_related(
      Prefetch<Student>("enrolments", Enrol::objects(db)
                                          .filter("course__title"_c != "OS")
                                          .order_by("-course__title")
                                          .select_related("course")
                                          .prefetch_related("course__students")
                                          .limit(1)));
  EXPECT_EQ(each(q,
                 [](const Student& s) {
                   std::string text;
                   for (const Enrol& e : s.enrolments.all())
                     text += e.course->title + ":" + names(e.course->students.all());
                   return text;
                 }),
            "[DB:Ann,Bob,Cyd][DB:Ann,Bob,Cyd][DB:Ann,Bob,Cyd][]");
  EXPECT_EQ(queries(), 3u);
}

// Nothing, and more than there is.
TEST_F(School, SlicesOfAnySize) {
  const auto sizes = [&](const orm::QuerySet<Course>& slice) {
    return each(students().prefetch_related(Prefetch<Student>("courses", slice)),
                [](const Student& s) { return std::to_string(s.courses.all().size()); });
  };
  EXPECT_EQ(sizes(courses().limit(0)), "[0][0][0][0]");
  EXPECT_EQ(sizes(courses().limit(99)), "[2][1][3][0]");
  EXPECT_EQ(sizes(courses().offset(99)), "[0][0][0][0]");
  EXPECT_EQ(sizes(courses().offset(2).limit(INT64_MAX)), "[0][0][1][0]");
  EXPECT_EQ(queries(), 8u);
}

// row N4: Django refuses where the database has no window functions. SQLite has had them since
// 3.25, and the library asks for a later one: there is nothing to refuse.
TEST_F(School, OneWindowStatement) {
  (void)students()
      .prefetch_related(Prefetch<Student>("courses", courses().offset(1).limit(2)))
      .size();
  EXPECT_EQ(queries(), 2u);
  EXPECT_EQ(
      last.display_sql,
      R"(SELECT * FROM (SELECT "student_courses"."student_id", "course"."id", "course"."title", )"
      R"(ROW_NUMBER() OVER (PARTITION BY "student_courses"."student_id" )"
      R"(ORDER BY "student_courses"."student_id", "student_courses"."course_id") AS "row number" )"
      R"(FROM "student_courses" CROSS JOIN "course" ON "course"."id" = "student_courses"."course_id" )"
      R"(WHERE "student_courses"."student_id" IN (1, 2, 3, 4)) )"
      R"(WHERE "row number" > ? AND "row number" <= ? ORDER BY 1, "row number")");
}

// What is asked of the relation afterwards keeps the slice, and its rules.
TEST_F(School, RefinedAfterTheSlice) {
  const auto q = students().prefetch_related(Prefetch<Student>("courses", courses().limit(1)));
  const Student& ann = *q.begin();
  EXPECT_EQ(ann.courses.count(), 1);
  EXPECT_EQ(queries(), 2u);
  EXPECT_EQ(names(ann.courses.all().all()), "DB");
  EXPECT_EQ(queries(), 1u);
  EXPECT_THROW((void)ann.courses.filter("title"_c == "OS"), orm::SliceError);
}

// A relation to one cannot be sliced, as in Django.
TEST_F(School, SlicedRelationToOne) {
  const auto to_dept = students().prefetch_related(Prefetch<Student>("dept", depts().limit(1)));
  EXPECT_THROW((void)to_dept.size(), orm::SliceError);
  const auto to_locker =
      students().prefetch_related(Prefetch<Student>("locker", Locker::objects(db).limit(1)));
  EXPECT_THROW((void)to_locker.size(), orm::SliceError);
}

} // namespace
