//===--- BoundsTest.cpp - What is given up is counted ---------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each bound, and each reason for which the rows of a loop are unknown, once.
//
//===----------------------------------------------------------------------===//

#include "School.h"
#include "llvm/Support/FormatVariadic.h"
#include "gtest/gtest.h"

namespace ormlint::analysis {
namespace {

/// A loop over \p Rows that reads the department, with more \p Functions.
Findings loopOver(const std::string &Rows, const std::string &Functions = "",
                  const std::string &Head = "function f") {
  return analyzed(Functions + Head + Rows + R"(
  run rows
  loop 1 rows
  row = each rows in loop 1
  department = related row.department
  load department in loop 1
)");
}

TEST(Undecided, AParameterWithoutCallers) {
  EXPECT_THAT(loopOver("\n  rows = param 0", "", "function f params 1"),
              leavesUndecided({"no caller of 'f' is in sight"}));
}

TEST(Undecided, AnOpaqueCall) {
  EXPECT_THAT(loopOver(R"(
  call 1 elsewhere()
  rows = result of call 1)"),
              leavesUndecided({"'elsewhere' is defined in another file"}));
}

TEST(Undecided, WhatAnOpaqueCallLeaves) {
  EXPECT_THAT(loopOver(R"(
  students = query Student
  call 1 elsewhere(students)
  rows = after call 1 students)"),
              leavesUndecided({"'elsewhere' is defined in another file"}));
}

TEST(Undecided, ACallThatMayRunSeveralFunctions) {
  EXPECT_THAT(loopOver(R"(
  one = object runs first
  other = object runs second
  either = merge one other
  call 1 callback through either(either)
  rows = result of call 1)",
                       R"(
function first
  students = query Student
  returns students
function second
  students = query Student
  returns students
)"),
              leavesUndecided({"'callback' may be several functions"}));
}

TEST(Undecided, AVirtualCall) {
  EXPECT_THAT(
      loopOver(R"(
  call 1 load() virtual
  rows = result of call 1)"),
      leavesUndecided({"'load' is virtual: the object decides what runs"}));
}

TEST(Undecided, AFunctionObjectThatNobodyBrings) {
  EXPECT_THAT(loopOver(R"(
  callable = param 0
  call 1 callback through callable(callable)
  rows = result of call 1)",
                       "", "function f params 1"),
              leavesUndecided(
                  {"'callback' is a function object that is not followed"}));
}

TEST(Undecided, AReasonThatTheFactsGive) {
  EXPECT_THAT(loopOver("\n  rows = unknown \"its address is taken\""),
              leavesUndecided({"its address is taken"}));
}

// Each turn fetches its row by itself: the loop is over no rows.
TEST(Undecided, NotRowsFetchedOneByOne) {
  const Findings Found = analyzed(R"(
function f
  students = query Student
  loop 1 rows
  row = each students in loop 1 fetched
  department = related row.department
  load department in loop 1
)");
  EXPECT_THAT(Found, leavesUndecided({}));
  EXPECT_TRUE(Found.MissingEagerLoads.empty());
}

TEST(Undecided, APathThatCannotBeRead) {
  const Findings Found = analyzed(R"(
function f
  students = query Student
  loaded = prefetch students ?
  run loaded
  loop 1 rows
  row = each loaded in loop 1
  taken = related row.courses
  all = all taken
  run all in loop 1
  loop 2 in loop 1 rows
  course = each all in loop 2
)");
  EXPECT_THAT(Found,
              leavesUndecided({"the path of an eager load cannot be read"}));
}

TEST(Undecided, APartOfAnObjectThatIsNotFollowed) {
  EXPECT_THAT(loopOver(R"(
  object = object
  rows = part object.students)",
                       "field students\n"),
              leavesUndecided({"kept in an object that is not followed"}));
}

// Each bound: one step below it the loop is checked, and reported.

/// Functions that hand on what the next one returns, \p Count deep.
std::string nested(unsigned Count) {
  std::string Text = "function f0\n  students = query Student\n"
                     "  returns students\n";
  for (unsigned I = 1; I <= Count; ++I)
    Text += llvm::formatv("function f{0}\n  call 1 f{1}() returns-query\n"
                          "  rows = result of call 1\n  returns rows\n",
                          I, I - 1);
  return Text;
}

TEST(Bounds, CallDepth) {
  const std::string Rows = "\n  call 1 f{0}() returns-query"
                           "\n  rows = result of call 1";
  EXPECT_THAT(loopOver(llvm::formatv(Rows.c_str(), 7), nested(7)),
              reports("department", costs("1 + N", 1)));
  EXPECT_THAT(loopOver(llvm::formatv(Rows.c_str(), 8), nested(8)),
              leavesUndecided({"calls are nested too deeply"}));
}

