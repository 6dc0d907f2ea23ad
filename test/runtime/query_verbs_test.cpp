#include "models.hpp"

#include <functional>
#include <numeric>

/// What else a query set can be asked: last, earliest, in_bulk, contains, distinct, `|`, union.
namespace {

std::string message(const std::function<void()>& run) {
  try {
    run();
  } catch (const orm::Error& error) {
    return error.what();
  }
  return "no error";
}

TEST_F(School, LastAndReverse) {
  EXPECT_EQ(students().last()->name, "Dan");
  EXPECT_EQ(students().order_by("-name").last()->name, "Ann");
  EXPECT_EQ(tags().last()->name, "y"); // no ordering: by key
  EXPECT_FALSE(students().filter("name"_c == "zz").last());
  EXPECT_EQ(queries(), 4u);
  EXPECT_EQ(names(students().reverse()), "Dan,Cyd,Bob,Ann");
  EXPECT_EQ(names(students().order_by("minor").reverse()), "Dan,Cyd,Bob,Ann"); // ties too
  EXPECT_EQ(names(students().reverse().reverse()), "Ann,Bob,Cyd,Dan");
  EXPECT_EQ(students().reverse().first()->name, "Dan");
  EXPECT_EQ(message([&] { (void)students().limit(2).last(); }),
            "Cannot reverse a query once a slice has been taken.");
}

TEST_F(School, EarliestAndLatest) {
  EXPECT_EQ(students().earliest("name").name, "Ann");
  EXPECT_EQ(students().latest("name").name, "Dan");
  EXPECT_EQ(students().earliest("-dept__name", "-name").name, "Cyd");
  EXPECT_EQ(queries(), 3u);
  EXPECT_THROW((void)students().filter("id"_c < 0).latest("name"), orm::DoesNotExist);
}

TEST_F(School, NoneAsksNobody) {
  const auto nobody = students().none();
  EXPECT_EQ(nobody.size(), 0u);
  EXPECT_EQ(nobody.count(), 0);
  EXPECT_FALSE(nobody.exists());
  EXPECT_FALSE(nobody.first());
  EXPECT_FALSE(nobody.last());
  EXPECT_EQ(names(nobody.filter("name"_c == "Ann").order_by("name").all()), "");
  EXPECT_EQ(nobody.aggregate(orm::Count("id"_c)), 0);
  EXPECT_TRUE(nobody.values_list("name"_c).empty());
  EXPECT_EQ(queries(), 0u);
  EXPECT_EQ(names(nobody | students().filter("name"_c == "Ann")), "Ann");
  EXPECT_EQ(names(nobody & students()), "");
  nobody.delete_();
  EXPECT_EQ(students().count(), 4);
}

// row E12: prefetches run for the rows of in_bulk.
TEST_F(School, InBulk) {
  std::string seen;
  for (const auto& [id, s] : students().prefetch_related("courses").in_bulk({1, 2, 99}))
    seen += std::to_string(id) + "[" + names(s.courses.all()) + "]";
  EXPECT_EQ(seen, "1[DB,OS]2[DB]");
  EXPECT_EQ(queries(), 2u);
  EXPECT_EQ(students().in_bulk().size(), 4u);
  EXPECT_EQ(queries(), 1u);
  EXPECT_TRUE(students().in_bulk(std::vector<int>{}).empty());
  EXPECT_EQ(queries(), 0u);
  EXPECT_EQ(message([&] { (void)students().limit(1).in_bulk({1}); }),
            "Cannot use 'limit' or 'offset' with in_bulk().");
}

// row K4: Django sends the keys in batches of 999, 3 statements; here a statement takes any number
// of keys, so that it is one.
TEST_F(School, InBulkOfManyKeys) {
  Tag::objects(db).bulk_create(std::vector<Tag>(2502));
  std::vector<std::int64_t> ids(2502);
  std::iota(ids.begin(), ids.end(), 3); // after x and y
  queries();
  EXPECT_EQ(tags().in_bulk(ids).size(), 2502u);
  EXPECT_EQ(queries(), 1u);
}

// row N9: contains(obj) checks the model while compiling, and an object must be saved. (After
// values() there is no contains to call.)
TEST_F(School, Contains) {
  const Student ann = students().get("name"_c == "Ann");
  const auto math = students().filter("dept__name"_c == "Math");
  queries();
  EXPECT_TRUE(students().contains(ann));
  EXPECT_FALSE(math.contains(ann));
  EXPECT_EQ(queries(), 2u);
  (void)math.size();
  EXPECT_FALSE(math.contains(ann));
  EXPECT_EQ(queries(), 1u); // the rows were there
  EXPECT_EQ(message([&] { (void)students().contains(Student{.name = "Eve"}); }),
            "QuerySet.contains() cannot be used on unsaved objects.");
}

TEST_F(School, Distinct) {
  const auto with_students = depts().filter("students__id"_c > 0);
  EXPECT_EQ(names(with_students), "CS,CS,Math");
  EXPECT_EQ(names(with_students.distinct()), "CS,Math");
  EXPECT_EQ(with_students.distinct().count(), 2);
  EXPECT_EQ(names(with_students.distinct().order_by("-name")), "Math,CS");
  EXPECT_EQ(queries(), 4u);
  // Ordered by what is not selected, limited, joined.
  const auto once = students().filter("courses__id"_c > 0).distinct();
  EXPECT_EQ(names(once.order_by("-dept__name").limit(2)), "Cyd,Ann");
  EXPECT_EQ(names(once.select_related("minor").prefetch_related("courses")), "Ann,Bob,Cyd");
  EXPECT_EQ(once.limit(2).count(), 2);
  EXPECT_EQ(once.aggregate(orm::Count("id"_c)), 3);
  once.update("name"_c = "same");
  EXPECT_EQ(names(students()), "same,same,same,Dan");
}

// Two calls of filter() ask for a related row each, one call for a row that is both.
TEST_F(School, ChainedFiltersOverMany) {
  EXPECT_EQ(names(students().filter("courses__title"_c == "DB", "courses__title"_c == "OS")), "");
  EXPECT_EQ(names(students().filter("courses__title"_c == "DB").filter("courses__title"_c == "OS")),
            "Ann,Cyd");
  EXPECT_EQ(queries(), 2u);
}

// A subquery does not take its own tables for those of the query around it.
TEST_F(School, ExcludeThatComesBackToTheSameTable) {
  EXPECT_EQ(names(students().exclude("courses__students__name"_c == "Bob")), "Dan");
  EXPECT_EQ(names(courses().exclude("students__courses__title"_c == "ALG")), "NET");
}

// row I9: both managers' objects are known to the rows of `|`.
TEST_F(School, OrOfTwoManagers) {
  const auto both = depts().filter("name"_c.in({"CS", "Math"}));
  const Dept& a = both.begin()[0];
  const Dept& b = both.begin()[1];
  for (const Student& s : a.students.all() | b.students.all())
    EXPECT_TRUE(s.dept.get() == &a || s.dept.get() == &b);
  EXPECT_EQ(names(a.students.all() | b.students.all()), "Ann,Bob,Cyd");
  EXPECT_EQ(queries(), 3u);
}

// row I10: of `manager | query set` only the manager's object is known.
TEST_F(School, OrOfAManagerAndAQuerySet) {
  const Dept a = depts().get("name"_c == "CS");
  std::string seen;
  for (const Student& s : a.students.all() | students().filter("name"_c == "Cyd"))
    seen += s.dept->name + ",";
  EXPECT_EQ(seen, "CS,CS,Math,");
  EXPECT_EQ(queries(), 3u);
}

TEST_F(School, OrAndAnd) {
  const auto ann = students().filter("name"_c == "Ann");
  const auto databases = students().filter("courses__title"_c == "DB");
  const auto systems = students().filter("courses__title"_c == "OS");
  EXPECT_EQ(names(ann | students().filter("name"_c == "Dan")), "Ann,Dan");
  EXPECT_EQ(names(databases & systems), "Ann,Cyd");
  EXPECT_EQ(names((databases & systems).exclude("name"_c == "Ann")), "Cyd");
  EXPECT_EQ(names(students() | ann), "Ann,Bob,Cyd,Dan");
  EXPECT_EQ(names(students() & ann), "Ann");
  EXPECT_EQ(names(ann | databases.order_by("-name")), "Cyd,Bob,Ann");
  EXPECT_EQ(queries(), 6u);
  EXPECT_EQ(message([&] { (void)(ann | students().limit(1)); }),
            "Cannot combine queries once a slice has been taken.");
}

TEST_F(School, Union) {
  const auto first = students().filter("name"_c.in({"Ann", "Bob"}));
  const auto second = students().filter("name"_c.in({"Bob", "Cyd"}));
  EXPECT_EQ(names(first.union_(second)), "Ann,Bob,Cyd");
  EXPECT_EQ(names(first.union_all(second)), "Ann,Bob,Bob,Cyd");
  EXPECT_EQ(names(first.union_(second).order_by("-name").limit(2)), "Cyd,Bob");
  EXPECT_EQ(first.union_(second, students()).count(), 4);
  EXPECT_TRUE(first.union_(second).exists());
  EXPECT_EQ(first.union_(second).first()->name, "Ann");
  EXPECT_EQ(first.union_(second).values_list("name"_c).to_vector(),
            (std::vector<std::string>{"Ann", "Bob", "Cyd"}));
  EXPECT_EQ(queries(), 7u);
  // Parts keep their own limit and order, and their eager loads come from the first.
  const auto oldest = students().order_by("-name").limit(1);
  std::string seen;
  for (const Student& s : first.select_related("minor").union_(oldest))
    seen += s.name + " " + s.minor->name + ",";
  EXPECT_EQ(seen, "Ann Math,Bob Math,Dan Math,");
  EXPECT_EQ(queries(), 1u);
  EXPECT_EQ(names(students().none().union_(first)), "Ann,Bob");
}

// row G28: what cannot follow union.
TEST_F(School, AfterUnion) {
  const auto all = students().union_(students());
  EXPECT_EQ(message([&] { (void)all.prefetch_related("courses"); }),
            "Calling QuerySet.prefetch_related() after union() is not supported.");
  EXPECT_EQ(message([&] { (void)all.filter("name"_c == "Ann"); }),
            "Calling QuerySet.filter() after union() is not supported.");
  EXPECT_EQ(message([&] { (void)all.select_related("minor"); }),
            "Calling QuerySet.select_related() after union() is not supported.");
  EXPECT_EQ(message([&] { (void)all.distinct(); }),
            "Calling QuerySet.distinct() after union() is not supported.");
  EXPECT_THROW((void)all.in_bulk(), orm::NotSupportedError);
  EXPECT_EQ(queries(), 0u);
}

// row H18: select_related over no rows. row H20: asked for twice, joined once.
TEST_F(School, SelectRelatedOnceAndOverNothing) {
  EXPECT_EQ(names(students().filter("name"_c == "zz").select_related("minor")), "");
  EXPECT_EQ(queries(), 1u);
  EXPECT_EQ(students().select_related("minor").select_related("minor").size(), 4u);
  EXPECT_EQ(queries(), 1u);
  EXPECT_EQ(last.sql.find("JOIN"), last.sql.rfind("JOIN"));
}

// What a prefetched relation answers from memory: row D2, row D3, row D4, row D5, row D6, row D7,
// row D8, row D9, row D10, row D11, row D12, row D38 (a relation has one manager here).
TEST_F(School, PrefetchedRelationAnswers) {
  const Student ann = students().prefetch_related("courses").get("name"_c == "Ann");
  const Course os = courses().get("title"_c == "OS");
  queries();
  EXPECT_EQ(names(ann.courses.all()) + "/" + names(ann.courses.all()), "DB,OS/DB,OS");
  EXPECT_EQ(ann.courses.all().size(), 2u);
  EXPECT_FALSE(ann.courses.all().empty());
  EXPECT_EQ(ann.courses.count(), 2);
  EXPECT_EQ(ann.courses.all().count(), 2);
  EXPECT_TRUE(ann.courses.exists());
  EXPECT_TRUE(ann.courses.all().exists());
  EXPECT_EQ(ann.courses.all()[0].title, "DB");
  EXPECT_EQ(names(ann.courses.all().limit(1)), "DB");
  EXPECT_EQ(names(ann.courses.all().offset(1)), "OS");
  EXPECT_EQ(names(ann.courses.all().offset(2)), "");
  EXPECT_TRUE(ann.courses.all().contains(os));
  EXPECT_EQ(ann.courses.first()->title, "DB");
  EXPECT_EQ(queries(), 0u);
}

// What is a new query all the same: row D14, row D18, row D21, row D22, row D23, row D25, row D26,
// row D29, row D34, row D36 (there is no other database to use: all() of all() is the nearest),
// row D37.
TEST_F(School, PrefetchedRelationAsksAgain) {
  const Student ann = students().prefetch_related("courses").get("name"_c == "Ann");
  queries();
  EXPECT_EQ(ann.courses.last()->title, "OS");
  EXPECT_EQ(queries(), 1u);
  EXPECT_EQ(names(ann.courses.all().reverse()), "OS,DB");
  EXPECT_EQ(queries(), 1u);
  EXPECT_EQ(ann.courses.values_list("title"_c).to_vector(), (std::vector<std::string>{"DB", "OS"}));
  EXPECT_EQ(queries(), 1u);
  std::string titles;
  for (const auto& row : ann.courses.values("title"_c))
    titles += row["title"_c] + ",";
  EXPECT_EQ(titles, "DB,OS,");
  EXPECT_EQ(queries(), 1u);
  EXPECT_EQ(ann.courses.aggregate(orm::Count("id"_c)), 2);
  EXPECT_EQ(queries(), 1u);
  EXPECT_EQ(names(ann.courses.distinct()), "DB,OS");
  EXPECT_EQ(queries(), 1u);
  titles.clear();
  for (const Course& course : ann.courses.iterator())
    titles += course.title + ",";
  EXPECT_EQ(titles, "DB,OS,");
  EXPECT_EQ(queries(), 1u);
  EXPECT_EQ(names(ann.courses.all().select_related()), "DB,OS");
  EXPECT_EQ(queries(), 1u);
  EXPECT_EQ(names(ann.courses.all() | ann.courses.all()), "DB,OS");
  EXPECT_EQ(queries(), 1u);
  EXPECT_EQ(names(ann.courses.all().all()), "DB,OS");
  EXPECT_EQ(queries(), 1u);
  EXPECT_EQ(ann.courses.earliest("id").title, "DB");
  EXPECT_EQ(queries(), 1u);
}

// row D40: last() without an ordering. row D42: an index outside. row D43: a negative one.
TEST_F(School, PrefetchedRelationWithoutOrdering) {
  const Student ann = students().prefetch_related("tags").get("name"_c == "Ann");
  queries();
  EXPECT_EQ(ann.tags.last()->name, "y");
  EXPECT_EQ(queries(), 1u);
  EXPECT_EQ(message([&] { (void)ann.tags.all()[5]; }), "list index out of range");
  EXPECT_EQ(message([&] { (void)ann.tags.all()[-1]; }), "Negative indexing is not supported.");
  EXPECT_EQ(queries(), 0u);
}

// A slice of rows that have been read is read from them; refining asks again.
TEST_F(School, SliceOfAFilledCache) {
  const auto all = students();
  (void)all.size();
  queries();
  EXPECT_EQ(names(all.offset(1).limit(2)), "Bob,Cyd");
  EXPECT_EQ(&*all.limit(2).begin(), &*all.begin());
  EXPECT_EQ(all.limit(2).limit(1).count(), 1);
  EXPECT_EQ(all.limit(3).offset(1)[1].name, "Cyd");
  EXPECT_EQ(names(all.offset(9)), "");
  EXPECT_EQ(queries(), 0u);
  EXPECT_EQ(names(all.limit(2).all()), "Ann,Bob");
  EXPECT_EQ(queries(), 1u);
}

// row L21: what is filtered in the program is filtered for nothing.
TEST_F(School, FilterInTheProgram) {
  std::string seen;
  for (const Student& s : students().prefetch_related("courses"))
    for (const Course& c : s.courses.all())
      if (c.title == "DB")
        seen += s.name + ",";
  EXPECT_EQ(seen, "Ann,Bob,Cyd,");
  EXPECT_EQ(queries(), 2u);
}

// row L24: counted from a prefetch.
TEST_F(School, CountOfAPrefetch) {
  std::string seen;
  for (const Student& s : students().prefetch_related("courses"))
    seen += std::to_string(s.courses.count()) + ",";
  EXPECT_EQ(seen, "2,1,3,0,");
  EXPECT_EQ(queries(), 2u);
}

} // namespace
