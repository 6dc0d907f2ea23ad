#include "models.hpp"

/// values(…).annotate(…): groups, as Django 3.2 makes them of models that have no ordering. (There
/// an ordering of the model, which nobody sees in the result, breaks up the groups; not here.) The
/// results are what Django gave for the same rows, but where a test says otherwise.
namespace {

using orm::Avg;
using orm::Count;
using orm::Max;
using orm::Min;
using orm::Sum;

class Groups : public School {
protected:
  /// "-:1 1:2 2:1": the groups of values_list, in their order.
  template <class Groups>
  static std::string shown(const Groups& groups) {
    std::string text;
    for (const auto& group : groups) {
      text += text.empty() ? "" : " ";
      std::apply(
          [&](const auto&... each) {
            std::size_t left = sizeof...(each);
            ((text += show(each) + (--left ? ":" : "")), ...);
          },
          group);
    }
    return text;
  }
  static std::string show(std::int64_t value) { return std::to_string(value); }
  static std::string show(int value) { return std::to_string(value); }
  static std::string show(double value) { return std::to_string(value).substr(0, 3); }
  static std::string show(const std::string& value) { return value; }
  template <class V>
  static std::string show(const std::optional<V>& value) {
    return value ? show(*value) : "-";
  }

  auto by_dept() { return students().values_list("dept"_c).annotate("n"_c = Count("id"_c)); }
};

TEST_F(Groups, AreOfEqualValues) {
  EXPECT_EQ(shown(by_dept()), "-:1 1:2 2:1");
  EXPECT_EQ(queries(), 1u);
  EXPECT_EQ(last.sql, R"(SELECT "student"."dept_id", COUNT("student"."id") AS "n" FROM "student")"
                      R"( GROUP BY "student"."dept_id" ORDER BY "student"."dept_id")");
  EXPECT_EQ(shown(students().values_list("dept"_c, "minor"_c).annotate("n"_c = Count("id"_c))),
            "-:2:1 1:2:2 2:2:1");
  EXPECT_EQ(shown(depts().values_list("name"_c).annotate("n"_c = Count("students"_c))),
            "CS:2 Math:1");
  EXPECT_EQ(queries(), 2u);
}

// The columns have names and types.
TEST_F(Groups, HaveNames) {
  std::string seen;
  for (const auto& group :
       students()
           .values("dept__name"_c)
           .annotate("n"_c = Count("id"_c), "first"_c = Min("name"_c), "last"_c = Max("name"_c))) {
    const std::optional<std::string>& dept = group["dept__name"_c];
    const std::int64_t n = group["n"_c];
    const std::string& first = group["first"_c];
    seen += dept.value_or("-") + std::to_string(n) + first + group["last"_c] + " ";
  }
  EXPECT_EQ(seen, "-1DanDan CS2AnnBob Math1CydCyd ");
  EXPECT_EQ(queries(), 1u);
}

// Annotations of the rows, before `values`, group nothing.
TEST_F(Groups, AnnotateBeforeValuesMakesNone) {
  EXPECT_EQ(shown(students()
                      .annotate("course_count"_c = Count("courses"_c))
                      .values_list("dept"_c, "course_count"_c)),
            "1:2 1:1 2:3 -:0");
  EXPECT_EQ(queries(), 1u);
}

// More numbers over the same groups.
TEST_F(Groups, AnnotateTwice) {
  EXPECT_EQ(shown(by_dept().annotate("first"_c = Min("name"_c))), "-:1:Dan 1:2:Ann 2:1:Cyd");
  EXPECT_EQ(queries(), 1u);
}

TEST_F(Groups, ThroughRelations) {
  const auto by_name = students().values_list("dept__name"_c);
  EXPECT_EQ(shown(by_name.annotate("n"_c = Count("courses"_c))), "-:0 CS:3 Math:3");
  EXPECT_EQ(shown(by_name.annotate("n"_c = Count("courses"_c).distinct())), "-:0 CS:2 Math:3");
  // A student is in the group of each of their courses.
  EXPECT_EQ(shown(students().values_list("courses__title"_c).annotate("n"_c = Count("id"_c))),
            "-:1 ALG:1 DB:3 OS:2");
  EXPECT_EQ(shown(students().values_list("minor"_c).annotate(
                "n"_c = Count("id"_c).filter("courses__title"_c == "DB"))),
            "2:3");
  EXPECT_EQ(queries(), 4u);
}

TEST_F(Groups, Sums) {
  for (const Enrol& enrol : Enrol::objects(db))
    Enrol::objects(db).filter("id"_c == enrol.id).update("grade"_c = enrol.student.id() - 1);
  queries();
  EXPECT_EQ(shown(Enrol::objects(db)
                      .values_list("course__title"_c)
                      .annotate("s"_c = Sum("grade"_c), "a"_c = Avg("grade"_c))),
            "ALG:2:2.0 DB:3:1.0 OS:2:1.0");
  EXPECT_EQ(
      shown(students().values_list("dept__name"_c).annotate("s"_c = Sum("enrolments__grade"_c))),
      "-:- CS:1 Math:6");
  EXPECT_EQ(queries(), 2u);
}

// Django multiplies the two (5 and 5 for the first department, which has 3 courses and 3 tags).
TEST_F(Groups, NumbersDoNotMultiplyEachOther) {
  const auto both = students().values_list("dept"_c).annotate(
      "courses_taken"_c = Count("courses"_c), "tags_worn"_c = Count("tags"_c));
  EXPECT_EQ(shown(both), "-:0:0 1:3:3 2:3:0");
  EXPECT_EQ(shown(both.filter("tags_worn"_c > 0)), "1:3:3");
  EXPECT_EQ(shown(both.filter("tags_worn"_c > 0 || "dept"_c == 2).order_by("-dept")),
            "2:3:0 1:3:3");
  EXPECT_EQ(shown(both.order_by("-courses_taken", "tags_worn").limit(2)), "2:3:0 1:3:3");
  EXPECT_EQ(both.count(), 3); // they have been read
  EXPECT_EQ(both.aggregate(Sum("courses_taken"_c)), 6);
  EXPECT_EQ(queries(), 5u);
}

// Filters before choose what is counted; after, by a number, among the groups.
TEST_F(Groups, Filter) {
  EXPECT_EQ(shown(students()
                      .filter("name"_c.in({"Ann", "Dan"}))
                      .values_list("dept"_c)
                      .annotate("n"_c = Count("id"_c))),
            "-:1 1:1");
  EXPECT_EQ(shown(by_dept().filter("name"_c.in({"Ann", "Dan"}))), "-:1 1:1");
  EXPECT_EQ(shown(by_dept().filter("n"_c > 1)), "1:2");
  EXPECT_EQ(shown(by_dept().exclude("n"_c > 1)), "-:1 2:1");
  EXPECT_EQ(shown(by_dept().filter("n"_c == 1, "name"_c != "Dan")), "2:1");
  EXPECT_EQ(shown(by_dept().filter("n"_c > 1 || "dept"_c == 2)), "1:2 2:1");
  EXPECT_EQ(shown(by_dept().filter("name"_c == "nobody")), "");
  EXPECT_EQ(queries(), 7u);
  (void)by_dept().filter("n"_c > 1).size();
  EXPECT_EQ(queries(), 1u);
  EXPECT_NE(last.sql.find(R"( HAVING COUNT("student"."id") > ? )"), std::string::npos);
}

// A filter through a relation to many that comes before gives a row as often as it matches, one
// that comes after does not: it chooses rows. (Django multiplies there too, 3 and 2 students.)
TEST_F(Groups, FilterThroughManyRows) {
  const auto some = students().filter("courses__title"_c.in({"DB", "OS"})).values_list("dept"_c);
  EXPECT_EQ(shown(some.annotate("n"_c = Count("id"_c))), "1:3 2:2");
  EXPECT_EQ(shown(some.annotate("n"_c = Count("courses"_c))), "1:3 2:2");
  EXPECT_EQ(shown(by_dept().filter("courses__title"_c.in({"DB", "OS"}))), "1:2 2:1");
  EXPECT_EQ(shown(students()
                      .values_list("dept"_c)
                      .annotate("n"_c = Count("courses"_c))
                      .filter("courses__title"_c == "DB")),
            "1:3 2:3");
  EXPECT_EQ(queries(), 4u);
}

// Either the rows or the groups: a choice between the two has no answer. (Django breaks the groups
// up by the name then.)
TEST_F(Groups, FilterOfRowsOrGroups) {
  EXPECT_THROW((void)by_dept().filter("n"_c > 1 || "name"_c == "Dan").size(), orm::FieldError);
  EXPECT_EQ(queries(), 0u);
}

TEST_F(Groups, Order) {
  EXPECT_EQ(shown(by_dept().order_by("-n", "dept")), "1:2 -:1 2:1");
  EXPECT_EQ(shown(by_dept().order_by("n").reverse()), "1:2 2:1 -:1"); // equal ones by their keys
  // An ordering by another field tells the groups apart by it, as in Django.
  EXPECT_EQ(shown(by_dept().order_by("-name")), "-:1 2:1 1:1 1:1");
  EXPECT_EQ(
      shown(students().order_by("name").values_list("dept"_c).annotate("n"_c = Count("id"_c))),
      "1:1 1:1 2:1 -:1");
  EXPECT_EQ(queries(), 4u);
}

TEST_F(Groups, OneSliceOrNumber) {
  const auto groups = by_dept().order_by("-n");
  EXPECT_EQ(groups.count(), 3);
  EXPECT_TRUE(groups.exists());
  EXPECT_FALSE(groups.filter("n"_c > 5).exists());
  EXPECT_EQ(std::get<1>(*groups.first()), 2);
  EXPECT_EQ(std::get<0>(groups[1]), std::nullopt);
  EXPECT_EQ(shown(groups.limit(2)), "1:2 -:1");
  EXPECT_EQ(queries(), 6u);
  EXPECT_THROW((void)groups.limit(2).filter("n"_c > 1), orm::SliceError);
  // Django cuts the groups then, not the rows.
  EXPECT_THROW((void)students().limit(2).values("dept"_c).annotate("n"_c = Count("id"_c)),
               orm::SliceError);
}

TEST_F(Groups, AggregateOverThem) {
  const auto [most, mean] = by_dept().aggregate(Max("n"_c), Avg("n"_c));
  EXPECT_EQ(most, 2);
  EXPECT_NEAR(*mean, 4.0 / 3, 1e-9);
  EXPECT_EQ(students().values("dept"_c).annotate("n"_c = Count("courses"_c)).aggregate(Sum("n"_c)),
            6);
  EXPECT_EQ(by_dept().filter("n"_c > 5).aggregate(Max("n"_c)), std::nullopt);
  EXPECT_EQ(queries(), 3u);
}

// An annotation of the rows is a value like any other. (Django puts all into one group.)
TEST_F(Groups, ByAnAnnotation) {
  const auto counted = students().annotate("course_count"_c = Count("courses"_c));
  EXPECT_EQ(shown(counted.values_list("course_count"_c).annotate("n"_c = Count("id"_c))),
            "0:1 1:1 2:1 3:1");
  EXPECT_EQ(shown(counted.values_list("dept"_c).annotate("most"_c = Max("course_count"_c))),
            "-:0 1:2 2:3");
  // A filter before it has multiplied the rows, and the annotation made them unique.
  EXPECT_EQ(shown(students()
                      .filter("courses__title"_c.in({"DB", "OS"}))
                      .annotate("course_count"_c = Count("courses"_c))
                      .values_list("dept"_c)
                      .annotate("n"_c = Count("id"_c))),
            "1:2 2:1");
  EXPECT_EQ(queries(), 3u);
}

TEST_F(Groups, OfARelation) {
  const Dept cs = depts().get("name"_c == "CS");
  EXPECT_EQ(shown(cs.students.all().values_list("minor"_c).annotate("n"_c = Count("id"_c))), "2:2");
  EXPECT_EQ(queries(), 2u);
  EXPECT_EQ(shown(students().none().values_list("dept"_c).annotate("n"_c = Count("id"_c))), "");
  EXPECT_EQ(queries(), 0u);
  EXPECT_THROW((void)students().union_(students()).values("dept"_c).annotate("n"_c = Count("id"_c)),
               orm::NotSupportedError);
}

} // namespace
