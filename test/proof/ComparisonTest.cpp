//===--- ComparisonTest.cpp - Holding runs against findings ---------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/verify/Comparison.h"
#include "Logs.h"
#include "tools/verify/Program.h"
#include "llvm/ADT/StringExtras.h"
#include "gtest/gtest.h"

using namespace llvm;
using namespace ormlint;
using namespace ormlint::verify;
using testing::IsSubstring;

namespace {

/// "1 + N, 2 with the fix" for doctors and their specializations on line 7.
Finding oneRelation(bool UpTo = false) {
  Finding Result;
  Result.Check = "orm-n-plus-one";
  Result.Edits = {{"/p/main.cpp", 0, 0, "x"}};
  Result.Claim.File = "/p/main.cpp";
  Result.Claim.Line = 7;
  Result.Claim.Column = 5;
  Result.Claim.Entity = "Doctor";
  Result.Claim.BeforeText = "1 + N";
  Result.Claim.After = 2;
  Result.Claim.Before = {{"", 1, std::nullopt, {}, false},
                         {"specializations", 1, "", {"N"}, UpTo}};
  return Result;
}

/// Ten doctors, and as many lazy loads as asked for.
LogText lazy(int Doctors, int Loads) {
  LogText Text;
  Text.root(1, "Doctor", 7).statement("query", "", Doctors);
  for (int I = 0; I != Loads; ++I)
    Text.statement("lazy", "specializations", 1);
  return Text;
}

LogText eager(int Doctors, int Statements = 2) {
  LogText Text;
  Text.root(1, "Doctor", 7).statement("query", "", Doctors);
  for (int I = 1; I != Statements; ++I)
    Text.statement("prefetch", "specializations", 12);
  return Text;
}

std::string joined(const std::vector<std::string> &Problems) {
  return join(Problems, "\n");
}

/// Compares with a copy in which no place has moved.
std::vector<Cost> compare(const Finding &Found, const LogText &Before,
                          const LogText &After) {
  ScratchFolder Scratch = cantFail(ScratchFolder::make());
  EditedCopy Copy = cantFail(EditedCopy::make(Scratch.path("copy"), {}, {}));
  return verify::compare({Found}, Before.log(), After.log(), Copy);
}

} // namespace

TEST(Comparison, HoldsAClaimThatIsTrue) {
  std::vector<Cost> Costs = compare(oneRelation(), lazy(10, 10), eager(10));
  ASSERT_EQ(Costs.size(), 1u);
  EXPECT_EQ(joined(Costs[0].Problems), "");
  EXPECT_EQ(Costs[0].Predicted, 11u);
  EXPECT_EQ(Costs[0].Before, 11u);
  EXPECT_EQ(Costs[0].Promised, 2u);
  EXPECT_EQ(Costs[0].After, 2u);
}

TEST(Comparison, SaysWhereTheFormulaIsWrong) {
  EXPECT_EQ(joined(compare(oneRelation(), lazy(10, 9), eager(10))[0].Problems),
            "before the fix, 'specializations' took 9 statements "
            "where the formula says 10");
  LogText More = lazy(10, 10);
  More.statement("lazy", "specializations__hospital", 1);
  EXPECT_EQ(joined(compare(oneRelation(), More, eager(10))[0].Problems),
            "before the fix, 'specializations__hospital' took 1 "
            "statement that the formula does not name");
}

// "Up to" lets a branch or a null key save statements, never add any.
TEST(Comparison, ReadsUpToAsAtMost) {
  EXPECT_EQ(
      joined(compare(oneRelation(true), lazy(10, 3), eager(10))[0].Problems),
      "");
  EXPECT_EQ(
      joined(compare(oneRelation(true), lazy(10, 11), eager(10))[0].Problems),
      "before the fix, 'specializations' took 11 "
      "statements where the formula says at most 10");
}

TEST(Comparison, SaysWhereTheFixDoesNotServe) {
  LogText Same = lazy(10, 10);
  EXPECT_EQ(joined(compare(oneRelation(), lazy(10, 10), Same)[0].Problems),
            "after the fix it took 11 statements where the "
            "message promises 2");
  EXPECT_EQ(
      joined(compare(oneRelation(), lazy(10, 10), eager(10, 1))[0].Problems),
      "after the fix it took 1 statement where the message "
      "promises 2");
}

// The number after assumes that no level is empty: with no rows nothing is
// left to prefetch.
TEST(Comparison, AllowsFewerStatementsForAnEmptyLevel) {
  EXPECT_EQ(joined(compare(oneRelation(), lazy(0, 0), eager(0, 1))[0].Problems),
            "");
  EXPECT_EQ(joined(compare(oneRelation(), lazy(0, 0), eager(0, 3))[0].Problems),
            "after the fix it took 3 statements where the "
            "message promises 2");
}

