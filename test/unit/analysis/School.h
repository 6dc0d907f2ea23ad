//===--- School.h - Verdicts on facts about a school ------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Facts written in their notation (facts/Dump.h), and what is said of them:
//
//   EXPECT_THAT(analyzed(R"(
//   function f
//     students = query Student
//     ...
//   )"), reports("courses", costs("1 + N", 2)));
//
// Students have courses, a department and perhaps a minor; a department owns
// courses and has students, who know the way back.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_TEST_ANALYSIS_SCHOOL_H
#define ORMLINT_TEST_ANALYSIS_SCHOOL_H

#include "analysis/Analysis.h"
#include "facts/Parse.h"
#include "llvm/ADT/StringExtras.h"
#include "gmock/gmock.h"
#include <optional>
#include <string>
#include <vector>

namespace ormlint::analysis {

/// The facts of \p Text; what has no place is where its line is.
inline facts::Unit school(const std::string &Text) {
  // Behind the text, so that lines count from it.
  auto Facts = facts::parse(Text + R"(
file f0 school.cpp
relation Student.courses -> Course many
relation Student.department -> Department
relation Student.minor -> Department nullable
relation Course.owner -> Department
relation Department.students -> Student many inverse department
)",
                            facts::Unplaced::InTheText);
  if (Facts)
    return std::move(*Facts);
  ADD_FAILURE() << llvm::toString(Facts.takeError()) << "\n" << Text;
  return {};
}

inline Findings analyzed(const std::string &Text, const Settings &Set = {}) {
  return analyze(school(Text), Set);
}

struct Price {
  std::string Before;
  std::optional<unsigned> After;
};
inline Price costs(std::string Before, std::optional<unsigned> After = {}) {
  return {std::move(Before), After};
}

/// "courses courses__owner"
inline std::string pathsOf(const MissingEagerLoad &F) {
  std::vector<std::string> Paths;
  for (const MissingEagerLoad::Path &P : F.Paths)
    Paths.push_back(llvm::join(P.Names, "__"));
  return llvm::join(Paths, " ");
}

inline void describe(const Findings &All, testing::MatchResultListener &Out) {
  for (const MissingEagerLoad &F : All.MissingEagerLoads) {
    Out << "\nreports " << pathsOf(F) << ", costs " << F.Cost.BeforeText;
    if (F.Cost.After)
      Out << ", " << *F.Cost.After << " with the fix";
  }
  for (const Finding &F : All.Others)
    Out << "\nfinds kind " << static_cast<int>(F.What);
  for (const Coverage::Undecided &U : All.Coverage.LoopsUndecided)
    Out << "\nundecided at line " << U.At.Line << ": " << U.Reason;
}

/// One eager load is missing, of these paths, at that price.
MATCHER_P2(reports, Paths, Cost, "") {
  describe(arg, *result_listener);
  if (arg.MissingEagerLoads.size() != 1)
    return false;
  const MissingEagerLoad &F = arg.MissingEagerLoads.front();
  return pathsOf(F) == Paths && F.Cost.BeforeText == Cost.Before &&
         F.Cost.After == Cost.After;
}

MATCHER_P(findsMissing, Count, "") {
  describe(arg, *result_listener);
  return arg.MissingEagerLoads.size() == static_cast<std::size_t>(Count);
}

MATCHER_P(atLine, Line, "") {
  describe(arg, *result_listener);
  return !arg.MissingEagerLoads.empty() &&
         arg.MissingEagerLoads.front().At.Line == static_cast<unsigned>(Line);
}

MATCHER_P(hasNoFix, Why, "") {
  describe(arg, *result_listener);
  return !arg.MissingEagerLoads.empty() &&
         arg.MissingEagerLoads.front().Why == Why;
}

/// What other checks find.
inline auto finds(std::vector<Finding::Kind> Kinds) {
  return testing::Field("Others", &Findings::Others,
                        testing::Pointwise(testing::Truly([](const auto &Both) {
                                             return std::get<0>(Both).What ==
                                                    std::get<1>(Both);
                                           }),
                                           std::move(Kinds)));
}

MATCHER(isQuiet, "") {
  describe(arg, *result_listener);
  return arg.MissingEagerLoads.empty() && arg.Others.empty();
}

/// The reasons for which row loops are undecided, and nothing is reported.
inline auto leavesUndecided(std::vector<std::string> Reasons) {
  using Undecided = Coverage::Undecided;
  std::vector<testing::Matcher<const Undecided &>> Each;
  for (std::string &Reason : Reasons)
    Each.push_back(testing::AllOf(
        testing::Field("Reason", &Undecided::Reason, std::move(Reason)),
        testing::Field("At", &Undecided::At,
                       testing::Property(&facts::Place::valid, true))));
  return testing::AllOf(
      isQuiet(),
      testing::Field("Coverage", &Findings::Coverage,
                     testing::Field("LoopsUndecided", &Coverage::LoopsUndecided,
                                    testing::ElementsAreArray(Each))));
}

} // namespace ormlint::analysis

#endif // ORMLINT_TEST_ANALYSIS_SCHOOL_H
