#include "models.hpp"

/// Query sets: lazy, immutable, and evaluated once.
namespace {

// row E1, row E2, row E3, row E17
TEST_F(School, EvaluatedOnce) {
  const auto q = students().prefetch_related("courses");
  EXPECT_EQ(queries(), 0u);
  EXPECT_EQ(names(q), "Ann,Bob,Cyd,Dan");
  EXPECT_EQ(names(q), "Ann,Bob,Cyd,Dan");
  EXPECT_EQ(q.size(), 4u);
  EXPECT_FALSE(q.empty());
  EXPECT_EQ(queries(), 2u);
  const auto copy = q;
  EXPECT_EQ(&*copy.begin(), &*q.begin());
  EXPECT_EQ(queries(), 0u);
}

// row E4, row E5
TEST_F(School, CountAndExists) {
  const auto q = students().prefetch_related("courses");
  EXPECT_TRUE(q.exists());
  EXPECT_EQ(names(q), "Ann,Bob,Cyd,Dan");
  EXPECT_EQ(queries(), 3u);
  const auto r = students().prefetch_related("courses");
  EXPECT_EQ(r.count(), 4);
  EXPECT_EQ(names(r), "Ann,Bob,Cyd,Dan");
  EXPECT_EQ(r.count(), 4);
  EXPECT_EQ(queries(), 3u);
}

// row E6, row E7, row E8, row E9
TEST_F(School, IndexAndSlice) {
  const auto q = students().prefetch_related("courses");
  EXPECT_EQ(names(q[0].courses.all()), "DB,OS");
  EXPECT_EQ(queries(), 2u);
  EXPECT_EQ(q[0].name, "Ann");
  EXPECT_EQ(q[0].name, "Ann");
  EXPECT_EQ(queries(), 4u);
  EXPECT_EQ(names(q), "Ann,Bob,Cyd,Dan");
  EXPECT_EQ(names(q[0].courses.all()), "DB,OS");
  EXPECT_EQ(queries(), 2u);
  EXPECT_EQ(names(students().limit(2)), "Ann,Bob");
  EXPECT_EQ(names(students().offset(1).limit(2)), "Bob,Cyd");
  EXPECT_EQ(names(students().limit(3).offset(1)), "Bob,Cyd");
  EXPECT_EQ(students().limit(3).offset(1).count(), 2);
  EXPECT_EQ(queries(), 4u);
}

// row E10, row E11, row E26
TEST_F(School, OneRowAndClones) {
  EXPECT_EQ(names(students().prefetch_related("courses").first()->courses.all()), "DB,OS");
  EXPECT_EQ(queries(), 2u);
  EXPECT_EQ(names(students().prefetch_related("courses").get("name"_c == "Ann").courses.all()),
            "DB,OS");
  EXPECT_EQ(queries(), 2u);
  const auto q = students().prefetch_related("courses");
  (void)q.size();
  std::string seen;
  for (const Student& s : q.all())
    seen += names(s.courses.all()) + ";";
  EXPECT_EQ(seen, "DB,OS;DB;DB,OS,ALG;;");
  EXPECT_EQ(queries(), 4u);
  EXPECT_FALSE(students().filter("name"_c == "zz").first());
}

// A query set can be refined in two ways; neither changes the other.
TEST_F(School, Immutable) {
  const auto all = students();
  const auto a = all.filter("name"_c == "Ann");
  const auto b = all.filter("name"_c == "Bob");
  EXPECT_EQ(names(a) + names(b) + names(all), "AnnBobAnn,Bob,Cyd,Dan");
}

// Ordering: default, replaced, through a relation, descending; ties in key order.
TEST_F(School, Ordering) {
  EXPECT_EQ(names(students().order_by("-name")), "Dan,Cyd,Bob,Ann");
  EXPECT_EQ(names(students().order_by("-dept__name", "-name")), "Cyd,Bob,Ann,Dan");
  EXPECT_EQ(names(students().order_by("minor")), "Ann,Bob,Cyd,Dan");
  EXPECT_EQ(names(students().order_by(orm::path("-id"))), "Dan,Cyd,Bob,Ann");
  EXPECT_EQ(names(students().order_by("-pk")), "Dan,Cyd,Bob,Ann");
  EXPECT_EQ(names(students().order_by(orm::path("-pk"))), "Dan,Cyd,Bob,Ann");
  EXPECT_EQ(names(students().order_by("-dept_id")), names(students().order_by("-dept")));
  EXPECT_EQ(names(students().order_by(orm::path("-dept_id"))), names(students().order_by("-dept")));
}

// row G29, row G30, row G33, row G34, row G35
TEST_F(School, MessagesOfQuerySets) {
  const auto message = [](auto&& run) -> std::string {
    try {
      run();
    } catch (const orm::Error& error) {
      return error.what();
    }
    return "no error";
  };
  EXPECT_EQ(message([&] { (void)students().limit(2).filter("name"_c == "Ann"); }),
            "Cannot filter a query once a slice has been taken.");
  EXPECT_EQ(message([&] { (void)students()[-1]; }), "Negative indexing is not supported.");
  EXPECT_EQ(queries(), 0u);
  EXPECT_EQ(message([&] { (void)students()[99]; }), "list index out of range");
  EXPECT_EQ(message([&] { (void)students().get("name"_c == "zz"); }),
            "Student matching query does not exist.");
  EXPECT_EQ(message([&] { (void)students().get("id"_c > 0); }),
            "get() returned more than one Student -- it returned 4!");
  EXPECT_EQ(queries(), 3u);
}

// Rows are sorted, copied and moved like any values.
TEST_F(School, RowsAreValues) {
  auto rows = students().prefetch_related("courses").to_vector();
  std::sort(rows.begin(), rows.end(),
            [](const Student& a, const Student& b) { return a.name > b.name; });
  EXPECT_EQ(names(rows), "Dan,Cyd,Bob,Ann");
  EXPECT_EQ(names(rows[1].courses.all()), "DB,OS,ALG");
  rows.erase(rows.begin(), rows.begin() + 3);
  EXPECT_EQ(names(rows[0].courses.all()), "DB,OS");
  EXPECT_EQ(queries(), 2u);
}

} // namespace
