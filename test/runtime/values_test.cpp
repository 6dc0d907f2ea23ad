#include "models.hpp"

/// values and values_list: columns instead of objects.
namespace {

template <class... Values>
using Rows = std::vector<std::tuple<Values...>>;

// row E15: a single column is a range of its values; prefetches are ignored.
TEST_F(School, ValuesListOfOneColumn) {
  const std::vector<std::string> names =
      students().prefetch_related("courses").values_list("name"_c).to_vector();
  EXPECT_EQ(names, (std::vector<std::string>{"Ann", "Bob", "Cyd", "Dan"}));
  EXPECT_EQ(queries(), 1u);
  EXPECT_EQ(last.sql, R"(SELECT "student"."name" FROM "student" ORDER BY "student"."id")");
}

// row E16, row N8: rows readable by name; prefetches are ignored.
TEST_F(School, ValuesByName) {
  std::string seen;
  for (const auto& row : students().prefetch_related("courses").values("name"_c, "dept__name"_c))
    seen += row["name"_c] + " " + row["dept__name"_c].value_or("-") + ",";
  EXPECT_EQ(seen, "Ann CS,Bob CS,Cyd Math,Dan -,");
  EXPECT_EQ(students().values("name"_c).size(), 4u);
  EXPECT_EQ(queries(), 2u);
}

// The columns have their C++ types; where a relation may hold nothing they are optional.
TEST_F(School, ValuesListIsTyped) {
  const auto rows = students().values_list("id"_c, "name"_c, "minor__name"_c, "dept"_c);
  const Rows<std::int64_t, std::string, std::string, std::optional<std::int64_t>> expected{
      {1, "Ann", "Math", 1},
      {2, "Bob", "Math", 1},
      {3, "Cyd", "Math", 2},
      {4, "Dan", "Math", std::nullopt}};
  EXPECT_EQ(rows.to_vector(), expected);
  std::string seen;
  for (const auto& [id, name, minor, dept] : rows)
    seen += name;
  EXPECT_EQ(seen, "AnnBobCydDan");
  EXPECT_EQ(queries(), 1u); // evaluated once
}

// Through a relation to many there is a row for each related row, and one where there is none.
TEST_F(School, ValuesThroughMany) {
  const Rows<std::string, std::optional<std::string>> expected{
      {"Ann", "DB"}, {"Ann", "OS"}, {"Bob", "DB"},        {"Cyd", "ALG"},
      {"Cyd", "DB"}, {"Cyd", "OS"}, {"Dan", std::nullopt}};
  const auto rows = students().values_list("name"_c, "courses__title"_c);
  EXPECT_EQ(rows.count(), 7);
  auto found = rows.to_vector();
  std::sort(found.begin(), found.end());
  EXPECT_EQ(found, expected);
  // Beside a filter, of the rows it has found.
  EXPECT_EQ(students()
                .filter("courses__title"_c.in({"OS", "ALG"}))
                .values_list("name"_c, "courses__title"_c)
                .size(),
            3u);
  EXPECT_EQ(queries(), 3u);
}

TEST_F(School, RefinedValues) {
  const auto names = students().values_list("name"_c);
  EXPECT_EQ(names.filter("dept"_c == 1).to_vector(), (std::vector<std::string>{"Ann", "Bob"}));
  EXPECT_EQ(names.exclude("dept"_c == 1).order_by("-name").first(), "Dan");
  EXPECT_EQ(names.limit(2).size(), 2u);
  EXPECT_EQ(names[2], "Cyd");
  EXPECT_THROW((void)names[9], orm::IndexError);
  EXPECT_EQ(names.reverse()[0], "Dan");
  EXPECT_EQ(names.count(), 4);
  EXPECT_TRUE(names.exists());
  EXPECT_EQ(queries(), 8u);
  (void)names.size();
  EXPECT_EQ(names[0] + names[1] + *names.first(), "AnnBobAnn");
  EXPECT_EQ(names.count(), 4);
  EXPECT_EQ(queries(), 1u);
}

// Distinct values: an ordering of the model that is not among them does not tell them apart.
TEST_F(School, DistinctValues) {
  const auto departments = students().values_list("dept__name"_c).distinct();
  EXPECT_EQ(departments.size(), 3u);
  EXPECT_EQ(departments.all().count(), 3);
  EXPECT_EQ(students()
                .filter("dept"_c.is_null(false))
                .values_list("dept__name"_c)
                .distinct()
                .order_by("-dept__name")
                .to_vector(),
            (std::vector<std::optional<std::string>>{"Math", "CS"}));
  EXPECT_EQ(queries(), 3u);
}

TEST_F(School, AnnotatedValues) {
  const Rows<std::string, std::int64_t> expected{{"Ann", 2}, {"Bob", 1}, {"Cyd", 3}, {"Dan", 0}};
  EXPECT_EQ(students()
                .annotate("course_count"_c = orm::Count("courses"_c))
                .values_list("name"_c, "course_count"_c)
                .to_vector(),
            expected);
  EXPECT_EQ(queries(), 1u);
}

} // namespace
