//===--- PresentationTest.cpp - The verdict as people read it -------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/verify/Presentation.h"
#include "gtest/gtest.h"

using namespace llvm;
using namespace ormlint::verify;
using testing::IsNotSubstring;
using testing::IsSubstring;

namespace {

Cost cost(unsigned Line, std::uint64_t Before,
          std::optional<std::uint64_t> After = std::nullopt) {
  Cost Result;
  Result.At = {"/home/ann/clinic/doctors.cpp", Line, 3};
  Result.Entity = "Doctor";
  Result.Runs = 1;
  Result.Before = Before;
  Result.After = After;
  return Result;
}

std::string check(StringRef Text, const std::vector<Cost> &Costs) {
  return cantFail(ExpectedCost::parse(Text)).check(Costs);
}

std::string problem(StringRef Text) {
  auto Parsed = ExpectedCost::parse(Text);
  return Parsed ? std::string("none") : toString(Parsed.takeError());
}

std::string presented(const Verdict &What, PresentationOptions Options = {}) {
  std::string Text;
  raw_string_ostream Out(Text);
  present(What, Options, Out);
  return Text;
}

/// A verdict over one finding, 11 -> 2, and seeding.
Verdict proved() {
  Verdict Result;
  Result.Fixed = true;
  Result.OutputLines = 10;
  Cost Fixed = cost(14, 11, 2);
  Fixed.Formula = "1 + N";
  Fixed.Predicted = 11;
  Fixed.Promised = 2;
  Fixed.SQL = {"SELECT 1", "SELECT 2"};
  Cost Seed = cost(20, 30, 30);
  Seed.OnlyReads = false;
  Result.Costs = {Fixed, Seed};
  return Result;
}

} // namespace

TEST(ExpectedCost, NamesAQueryByLineOrEntity) {
  std::vector<Cost> Costs = {cost(14, 11, 2), cost(20, 3, 3)};
  EXPECT_EQ(check("doctors.cpp:14: 11 -> 2", Costs), "");
  EXPECT_EQ(check("clinic/doctors.cpp:14:11->2", Costs), "");
  EXPECT_EQ(check("doctors.cpp:20: 3", Costs), "");
  EXPECT_EQ(check("doctors.cpp:Doctor: 11 -> 2", {cost(14, 11, 2)}), "");
}

TEST(ExpectedCost, SaysWhatIsDifferent) {
  std::vector<Cost> Costs = {cost(14, 11, 2), cost(20, 3)};
  EXPECT_PRED_FORMAT2(IsSubstring, "it cost 11",
                      check("doctors.cpp:14: 12 -> 2", Costs));
  EXPECT_PRED_FORMAT2(IsSubstring, "it cost 2 with the fix",
                      check("doctors.cpp:14: 11 -> 1", Costs));
  EXPECT_PRED_FORMAT2(IsSubstring, "no fix was applied",
                      check("doctors.cpp:20: 3 -> 1", Costs));
  EXPECT_PRED_FORMAT2(IsSubstring, "no such query ran",
                      check("doctors.cpp:15: 1", Costs));
  EXPECT_PRED_FORMAT2(IsSubstring, "no such query ran",
                      check("tors.cpp:14: 11 -> 2", Costs));
  EXPECT_PRED_FORMAT2(IsSubstring, "several queries fit; name the line",
                      check("doctors.cpp:Doctor: 11 -> 2", Costs));
}

TEST(ExpectedCost, RejectsWhatIsNone) {
  for (StringRef Text : {"", "11 -> 2", "doctors.cpp: 11 -> 2",
                         "doctors.cpp:14: eleven", "doctors.cpp:14: 11 -> "})
    EXPECT_PRED_FORMAT2(IsSubstring, "is not an expected cost; write",
                        problem(Text))
        << Text.str();
}

TEST(Presentation, SaysWhatWasProved) {
  Verdict What = proved();
  EXPECT_TRUE(What.proved());
  std::string Text = presented(What);
  EXPECT_PRED_FORMAT2(IsSubstring,
                      "query           rows of  formula  predicted  "
                      "before  promised  after\n",
                      Text);
  EXPECT_PRED_FORMAT2(IsSubstring,
                      "doctors.cpp:14  Doctor   1 + N           11      "
                      "11         2      2\n",
                      Text);
  EXPECT_PRED_FORMAT2(IsSubstring,
                      "and 1 place that writes, 30 statements: "
                      "unchanged\n",
                      Text);
  EXPECT_PRED_FORMAT2(IsSubstring,
                      "proved: same output (10 lines), 11 -> 2 queries "
                      "for 1 finding",
                      Text);
  EXPECT_PRED_FORMAT2(IsNotSubstring, "SELECT 2", Text);
  EXPECT_PRED_FORMAT2(IsSubstring,
                      "doctors.cpp:14 Doctor, with the fixes:\n  SELECT 1\n  "
                      "SELECT 2\n",
                      presented(What, {.Statements = true}));
}

TEST(Presentation, NeverSaysProvedOverAProblem) {
  Verdict Whole = proved();
  Whole.Problems = {"the output differs from line 3"};
  EXPECT_FALSE(Whole.proved());
  EXPECT_PRED_FORMAT2(IsSubstring, "from line 3\nnot proved\n",
                      presented(Whole));

  // Seeding that changed is listed, though it is not else.
  Verdict Query = proved();
  Query.Costs[1].Problems = {"it changed"};
  EXPECT_FALSE(Query.proved());
  EXPECT_PRED_FORMAT2(IsSubstring, "doctors.cpp:20: it changed\n",
                      presented(Query));
  EXPECT_PRED_FORMAT2(IsSubstring, "doctors.cpp:20  Doctor   no finding",
                      presented(Query));
  EXPECT_PRED_FORMAT2(IsNotSubstring, "proved:", presented(Query));
}

TEST(Presentation, SaysThatNothingWasToProve) {
  Verdict What;
  What.Costs = {cost(14, 2)};
  EXPECT_FALSE(What.proved());
  EXPECT_PRED_FORMAT2(IsSubstring,
                      "nothing to prove: the check reports nothing\n",
                      presented(What));
}
