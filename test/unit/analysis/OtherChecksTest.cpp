//===--- OtherChecksTest.cpp - What else there is to say of queries -------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "School.h"
#include "gtest/gtest.h"

using namespace ormlint::facts;

namespace ormlint::analysis {
namespace {

using testing::AllOf;

using Kind = Finding::Kind;

TEST(RelatedQueries, ACountForEachRow) {
  EXPECT_THAT(analyzed(R"(
function f
  students = query Student
  run students
  loop 1 rows
  student = each students in loop 1
  taken = related student.courses
  count taken in loop 1
)"),
              finds({Kind::CountedPerRow}));
}

TEST(RelatedQueries, ACountThatAnEagerLoadServes) {
  EXPECT_THAT(analyzed(R"(
function f
  students = query Student
  loaded = prefetch students chained "courses"
  run loaded
  loop 1 rows
  student = each loaded in loop 1
  taken = related student.courses
  count taken in loop 1
)"),
              isQuiet());
}

TEST(RelatedQueries, ACountBesideRowsThatAreReadIsServedByTheirFix) {
  EXPECT_THAT(analyzed(R"(
function f
  students = query Student
  run students
  loop 1 rows
  student = each students in loop 1
  taken = related student.courses
  count taken in loop 1
  all_courses = all taken chained
  run all_courses in loop 1
  loop 2 in loop 1 rows
  course = each all_courses in loop 2
)"),
              AllOf(findsMissing(1), finds({})));
}

TEST(RelatedQueries, NarrowedRowsWithAndWithoutAnEagerLoad) {
  EXPECT_THAT(analyzed(R"(
function f
  students = query Student
  run students
  loop 1 rows
  student = each students in loop 1
  taken = related student.courses
  some = narrow taken chained
  run some in loop 1
  loop 2 in loop 1 rows
  course = each some in loop 2
)"),
              finds({Kind::NarrowedPerRow}));
  EXPECT_THAT(analyzed(R"(
function f
  students = query Student
  loaded = prefetch students chained "courses"
  run loaded
  loop 1 rows
  student = each loaded in loop 1
  taken = related student.courses
  some = narrow taken chained
  run some in loop 1
  loop 2 in loop 1 rows
  course = each some in loop 2
)"),
              finds({Kind::NarrowedBesideLoad}));
}

/// Rows of a relation that is loaded as a whole, with \p Narrow between it and
/// what is read, and \p More at the end of the loop.
Findings narrowedBesideLoad(const std::string &Narrow,
                            const std::string &More = "") {
  return analyzed(R"(
relation Student.talks -> Talk many neighbours
function f
  students = query Student
  loaded = prefetch students chained "talks"@5:40
  run loaded
  loop 1 rows
  student = each loaded in loop 1
  talks = related student.talks
  some = narrow talks chained )" +
                  Narrow + R"( made in loop 1
  run some in loop 1
)" + More);
}

MATCHER(choosesRows, "") {
  describe(arg, *result_listener);
  return arg.Others.size() == 1 && arg.Others.front().Chosen &&
         arg.Others.front().Cost.BeforeText == "2 + N" &&
         arg.Others.front().Cost.After == 2u;
}
MATCHER(choosesNone, "") {
  describe(arg, *result_listener);
  return !arg.Others.empty() && !arg.Others.front().Chosen &&
         !arg.Others.front().Cost.After;
}

TEST(ChoosingLoads, OneChoiceForAllRows) {
  EXPECT_THAT(narrowedBesideLoad("since @3:1"), choosesRows());
}

TEST(ChoosingLoads, OneThatCannotStandAtTheQuery) {
  EXPECT_THAT(narrowedBesideLoad(""), choosesNone());
  EXPECT_THAT(narrowedBesideLoad("since @6:1"), choosesNone());
  EXPECT_THAT(narrowedBesideLoad("{varies 1} since @3:1"), choosesNone());
  EXPECT_THAT(narrowedBesideLoad("{opaque} since @3:1"), choosesNone());
}

TEST(ChoosingLoads, NotTheOnlyUse) {
  EXPECT_THAT(narrowedBesideLoad("since @3:1", R"(
  others = narrow talks chained since @3:1 made in loop 1
  run others in loop 1
)"),
              choosesNone());
  // Somebody else gets hold of the row.
  EXPECT_THAT(narrowedBesideLoad("since @3:1", R"(
  escapes student
)"),
              choosesNone());
}

TEST(RelatedQueries, NoLoopOverRows) {
  EXPECT_THAT(analyzed(R"(
function f
  students = query Student
  student = one students
  taken = related student.courses
  count taken
)"),
              isQuiet());
}

TEST(RepeatedQueries, ByWhatTheLoopGives) {
  EXPECT_THAT(analyzed(R"(
function f
  loop 1 counted
  courses = query Course made in loop 1
  some = narrow courses chained {varies 1} made in loop 1
  run some in loop 1
)"),
              finds({Kind::QueryPerTurn}));
}

TEST(RepeatedQueries, TheSameEachTime) {
  EXPECT_THAT(analyzed(R"(
function f
  loop 1 range
  courses = query Course made in loop 1
  some = narrow courses chained made in loop 1
  run some in loop 1
)"),
              finds({Kind::SameQuery}));
}

TEST(RepeatedQueries, LoopsThatAreThereForTheQuery) {
  EXPECT_THAT(analyzed(R"(
function f
  loop 1 range
  courses = query Course made in loop 1
  some = narrow courses chained {varies 1 batch} made in loop 1
  run some in loop 1
function f
  loop 1 range
  courses = query Course made in loop 1
  some = narrow courses chained {varies 1 outside} made in loop 1
  run some in loop 1
function f
  loop 1 range
  courses = query Course made in loop 1
  some = narrow courses chained {opaque} made in loop 1
  run some in loop 1
function f
  loop 1
  courses = query Course made in loop 1
  some = narrow courses chained {varies 1} made in loop 1
  run some in loop 1
function f
  loop 1 counted short
  courses = query Course made in loop 1
  some = narrow courses chained {varies 1} made in loop 1
  run some in loop 1
function f
  loop 1 counted
  courses = query Course made in loop 1
  some = narrow courses chained {varies 1} made in loop 1
  run some ends in loop 1
)"),
              isQuiet());
}

TEST(UnusedLoads, WhatNothingFollows) {
  const auto Found = analyzed(R"(
function f
  students = query Student
  loaded = prefetch students chained "courses.department"@3:1
  run loaded
  loop 1 rows
  student = each loaded in loop 1
  taken = related student.courses
  all_courses = all taken chained
  run all_courses in loop 1
  loop 2 in loop 1 rows
  course = each all_courses in loop 2
)")
                         .Others;
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(Found[0].What, Kind::UnusedLoad);
  EXPECT_EQ(Found[0].Used.at(0), Names{"courses"});
  EXPECT_EQ(Found[0].Cost.BeforeText, "3");
  EXPECT_EQ(Found[0].Cost.After, 2u);
}

TEST(UnusedLoads, OutOfSight) {
  EXPECT_THAT(analyzed(R"(
function returned
  students = query Student
  loaded = prefetch students chained "courses"@3:1
  returns loaded
function escapes
  students = query Student
  loaded = prefetch students chained "courses"@1003:1
  run loaded
  loop 1 rows
  student = each loaded in loop 1
  escapes student
function called
  students = query Student
  loaded = prefetch students chained "courses"@2003:1
  call 1 elsewhere(loaded)
)"),
              isQuiet());
}

TEST(Writes, OneForEachRow) {
  EXPECT_THAT(analyzed(R"(
function f
  students = query Student
  run students
  loop 1 rows
  student = each students in loop 1
  write student named save in loop 1
)"),
              finds({Kind::WritePerTurn}));
}

TEST(Writes, ManyAtOnceOrInMemory) {
  EXPECT_THAT(analyzed(R"(
function f
  students = query Student
  run students
  loop 1 rows
  student = each students in loop 1
  write student named add {batch} in loop 1
  department = related student.department
  write department in loop 1
)"),
              isQuiet());
}

TEST(Rows, OfUnknownOriginOnRequest) {
  const char *Text = R"(
function f params 1
  arg0 = param 0
  run arg0
  loop 1 rows
  row = each arg0 in loop 1
  taken = related row.courses
  all_courses = all taken chained
  run all_courses in loop 1
  loop 2 in loop 1 rows
  course = each all_courses in loop 2
)";
  EXPECT_THAT(analyzed(Text), isQuiet());
  Settings Set;
  Set.UnknownRows = true;
  const Findings Found = analyzed(Text, Set);
  ASSERT_EQ(Found.MissingEagerLoads.size(), 1u);
  EXPECT_EQ(Found.MissingEagerLoads[0].Sure, Confidence::Possible);
  EXPECT_EQ(Found.MissingEagerLoads[0].Entity, "Student");
}

TEST(Paths, LongerOnesAreUndecided) {
  Settings Set;
  Set.MaxPathDepth = 1;
  EXPECT_THAT(analyzed(R"(
function f
  students = query Student
  run students
  loop 1 rows
  student = each students in loop 1
  taken = related student.courses
  all_courses = all taken chained
  run all_courses in loop 1
  loop 2 in loop 1 rows
  course = each all_courses in loop 2
  owner = related course.owner
  load owner in loop 2
)",
                       Set),
              reports("courses", costs("1 + N", 2)));
}

} // namespace
} // namespace ormlint::analysis