// A product counts the turns of the inner loops together.
TEST(Comparison, EvaluatesAProductAsTotalTurns) {
  Finding Found = oneRelation();
  Found.Claim.BeforeText = "1 + N + N·M";
  Found.Claim.After = 3;
  Found.Claim.Before.push_back(
      {"specializations__guild", 1, "specializations", {"N", "M"}, false});
  LogText Before;
  Before.root(1, "Doctor", 7).statement("query", "", 2);
  Before.statement("lazy", "specializations", 3);
  Before.statement("lazy", "specializations", 1);
  for (int I = 0; I != 4; ++I)
    Before.statement("lazy", "specializations__guild", 1);
  Cost Measured =
      compare(Found, Before,
              eager(2).statement("prefetch", "specializations__guild", 2))[0];
  EXPECT_EQ(joined(Measured.Problems), "");
  EXPECT_EQ(Measured.Predicted, 7u);
}

// An expression that runs three times is three proofs.
TEST(Comparison, HoldsForEachRunByItself) {
  LogText Before, After;
  for (int Root : {1, 2, 3}) {
    Before.root(Root, "Doctor", 7).statement("query", "", Root);
    for (int I = 0; I != Root; ++I)
      Before.statement("lazy", "specializations", 1);
    After.root(Root, "Doctor", 7).statement("query", "", Root);
    After.statement("prefetch", "specializations", Root);
  }
  Cost Measured = compare(oneRelation(), Before, After)[0];
  EXPECT_EQ(joined(Measured.Problems), "");
  EXPECT_EQ(Measured.Runs, 3u);
  EXPECT_EQ(Measured.Before, 9u);
  EXPECT_EQ(Measured.Promised, 6u);
  EXPECT_EQ(Measured.After, 6u);

  // Too many in one run is not made up for by too few in another.
  After.root(3, "Doctor", 7).statement("lazy", "specializations", 1);
  EXPECT_PRED_FORMAT2(
      IsSubstring, "took 3 statements",
      joined(compare(oneRelation(), Before, After)[0].Problems));
}

TEST(Comparison, SaysThatAQueryDidNotRun) {
  Finding Found = oneRelation();
  Found.Claim.Line = 99;
  std::vector<Cost> Costs = compare(Found, lazy(1, 1), lazy(1, 1));
  EXPECT_EQ(joined(Costs[0].Problems),
            "this query did not run, so nothing is known of it");
}

// A query that no finding is about must not notice the fixes.
TEST(Comparison, WatchesTheOtherQueries) {
  auto With = [](LogText Text, int Rows, StringRef SQL, bool Twice = false) {
    Text.root(5, "Nurse", 20).statement("query", "", Rows, SQL);
    if (Twice)
      Text.statement("lazy", "ward", 1);
    return Text;
  };
  // Values in these logs are the statement's number: the same count before.
  LogText Before = With(lazy(1, 1), 4, "SELECT * FROM nurse");
  auto Problems = [&](const LogText &After) {
    return compare(oneRelation(), Before, After)[1].Problems;
  };
  EXPECT_EQ(joined(Problems(With(eager(1), 4, "SELECT * FROM nurse"))), "");
  EXPECT_PRED_FORMAT2(
      IsSubstring, "it has no finding, but its statement 1 changed",
      joined(Problems(With(eager(1), 4, "SELECT id FROM nurse"))));
  EXPECT_PRED_FORMAT2(
      IsSubstring, "it has no finding, but its statement 1 changed",
      joined(Problems(With(eager(1), 3, "SELECT * FROM nurse"))));
  EXPECT_PRED_FORMAT2(
      IsSubstring, "it has no finding, but its statement 2 changed",
      joined(Problems(With(eager(1), 4, "SELECT * FROM nurse", true))));
  EXPECT_EQ(joined(Problems(eager(1))),
            "it has no finding, and does not run any more after "
            "the fixes");

  std::vector<Cost> New =
      compare(oneRelation(), lazy(1, 1), With(eager(1), 4, "SELECT 2"));
  EXPECT_PRED_FORMAT2(IsSubstring, "only since the fixes",
                      joined(New[1].Problems));
}

// Without a fix, the count before is still held against the formula.
TEST(Comparison, MeasuresWithoutASecondRun) {
  Finding Found = oneRelation();
  Found.Edits.clear();
  Cost Right = measure({Found}, lazy(10, 10).log())[0];
  EXPECT_EQ(joined(Right.Problems), "");
  EXPECT_EQ(Right.After, std::nullopt);
  EXPECT_PRED_FORMAT2(IsSubstring, "took 7 statements",
                      joined(measure({Found}, lazy(10, 7).log())[0].Problems));
}