TEST(Bounds, ObjectDepth) {
  auto Parts = [](unsigned Count) {
    std::string Text = "\n  v0x = query Student";
    for (unsigned I = 1; I <= Count; ++I)
      Text += llvm::formatv("\n  v{0}x = object .held=v{1}x", I, I - 1);
    Text += llvm::formatv("\n  p{0} = part v{0}x.held", Count);
    for (unsigned I = Count - 1; I >= 1; --I)
      Text += llvm::formatv("\n  p{0} = part p{1}.held", I, I + 1);
    return Text + "\n  rows = all p1";
  };
  EXPECT_THAT(loopOver(Parts(8), "field held\n"),
              reports("department", costs("1 + N", 1)));
  EXPECT_THAT(loopOver(Parts(9), "field held\n"),
              leavesUndecided({"objects are nested too deeply"}));
}

TEST(Bounds, PathDepth) {
  Settings Set;
  Set.MaxPathDepth = 1;
  const std::string Text = R"(
function f
  students = query Student
  loaded = prefetch students "courses"
  run loaded
  loop 1 rows
  student = each loaded in loop 1
  taken = related student.courses
  all = all taken
  run all in loop 1
  loop 2 in loop 1 rows
  course = each all in loop 2
  owner = related course.owner
  load owner in loop 2
)";
  EXPECT_THAT(analyzed(Text), findsMissing(1));
  EXPECT_THAT(analyzed(Text, Set),
              leavesUndecided({"the relation path is too long"}));
}

TEST(Bounds, ValuesThatComeTogether) {
  auto Merge = [](unsigned Count) {
    std::string Text, All;
    for (unsigned I = 0; I < Count; ++I) {
      Text += llvm::formatv("\n  q{0} = query Student", I);
      All += llvm::formatv(" q{0}", I);
    }
    return Text + "\n  rows = merge" + All;
  };
  EXPECT_TRUE(loopOver(Merge(64)).Coverage.LoopsUndecided.empty());
  const Coverage Result = loopOver(Merge(65)).Coverage;
  ASSERT_EQ(Result.LoopsUndecided.size(), 1u);
  EXPECT_EQ(Result.LoopsUndecided[0].Reason, "too many values come together");
}

TEST(Bounds, SizeOfASummary) {
  auto Reads = [](unsigned Count) {
    std::string Text = "function g params 1\n  row = param 0\n";
    for (unsigned I = 0; I < Count; ++I)
      Text +=
          llvm::formatv("  v{0}x = related row.courses\n  count v{0}x\n", I);
    return Text + R"(
function f
  students = query Student
  run students
  loop 1 rows
  student = each students in loop 1
  call 1 g(student) in loop 1
)";
  };
  EXPECT_TRUE(analyzed(Reads(256)).Coverage.Skipped.empty());
  const Coverage Result = analyzed(Reads(257)).Coverage;
  ASSERT_EQ(Result.Skipped.size(), 1u);
  EXPECT_EQ(Result.Skipped[0].Reason, "'g' does too much");
  EXPECT_EQ(Result.Skipped[0].At.Line, 1u);
}

TEST(Bounds, FunctionsInARecursion) {
  auto Circle = [](unsigned Count) {
    std::string Text;
    for (unsigned I = 0; I < Count; ++I)
      Text += llvm::formatv("function f{0} params 1\n  row = param 0\n"
                            "  call 1 f{1}(row)\n",
                            I, (I + 1) % Count);
    return Text + R"(
  department = related row.department
  load department
function f
  students = query Student
  run students
  loop 1 rows
  student = each students in loop 1
  call 1 f0(student) in loop 1
)";
  };
  EXPECT_THAT(analyzed(Circle(8)), findsMissing(1));
  EXPECT_TRUE(analyzed(Circle(8)).Coverage.Skipped.empty());
  const Coverage Result = analyzed(Circle(40)).Coverage;
  ASSERT_EQ(Result.Skipped.size(), 1u);
  EXPECT_EQ(Result.Skipped[0].Reason,
            "the recursion goes through too many functions");
}

TEST(Bounds, AFunctionThatWasLeftOut) {
  const Coverage Result = analyzed("left-out \"too large\" @7:1\n").Coverage;
  ASSERT_EQ(Result.Skipped.size(), 1u);
  EXPECT_EQ(Result.Skipped[0].Reason, "too large");
  EXPECT_EQ(Result.Skipped[0].At.Line, 7u);
}

} // namespace
} // namespace ormlint::analysis
