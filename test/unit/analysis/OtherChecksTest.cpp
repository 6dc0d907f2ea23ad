//===--- OtherChecksTest.cpp - What else there is to say of queries -------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FactsBuilder.h"
#include "analysis/Analysis.h"
#include "gtest/gtest.h"

using namespace ormlint::facts;

namespace ormlint::analysis {
namespace {

using Kind = Finding::Kind;

std::vector<Kind> kinds(const School &Code) {
  std::vector<Kind> Result;
  for (const Finding &F : analyze(Code.Facts).Others)
    Result.push_back(F.What);
  return Result;
}
using Kinds = std::vector<Kind>;

Inputs varies(LoopId Loop) {
  Inputs Result;
  Result.Varies = Loop;
  return Result;
}

TEST(RelatedQueries, ACountForEachRow) {
  School Code;
  {
    FunctionBuilder F(Code, "f");
    auto [Student, Loop] = F.forEach(F.query("Student"));
    F.event(EventKind::Count, F.related(Student, Code.Courses), Loop);
  }
  EXPECT_EQ(kinds(Code), Kinds{Kind::CountedPerRow});
}

TEST(RelatedQueries, ACountThatAnEagerLoadServes) {
  School Code;
  {
    FunctionBuilder F(Code, "f");
    auto [Student, Loop] =
        F.forEach(F.prefetched(F.query("Student"), {"courses"}));
    F.event(EventKind::Count, F.related(Student, Code.Courses), Loop);
  }
  EXPECT_EQ(kinds(Code), Kinds{});
}

TEST(RelatedQueries, ACountBesideRowsThatAreReadIsServedByTheirFix) {
  School Code;
  {
    FunctionBuilder F(Code, "f");
    auto [Student, Loop] = F.forEach(F.query("Student"));
    F.event(EventKind::Count, F.related(Student, Code.Courses), Loop);
    F.forEachRelated(Student, Code.Courses, Loop);
  }
  EXPECT_EQ(kinds(Code), Kinds{});
  EXPECT_EQ(analyze(Code.Facts).MissingEagerLoads.size(), 1u);
}

TEST(RelatedQueries, NarrowedRowsWithAndWithoutAnEagerLoad) {
  for (bool Loaded : {false, true}) {
    School Code;
    {
      FunctionBuilder F(Code, "f");
      ValueId Students = F.query("Student");
      if (Loaded)
        Students = F.prefetched(Students, {"courses"});
      auto [Student, Loop] = F.forEach(Students);
      F.forEach(F.refined(F.related(Student, Code.Courses), Refinement::Narrow),
                Loop);
    }
    EXPECT_EQ(kinds(Code),
              Kinds{Loaded ? Kind::NarrowedBesideLoad : Kind::NarrowedPerRow});
  }
}

TEST(RelatedQueries, NoLoopOverRows) {
  School Code;
  {
    FunctionBuilder F(Code, "f");
    F.event(EventKind::Count,
            F.related(F.one(F.query("Student")), Code.Courses));
  }
  EXPECT_EQ(kinds(Code), Kinds{});
}

/// A query in a loop over numbers, by \p In.
void byNumber(School &Code, Inputs In, Loop::Form Shape, bool Short = false,
              bool Ends = false) {
  FunctionBuilder F(Code, "f");
  const LoopId Loop = F.loop();
  F.loopAt(Loop).Shape = Shape;
  F.loopAt(Loop).Short = Short;
  const ValueId Query = F.query("Course");
  F.valueAt(Query).Made = Loop;
  const ValueId Chosen = F.refined(Query, Refinement::Narrow);
  F.valueAt(Chosen).Made = Loop;
  F.valueAt(Chosen).In = In;
  F.event(EventKind::Run, Chosen, Loop);
  F.lastEvent().Ends = Ends;
}

TEST(RepeatedQueries, ByWhatTheLoopGives) {
  School Code;
  byNumber(Code, varies(1), Loop::Form::Counted);
  EXPECT_EQ(kinds(Code), Kinds{Kind::QueryPerTurn});
}

TEST(RepeatedQueries, TheSameEachTime) {
  School Code;
  byNumber(Code, {}, Loop::Form::Range);
  EXPECT_EQ(kinds(Code), Kinds{Kind::SameQuery});
}

TEST(RepeatedQueries, LoopsThatAreThereForTheQuery) {
  Inputs Batch = varies(1), Input = varies(1), Unseen;
  Batch.Batch = true;
  Input.Outside = true;
  Unseen.Opaque = true;
  School Code;
  byNumber(Code, Batch, Loop::Form::Range);
  byNumber(Code, Input, Loop::Form::Range);
  byNumber(Code, Unseen, Loop::Form::Range);
  byNumber(Code, varies(1), Loop::Form::Other);
  byNumber(Code, varies(1), Loop::Form::Counted, /*Short=*/true);
  byNumber(Code, varies(1), Loop::Form::Counted, false, /*Ends=*/true);
  EXPECT_EQ(kinds(Code), Kinds{});
}

TEST(UnusedLoads, WhatNothingFollows) {
  School Code;
  {
    FunctionBuilder F(Code, "f");
    const ValueId Students =
        F.literal(F.prefetched(F.query("Student"), {"courses", "department"}));
    auto [Student, Loop] = F.forEach(Students);
    F.forEachRelated(Student, Code.Courses, Loop);
  }
  const auto Found = analyze(Code.Facts).Others;
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(Found[0].What, Kind::UnusedLoad);
  EXPECT_EQ(Found[0].Used.at(0), std::vector<std::string>{"courses"});
  EXPECT_EQ(Found[0].Cost.BeforeText, "3");
  EXPECT_EQ(Found[0].Cost.After, 2u);
}

TEST(UnusedLoads, OutOfSight) {
  School Code;
  {
    FunctionBuilder F(Code, "returned");
    F.returns(F.literal(F.prefetched(F.query("Student"), {"courses"})));
  }
  {
    FunctionBuilder F(Code, "escapes");
    const ValueId Students =
        F.literal(F.prefetched(F.query("Student"), {"courses"}));
    auto [Student, Loop] = F.forEach(Students);
    F.escapes(Student);
  }
  {
    FunctionBuilder F(Code, "called");
    F.call("elsewhere",
           {F.literal(F.prefetched(F.query("Student"), {"courses"}))});
  }
  EXPECT_EQ(kinds(Code), Kinds{});
}

TEST(Writes, OneForEachRow) {
  School Code;
  {
    FunctionBuilder F(Code, "f");
    auto [Student, Loop] = F.forEach(F.query("Student"));
    F.event(EventKind::Write, Student, Loop);
    F.lastEvent().Name = "save";
  }
  EXPECT_EQ(kinds(Code), Kinds{Kind::WritePerTurn});
}

TEST(Writes, ManyAtOnceOrInMemory) {
  School Code;
  {
    FunctionBuilder F(Code, "f");
    auto [Student, Loop] = F.forEach(F.query("Student"));
    F.event(EventKind::Write, Student, Loop);
    F.lastEvent().Name = "add";
    F.lastEvent().In.Batch = true;
    // An assignment has no name: nothing is written yet.
    F.event(EventKind::Write, F.related(Student, Code.Department), Loop);
  }
  EXPECT_EQ(kinds(Code), Kinds{});
}

TEST(Rows, OfUnknownOriginOnRequest) {
  School Code;
  {
    FunctionBuilder F(Code, "f", 1);
    auto [Student, Loop] = F.forEach(F.param(0));
    F.forEachRelated(Student, Code.Courses, Loop);
  }
  EXPECT_TRUE(analyze(Code.Facts).MissingEagerLoads.empty());
  Settings Set;
  Set.UnknownRows = true;
  const Findings Found = analyze(Code.Facts, Set);
  ASSERT_EQ(Found.MissingEagerLoads.size(), 1u);
  EXPECT_EQ(Found.MissingEagerLoads[0].Sure, Confidence::Possible);
  EXPECT_EQ(Found.MissingEagerLoads[0].Entity, "Student");
}

TEST(Paths, LongerOnesAreUndecided) {
  School Code;
  {
    FunctionBuilder F(Code, "f");
    auto [Student, Outer] = F.forEach(F.query("Student"));
    auto [Course, Inner] = F.forEachRelated(Student, Code.Courses, Outer);
    F.event(EventKind::Load, F.related(Course, Code.CourseDepartment), Inner);
  }
  Settings Set;
  Set.MaxPathDepth = 1;
  const Findings Found = analyze(Code.Facts, Set);
  ASSERT_EQ(Found.MissingEagerLoads.size(), 1u);
  EXPECT_EQ(Found.MissingEagerLoads[0].Paths.size(), 1u);
}

} // namespace
} // namespace ormlint::analysis
