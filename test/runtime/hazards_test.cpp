#include "models.hpp"

/// Where an eager load is not the lazy loop made faster: what it prints or costs differs, or does
/// not gain.
namespace {

using Lists = std::vector<std::string>;

/// Reads the tags of each student, and gives Dan the tag x each time.
Lists loop_that_writes(const orm::QuerySet<Student>& q, const orm::QuerySet<Student>& everybody,
                       const Tag& x) {
  Lists seen;
  for (const Student& s : q) {
    seen.push_back(names(s.tags.all()));
    for (Student& dan : everybody.filter("name"_c == "Dan"))
      dan.tags.add(x);
  }
  return seen;
}

// row L7: a loop that writes the relation of a later row sees it lazily.
TEST_F(School, WriteAheadLazily) {
  const Tag x = tags().get("name"_c == "x");
  queries();
  EXPECT_EQ(loop_that_writes(students(), students(), x), (Lists{"x,y", "x", "", "x"}));
  EXPECT_EQ(queries(), 13u);
}

// row L8: and does not see it with a prefetch.
TEST_F(School, WriteAheadPrefetched) {
  const Tag x = tags().get("name"_c == "x");
  queries();
  EXPECT_EQ(loop_that_writes(students().prefetch_related("tags"), students(), x),
            (Lists{"x,y", "x", "", ""}));
  EXPECT_EQ(queries(), 10u);
}

// row L10: a loop that ends early costs as much lazily.
TEST_F(School, EarlyBreak) {
  std::string seen;
  for (const Student& s : students().prefetch_related("minor"))
    if (seen = s.minor->name; !seen.empty())
      break;
  EXPECT_EQ(seen, "Math");
  EXPECT_EQ(queries(), 2u);
}

// row L16: so does one row.
TEST_F(School, OneRow) {
  std::string seen;
  for (const Student& s : students().filter("name"_c == "Ann").prefetch_related("minor"))
    seen += s.minor->name;
  EXPECT_EQ(seen, "Math");
  EXPECT_EQ(queries(), 2u);
}

// row L19: a child that leaves its parent while the parents are looped over is still listed.
TEST_F(School, ChildLeavesDuringTheLoop) {
  Student cyd = students().get("name"_c == "Cyd");
  queries();
  Lists seen;
  for (const Dept& d : depts().prefetch_related("students")) {
    seen.push_back(names(d.students.all()));
    if (d.name == "CS") {
      cyd.dept = nullptr;
      cyd.save();
    }
  }
  EXPECT_EQ(seen, (Lists{"Ann,Bob", "Cyd"}));
  EXPECT_EQ(queries(), 3u);
  EXPECT_FALSE(students().get("name"_c == "Cyd").dept);
}

// row L21: choosing among prefetched rows in C++ costs nothing more.
TEST_F(School, ChosenInMemory) {
  Lists seen;
  for (const Student& s : students().prefetch_related("courses")) {
    seen.emplace_back();
    for (const Course& c : s.courses.all())
      if (c.title == "DB")
        seen.back() += c.title;
  }
  EXPECT_EQ(seen, (Lists{"DB", "DB", "DB", ""}));
  EXPECT_EQ(queries(), 2u);
}

// row L24: so does counting them.
TEST_F(School, CountedInMemory) {
  std::vector<std::int64_t> seen;
  for (const Student& s : students().prefetch_related("courses"))
    seen.push_back(s.courses.count());
  EXPECT_EQ(seen, (std::vector<std::int64_t>{2, 1, 3, 0}));
  EXPECT_EQ(queries(), 2u);
}

} // namespace
