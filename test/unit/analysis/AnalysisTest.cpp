//===--- AnalysisTest.cpp - Findings from facts ---------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Analysis.h"
#include "FactsBuilder.h"
#include "gtest/gtest.h"

using namespace ormlint::facts;

namespace ormlint::analysis {
namespace {

/// "Student: courses, department: 1 + 2N -> 2" for each finding.
std::vector<std::string> findings(const School &Code) {
  std::vector<std::string> Result;
  for (const MissingEagerLoad &F : analyze(Code.Facts).MissingEagerLoads) {
    std::string Text = F.Entity + ":";
    for (const auto &Path : F.Paths) {
      Text += ' ';
      for (std::size_t I = 0; I < Path.Names.size(); ++I)
        Text += (I ? "__" : "") + Path.Names[I];
    }
    Text += ": " + F.Cost.BeforeText + " -> ";
    Text += F.Cost.After ? std::to_string(*F.Cost.After) : "?";
    Result.push_back(std::move(Text));
  }
  return Result;
}

using Lines = std::vector<std::string>;

TEST(NPlusOne, ARelationToManyInALoop) {
  School Code;
  {
    FunctionBuilder F(Code, "f");
    auto [Student, Loop] = F.forEach(F.query("Student"));
    F.forEachRelated(Student, Code.Courses, Loop);
  }
  EXPECT_EQ(findings(Code), Lines{"Student: courses: 1 + N -> 2"});
}

TEST(NPlusOne, ARelationToOneInALoop) {
  School Code;
  {
    FunctionBuilder F(Code, "f");
    auto [Student, Loop] = F.forEach(F.query("Student"));
    F.event(EventKind::Load, F.related(Student, Code.Department), Loop);
  }
  EXPECT_EQ(findings(Code), Lines{"Student: department: 1 + N -> 1"});
}

TEST(NPlusOne, AnEagerLoadServes) {
  School Code;
  {
    FunctionBuilder F(Code, "f");
    auto [Student, Loop] =
        F.forEach(F.prefetched(F.query("Student"), {"courses"}));
    F.forEachRelated(Student, Code.Courses, Loop);
  }
  EXPECT_EQ(findings(Code), Lines{});
}

TEST(NPlusOne, ARowReadTwiceIsLoadedOnce) {
  School Code;
  {
    FunctionBuilder F(Code, "f");
    auto [Student, Loop] = F.forEach(F.query("Student"));
    F.event(EventKind::Load, F.related(Student, Code.Department), Loop);
    F.event(EventKind::Load, F.related(Student, Code.Department), Loop);
  }
  EXPECT_EQ(findings(Code), Lines{"Student: department: 1 + N -> 1"});
}

TEST(NPlusOne, ManyRelatedRowsAreReadAgainEachTime) {
  School Code;
  {
    FunctionBuilder F(Code, "f");
    auto [Student, Loop] = F.forEach(F.query("Student"));
    F.forEachRelated(Student, Code.Courses, Loop);
    F.forEachRelated(Student, Code.Courses, Loop);
  }
  EXPECT_EQ(findings(Code), Lines{"Student: courses: 1 + 2N -> 2"});
}

TEST(NPlusOne, TwoLoopsOverOneEvaluatedQueryShareItsRows) {
  School Code;
  {
    FunctionBuilder F(Code, "f");
    const ValueId Query = F.query("Student");
    for (int Twice = 0; Twice < 2; ++Twice) {
      auto [Student, Loop] = F.forEach(Query);
      F.event(EventKind::Load, F.related(Student, Code.Department), Loop);
    }
  }
  EXPECT_EQ(findings(Code), Lines{"Student: department: 1 + N -> 1"});
}

TEST(NPlusOne, TwoLoopsOverOneEvaluatedQueryReadManyTwice) {
  School Code;
  {
    FunctionBuilder F(Code, "f");
    const ValueId Query = F.query("Student");
    for (int Twice = 0; Twice < 2; ++Twice) {
      auto [Student, Loop] = F.forEach(Query);
      F.forEachRelated(Student, Code.Courses, Loop);
    }
  }
  EXPECT_EQ(findings(Code), Lines{"Student: courses: 1 + 2N -> 2"});
}

TEST(NPlusOne, TwoQueriesOfOneStartAreTwoStatements) {
  School Code;
  {
    FunctionBuilder F(Code, "f");
    const ValueId Query = F.query("Student");
    for (int Twice = 0; Twice < 2; ++Twice) {
      auto [Student, Loop] =
          F.forEach(F.refined(Query, Refinement::Narrow, /*Chained=*/false));
      F.event(EventKind::Load, F.related(Student, Code.Department), Loop);
    }
  }
  EXPECT_EQ(findings(Code), Lines{"Student: department: 2 + N + M -> 2"});
}

TEST(NPlusOne, AnAssignedRelationIsInMemory) {
  School Code;
  {
    FunctionBuilder F(Code, "f");
    auto [Student, Loop] = F.forEach(F.query("Student"));
    F.event(EventKind::Write, F.related(Student, Code.Department), Loop);
    F.event(EventKind::Load, F.related(Student, Code.Department), Loop);
  }
  EXPECT_EQ(findings(Code), Lines{});
}

TEST(NPlusOne, NestedLoopsAreOnePath) {
  School Code;
  {
    FunctionBuilder F(Code, "f");
    auto [Student, Outer] = F.forEach(F.query("Student"));
    auto [Course, Inner] = F.forEachRelated(Student, Code.Courses, Outer);
    F.event(EventKind::Load, F.related(Course, Code.CourseDepartment), Inner);
  }
  EXPECT_EQ(findings(Code),
            Lines{"Student: courses courses__department: 1 + N + N·M -> 3"});
}

TEST(NPlusOne, AShorterEagerLoadLeavesTheRest) {
  School Code;
  {
    FunctionBuilder F(Code, "f");
    auto [Student, Outer] =
        F.forEach(F.prefetched(F.query("Student"), {"courses"}));
    auto [Course, Inner] = F.forEachRelated(Student, Code.Courses, Outer);
    F.event(EventKind::Load, F.related(Course, Code.CourseDepartment), Inner);
  }
  EXPECT_EQ(findings(Code),
            Lines{"Student: courses__department: 2 + N·M -> 3"});
}

TEST(NPlusOne, ToOneThenToMany) {
  School Code;
  {
    FunctionBuilder F(Code, "f");
    auto [Student, Loop] = F.forEach(F.query("Student"));
    const ValueId Handle = F.related(Student, Code.Department);
    F.event(EventKind::Load, Handle, Loop);
    F.forEachRelated(F.target(Handle), Code.Students, Loop);
  }
  EXPECT_EQ(findings(Code),
            Lines{"Student: department department__students: 1 + 2N -> 2"});
}

TEST(NPlusOne, ASingleRowHasNoN) {
  School Code;
  {
    FunctionBuilder F(Code, "f");
    const ValueId Query = F.query("Student");
    F.event(EventKind::Pick, Query);
    F.forEachRelated(F.one(Query), Code.Courses, None);
  }
  EXPECT_EQ(findings(Code), Lines{});
}

TEST(NPlusOne, ALimitOfOneHasNoN) {
  School Code;
  {
    FunctionBuilder F(Code, "f");
    auto [Student, Loop] =
        F.forEach(F.refined(F.query("Student"), Refinement::AtMostOne));
    F.forEachRelated(Student, Code.Courses, Loop);
  }
  EXPECT_EQ(findings(Code), Lines{});
}

TEST(NPlusOne, TheRelatedRowsOfASingleRow) {
  School Code;
  {
    FunctionBuilder F(Code, "f");
    const ValueId Query = F.query("Department");
    F.event(EventKind::Pick, Query);
    auto [Student, Loop] = F.forEachRelated(F.one(Query), Code.Students, None);
    F.forEachRelated(Student, Code.Courses, Loop);
  }
  EXPECT_EQ(findings(Code), Lines{"Student: courses: 2 + N -> 3"});
}

TEST(NPlusOne, RelatedRowsThatArePrefetchedAreFixedWhereTheyArePrefetched) {
  School Code;
  {
    FunctionBuilder F(Code, "f");
    const ValueId Query = F.prefetched(F.query("Department"), {"students"});
    F.event(EventKind::Pick, Query);
    auto [Student, Loop] = F.forEachRelated(F.one(Query), Code.Students, None);
    F.forEachRelated(Student, Code.Courses, Loop);
  }
  EXPECT_EQ(findings(Code), Lines{"Department: students__courses: 2 + N -> 3"});
}

TEST(NPlusOne, TheWayBackIsKnown) {
  School Code;
  {
    FunctionBuilder F(Code, "f");
    const ValueId Query = F.query("Department");
    F.event(EventKind::Pick, Query);
    auto [Student, Loop] = F.forEachRelated(F.one(Query), Code.Students, None);
    F.event(EventKind::Load, F.related(Student, Code.Department), Loop);
  }
  EXPECT_EQ(findings(Code), Lines{});
}

TEST(NPlusOne, AnEagerLoadMustHoldOnEveryPath) {
  School Code;
  {
    FunctionBuilder F(Code, "f");
    const ValueId Query = F.query("Student");
    auto [Student, Loop] =
        F.forEach(F.merge({Query, F.prefetched(Query, {"courses"})}));
    F.forEachRelated(Student, Code.Courses, Loop);
  }
  EXPECT_EQ(findings(Code), Lines{"Student: courses: up to 1 + N -> 2"});
}

TEST(NPlusOne, AnEagerLoadOnEveryPathServes) {
  School Code;
  {
    FunctionBuilder F(Code, "f");
    const ValueId Query = F.query("Student");
    auto [Student, Loop] = F.forEach(F.merge(
        {F.prefetched(Query, {"courses"}),
         F.prefetched(F.refined(Query, Refinement::Narrow), {"courses"})}));
    F.forEachRelated(Student, Code.Courses, Loop);
  }
  EXPECT_EQ(findings(Code), Lines{});
}

TEST(NPlusOne, ARefinementOnOneBranchKeepsTheNumberExact) {
  School Code;
  {
    FunctionBuilder F(Code, "f");
    const ValueId Query = F.query("Student");
    auto [Student, Loop] = F.forEach(
        F.merge({Query, F.refined(Query, Refinement::Narrow, false)}));
    F.forEachRelated(Student, Code.Courses, Loop);
  }
  EXPECT_EQ(findings(Code), Lines{"Student: courses: 1 + N -> 2"});
}

TEST(NPlusOne, AConditionalAccessIsABound) {
  School Code;
  {
    FunctionBuilder F(Code, "f");
    auto [Student, Loop] = F.forEach(F.query("Student"));
    F.event(EventKind::Load, F.related(Student, Code.Department), Loop,
            /*EveryTurn=*/false);
  }
  EXPECT_EQ(findings(Code), Lines{"Student: department: up to 1 + N -> 1"});
}

TEST(NPlusOne, ANullableKeyIsABound) {
  School Code;
  {
    FunctionBuilder F(Code, "f");
    auto [Student, Loop] = F.forEach(F.query("Student"));
    F.event(EventKind::Load, F.related(Student, Code.Minor), Loop);
  }
  EXPECT_EQ(findings(Code), Lines{"Student: minor: up to 1 + N -> 1"});
}

TEST(NPlusOne, AnAccessInAHelper) {
  School Code;
  {
    FunctionBuilder F(Code, "helper", 1);
    F.event(EventKind::Load, F.related(F.param(0), Code.Department));
  }
  {
    FunctionBuilder F(Code, "f");
    auto [Student, Loop] = F.forEach(F.query("Student"));
    F.call("helper", {Student}, Loop);
  }
  EXPECT_EQ(findings(Code), Lines{"Student: department: 1 + N -> 1"});
}

TEST(NPlusOne, ALoopInAHelperWarnsOnlyForTheCallerThatLacksTheLoad) {
  School Code;
  {
    FunctionBuilder F(Code, "page", 1);
    auto [Student, Loop] = F.forEach(F.param(0));
    F.forEachRelated(Student, Code.Courses, Loop);
  }
  {
    FunctionBuilder F(Code, "good");
    F.call("page", {F.prefetched(F.query("Student"), {"courses"})});
  }
  {
    FunctionBuilder F(Code, "bad");
    F.call("page", {F.query("Student")});
  }
  EXPECT_EQ(findings(Code), Lines{"Student: courses: 1 + N -> 2"});
}

TEST(NPlusOne, AQueryThatAFunctionReturnsIsFixedAtTheCall) {
  School Code;
  {
    FunctionBuilder F(Code, "all");
    F.returns(F.query("Student"));
  }
  Place Call;
  {
    FunctionBuilder F(Code, "f");
    const ValueId Query = F.call("all", {}, None, /*ReturnsQuery=*/true);
    Call = F.valueAt(Query).At;
    auto [Student, Loop] = F.forEach(Query);
    F.forEachRelated(Student, Code.Courses, Loop);
  }
  EXPECT_EQ(findings(Code), Lines{"Student: courses: 1 + N -> 2"});
  EXPECT_EQ(analyze(Code.Facts).MissingEagerLoads.front().At, Call);
}

TEST(NPlusOne, OneBranchWithAndOneWithoutCostsN) {
  School Code;
  {
    FunctionBuilder F(Code, "f");
    const ValueId Query = F.query("Student");
    auto [Student, Loop] =
        F.forEach(F.merge({F.prefetched(Query, {"courses"}), Query}));
    F.forEachRelated(Student, Code.Courses, Loop);
  }
  EXPECT_EQ(findings(Code), Lines{"Student: courses: up to 1 + N -> 2"});
}

TEST(NPlusOne, ALoopThatWritesWhatItReadsGetsNoFix) {
  School Code;
  {
    FunctionBuilder F(Code, "write", 1);
    F.event(EventKind::Write, F.param(0), None, true, "Course");
  }
  {
    FunctionBuilder F(Code, "f");
    auto [Student, Loop] = F.forEach(F.query("Student"));
    F.forEachRelated(Student, Code.Courses, Loop);
    F.call("write", {Student}, Loop);
  }
  EXPECT_EQ(analyze(Code.Facts).MissingEagerLoads.front().Why, NoFix::Written);
}

TEST(NPlusOne, ALoopThatWritesSomethingElseGetsItsFix) {
  School Code;
  {
    FunctionBuilder F(Code, "f");
    auto [Student, Loop] = F.forEach(F.query("Student"));
    F.event(EventKind::Load, F.related(Student, Code.Department), Loop);
    F.event(EventKind::Write, Student, Loop, true, "Student");
  }
  EXPECT_EQ(analyze(Code.Facts).MissingEagerLoads.front().Why, NoFix::None);
}

TEST(NPlusOne, RecursionEnds) {
  School Code;
  {
    FunctionBuilder F(Code, "walk", 1);
    const ValueId Row = F.param(0);
    auto [Student, Loop] = F.forEachRelated(Row, Code.Students, None);
    const ValueId Handle = F.related(Student, Code.Department);
    F.event(EventKind::Load, Handle, Loop);
    F.call("walk", {F.target(Handle)}, Loop);
  }
  {
    FunctionBuilder F(Code, "f");
    const ValueId Query = F.query("Department");
    F.event(EventKind::Pick, Query);
    F.call("walk", {F.one(Query)});
  }
  const Findings Found = analyze(Code.Facts);
  ASSERT_EQ(Found.MissingEagerLoads.size(), 1u);
  EXPECT_EQ(Found.MissingEagerLoads.front().Why, NoFix::Recursive);
}

TEST(Coverage, AParameterWithoutCallersIsUndecided) {
  School Code;
  {
    FunctionBuilder F(Code, "page", 1);
    auto [Student, Loop] = F.forEach(F.param(0));
    F.forEachRelated(Student, Code.Courses, Loop);
  }
  const Findings Result = analyze(Code.Facts);
  EXPECT_TRUE(Result.MissingEagerLoads.empty());
  EXPECT_EQ(Result.Coverage.LoopsChecked.size(), 0u);
  ASSERT_EQ(Result.Coverage.LoopsUndecided.size(), 2u);
  EXPECT_EQ(Result.Coverage.LoopsUndecided.front().Reason,
            "no caller of 'page' is in sight");
}

TEST(Coverage, UnknownRowsAreUndecidedWithTheReason) {
  School Code;
  {
    FunctionBuilder F(Code, "f");
    auto [Student, Loop] = F.forEach(F.unknown("kept in a class member"));
    F.forEachRelated(Student, Code.Courses, Loop);
  }
  const Findings Result = analyze(Code.Facts);
  EXPECT_TRUE(Result.MissingEagerLoads.empty());
  ASSERT_FALSE(Result.Coverage.LoopsUndecided.empty());
  EXPECT_EQ(Result.Coverage.LoopsUndecided.front().Reason,
            "kept in a class member");
}

TEST(Coverage, CheckedAndReportedLoopsAreCounted) {
  School Code;
  {
    FunctionBuilder F(Code, "f");
    auto [Student, Loop] = F.forEach(F.query("Student"));
    F.forEachRelated(Student, Code.Courses, Loop);
    F.forEach(F.query("Course"));
  }
  const Coverage Result = analyze(Code.Facts).Coverage;
  EXPECT_EQ(Result.LoopsChecked.size(), 3u);
  EXPECT_EQ(Result.LoopsReported.size(), 1u);
  EXPECT_TRUE(Result.LoopsUndecided.empty());
}

} // namespace
} // namespace ormlint::analysis
