//===--- Answers.h - Conditions that are asked again ------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A demand that goes one way through a merge knows the answer to the merge's
// condition from there on. It has to remember it only if it may come to another
// merge that asks the same: two demands that differ in what they remember are
// two, and each condition would double them.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_ANALYSIS_ANSWERS_H
#define ORMLINT_ANALYSIS_ANSWERS_H

#include "facts/Facts.h"
#include <set>
#include <utility>
#include <vector>

namespace ormlint::analysis {

class Answers {
public:
  explicit Answers(const facts::Unit &Unit);

  /// Whether a merge other than \p Merge may ask \p Condition of a demand that
  /// comes through both.
  bool matter(std::uint32_t Function, facts::ValueId Merge,
              std::uint32_t Condition) const;

private:
  /// The values of one function. Those that may be made of each other have one
  /// representative.
  struct Webs {
    std::vector<facts::ValueId> Of;
    std::set<std::pair<facts::ValueId, std::uint32_t>> AskedAgain;

    void join(const facts::Function &F);
    facts::ValueId find(facts::ValueId Value);
  };
  /// Empty for a function that has no two merges with conditions.
  std::vector<Webs> Functions;
};

} // namespace ormlint::analysis

#endif // ORMLINT_ANALYSIS_ANSWERS_H
