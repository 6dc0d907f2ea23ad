//===--- ControlFlowTest.cpp - Loops and turns ----------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ShelfOrm.h"
#include "gtest/gtest.h"

namespace ormlint::facts {
namespace {

/// The loops of `f`, which has \p Body.
std::vector<Loop> loops(const std::string &Body) {
  Unit Facts = factsOf("void f() { " + Body + " use(Book::rows().count()); }");
  if (Facts.Functions.size() != 1) {
    ADD_FAILURE() << "no facts";
    return {};
  }
  return {Facts.Functions.front().Loops.begin() + 1,
          Facts.Functions.front().Loops.end()};
}

TEST(ControlFlow, LoopsNest) {
  const auto All = loops("while (test()) { for (;test();) use(1); }");
  ASSERT_EQ(All.size(), 2u);
  EXPECT_EQ(All[0].Parent, None);
  EXPECT_EQ(All[1].Parent, 1u);
}

TEST(ControlFlow, LoopsBesideEachOtherDoNot) {
  for (const Loop &L :
       loops("while (test()) use(1); do use(2); while (test());"))
    EXPECT_EQ(L.Parent, None);
}

TEST(ControlFlow, ALoopUnderAConditionIsNotEveryTurn) {
  const auto All =
      loops("while (test()) { if (test()) while (test()) use(1); }");
  ASSERT_EQ(All.size(), 2u);
  EXPECT_TRUE(All[0].EveryTurn);
  EXPECT_FALSE(All[1].EveryTurn);
}

TEST(ControlFlow, ABreakIsAnEarlyExit) {
  EXPECT_TRUE(
      loops("while (test()) { if (test()) break; use(1); }").front().EarlyExit);
}

TEST(ControlFlow, AContinueIsNone) {
  EXPECT_FALSE(loops("while (test()) { if (test()) continue; use(1); }")
                   .front()
                   .EarlyExit);
}

TEST(ControlFlow, AReturnIsAnEarlyExit) {
  EXPECT_TRUE(loops("while (test()) { if (test()) return; use(1); }")
                  .front()
                  .EarlyExit);
}

TEST(ControlFlow, AGotoCanMakeALoop) {
  const auto All = loops("again: use(1); if (test()) goto again;");
  EXPECT_EQ(All.size(), 1u);
}

} // namespace
} // namespace ormlint::facts
