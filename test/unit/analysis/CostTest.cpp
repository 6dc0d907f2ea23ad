//===--- CostTest.cpp - Statements of a query, as a formula ---------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Cost.h"
#include "gtest/gtest.h"

namespace ormlint::analysis {
namespace {

Term term(unsigned Coefficient, std::vector<std::string> Letters,
          bool UpTo = false) {
  Term T;
  T.Coefficient = Coefficient;
  T.Letters = std::move(Letters);
  T.UpTo = UpTo;
  return T;
}

TEST(Formula, AQueryAlone) { EXPECT_EQ(formula({term(1, {})}), "1"); }

TEST(Formula, OneStatementARow) {
  EXPECT_EQ(formula({term(1, {}), term(1, {"N"})}), "1 + N");
}

TEST(Formula, EqualProductsAreOneSummand) {
  EXPECT_EQ(formula({term(1, {}), term(1, {"N"}), term(1, {"N"})}), "1 + 2N");
}

TEST(Formula, NestedLoopsAreAProduct) {
  EXPECT_EQ(formula({term(1, {}), term(1, {"N"}), term(2, {"N", "M"})}),
            "1 + N + 2N·M");
}

TEST(Formula, OneBoundMakesTheWholeABound) {
  EXPECT_EQ(formula({term(1, {}), term(1, {"N"}, true)}), "up to 1 + N");
}

} // namespace
} // namespace ormlint::analysis
