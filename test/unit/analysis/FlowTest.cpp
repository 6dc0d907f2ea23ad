//===--- FlowTest.cpp - Queries through objects and function objects ------===//
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

/// "Student: 1 + N" for each finding.
std::vector<std::string> findings(const School &Code) {
  std::vector<std::string> Result;
  for (const MissingEagerLoad &F : analyze(Code.Facts).MissingEagerLoads)
    Result.push_back(F.Entity + ": " + F.Cost.BeforeText);
  return Result;
}

using Lines = std::vector<std::string>;

/// `[](const Student &s) { s.department->name; }`, called \p Name.
void readsDepartment(School &Code, const std::string &Name) {
  FunctionBuilder F(Code, Name, 2);
  F.method();
  F.event(EventKind::Load, F.related(F.param(1), Code.Department));
}

/// `for (s : Param 0) Param 1(s);`
void eachOf(School &Code) {
  FunctionBuilder F(Code, "each", 2);
  auto [Student, Loop] = F.forEach(F.param(0));
  F.callThrough(F.param(1), {Student}, Loop);
}

TEST(Flow, APartOfAnObjectIsWhatWasPutThere) {
  School Code;
  const FieldId Loaded = Code.field("loaded"), Bare = Code.field("bare");
  {
    FunctionBuilder F(Code, "f");
    const ValueId Object =
        F.object(None, {{Loaded, F.joined(F.query("Student"), {"department"})},
                        {Bare, F.query("Student")}});
    for (FieldId Field : {Loaded, Bare}) {
      auto [Student, Loop] = F.forEach(F.part(Object, Field));
      F.event(EventKind::Load, F.related(Student, Code.Department), Loop);
    }
  }
  EXPECT_EQ(findings(Code), Lines{"Student: 1 + N"});
}

TEST(Flow, ANewVersionOfAnObjectHidesTheOldPart) {
  School Code;
  const FieldId Field = Code.field("students");
  {
    FunctionBuilder F(Code, "f");
    const ValueId Old = F.object(None, {{Field, F.query("Student")}});
    const ValueId New =
        F.object(Old, {{Field, F.joined(F.part(Old, Field), {"department"})}});
    auto [Student, Loop] = F.forEach(F.part(New, Field));
    F.event(EventKind::Load, F.related(Student, Code.Department), Loop);
  }
  EXPECT_EQ(findings(Code), Lines{});
}

TEST(Flow, APartIsFollowedIntoTheCaller) {
  School Code;
  const FieldId Field = Code.field("students");
  {
    FunctionBuilder Print(Code, "print", 1);
    auto [Student, Loop] = Print.forEach(Print.part(Print.param(0), Field));
    Print.event(EventKind::Load, Print.related(Student, Code.Department), Loop);
  }
  {
    FunctionBuilder F(Code, "f");
    F.call("print", {F.object(None, {{Field, F.query("Student")}})});
  }
  EXPECT_EQ(findings(Code), Lines{"Student: 1 + N"});
}

TEST(Flow, AnObjectThatNobodyIsSeenToMakeIsTheConstructors) {
  for (const bool Closed : {true, false}) {
    School Code;
    const FieldId Field = Code.field("students");
    Code.Facts.Fields[Field].Closed = Closed;
    Code.Facts.Fields[Field].Constructors = {"c:Page"};
    {
      FunctionBuilder Page(Code, "Page", 1);
      Page.constructs(Page.object(None, {{Field, Page.query("Student")}}));
    }
    {
      FunctionBuilder Print(Code, "print", 1);
      Print.method();
      auto [Student, Loop] = Print.forEach(Print.part(Print.param(0), Field));
      Print.event(EventKind::Load, Print.related(Student, Code.Department),
                  Loop);
    }
    EXPECT_EQ(findings(Code), Closed ? Lines{"Student: 1 + N"} : Lines{});
  }
}

TEST(Flow, ACallbackBelongsToTheCallThatBringsIt) {
  School Code;
  readsDepartment(Code, "lambda");
  {
    FunctionBuilder Other(Code, "other", 2);
  }
  eachOf(Code);
  {
    FunctionBuilder F(Code, "f");
    F.call("each", {F.query("Student"), F.callable("other")});
  }
  EXPECT_EQ(findings(Code), Lines{});
  {
    FunctionBuilder F(Code, "g");
    F.call("each", {F.query("Student"), F.callable("lambda")});
  }
  EXPECT_EQ(findings(Code), Lines{"Student: 1 + N"});
}

TEST(Flow, ACallbackIsHandedOn) {
  School Code;
  readsDepartment(Code, "lambda");
  eachOf(Code);
  {
    FunctionBuilder F(Code, "hand_on", 2);
    F.call("each", {F.param(0), F.param(1)});
    // Nobody brings this query that callback.
    F.call("each", {F.query("Course"), F.callable("nowhere")});
  }
  {
    FunctionBuilder F(Code, "f");
    F.call("hand_on", {F.query("Student"), F.callable("lambda")});
  }
  EXPECT_EQ(findings(Code), Lines{"Student: 1 + N"});
}

TEST(Flow, ACallbackIsKeptInAnObject) {
  School Code;
  const FieldId Field = Code.field("callback");
  readsDepartment(Code, "lambda");
  {
    FunctionBuilder Click(Code, "click", 2);
    Click.callThrough(Click.part(Click.param(0), Field), {Click.param(1)});
  }
  {
    FunctionBuilder F(Code, "f");
    auto [Student, Loop] = F.forEach(F.query("Student"));
    F.call("click", {F.object(None, {{Field, F.callable("lambda")}}), Student},
           Loop);
  }
  EXPECT_EQ(findings(Code), Lines{"Student: 1 + N"});
}

TEST(Flow, AFunctionHasNoParameterForTheObjectItIs) {
  School Code;
  {
    FunctionBuilder Plain(Code, "plain", 1);
    Plain.event(EventKind::Load,
                Plain.related(Plain.param(0), Code.Department));
  }
  eachOf(Code);
  {
    FunctionBuilder F(Code, "f");
    F.call("each", {F.query("Student"), F.callable("plain")});
  }
  EXPECT_EQ(findings(Code), Lines{"Student: 1 + N"});
}

TEST(Flow, ALambdaThatCallsItselfThroughItsCaptureEnds) {
  School Code;
  const FieldId Self = Code.field("self");
  {
    FunctionBuilder Lambda(Code, "lambda", 2);
    Lambda.method();
    Lambda.event(EventKind::Load,
                 Lambda.related(Lambda.param(1), Code.Department));
    Lambda.callThrough(Lambda.part(Lambda.param(0), Self), {Lambda.param(1)});
  }
  {
    FunctionBuilder F(Code, "f");
    auto [Student, Loop] = F.forEach(F.query("Student"));
    const ValueId Closure = F.callable("lambda");
    F.callThrough(F.object(Closure, {{Self, Closure}}, "lambda"), {Student},
                  Loop);
  }
  EXPECT_EQ(findings(Code).size(), 1u);
}

TEST(Flow, AWayThatTheConditionRulesOutIsNotTaken) {
  for (const bool Same : {true, false}) {
    School Code;
    {
      FunctionBuilder F(Code, "f");
      const ValueId Bare = F.query("Student");
      const ValueId Loaded = F.joined(Bare, {"department"});
      const GuardsId True = F.guards({{1, true}});
      const GuardsId False = F.guards({{1, false}});
      const ValueId Either = F.merge({Loaded, Bare}, {True, False});
      auto [Student, Loop] = F.forEach(Either);
      F.event(EventKind::Load, F.related(Student, Code.Department), Loop);
      F.when(Same ? True : False);
    }
    EXPECT_EQ(findings(Code), Same ? Lines{} : Lines{"Student: 1 + N"});
  }
}

TEST(Flow, ARecursionHasNoNumber) {
  School Code;
  const RelationId Parts = Code.relation("Part", "parts", "Part", true);
  {
    FunctionBuilder Walk(Code, "walk", 1);
    auto [Inner, Loop] = Walk.forEachRelated(Walk.param(0), Parts, None);
    Walk.call("walk", {Inner}, Loop);
  }
  {
    FunctionBuilder F(Code, "f");
    auto [Part, Loop] = F.forEach(F.query("Part"));
    F.call("walk", {Part}, Loop);
  }
  const Findings Found = analyze(Code.Facts);
  ASSERT_EQ(Found.MissingEagerLoads.size(), 1u);
  const MissingEagerLoad &F = Found.MissingEagerLoads.front();
  EXPECT_EQ(F.Why, NoFix::Recursive);
  EXPECT_EQ(F.Cost.BeforeText, "more than 1 + N + N·M");
  EXPECT_FALSE(F.Cost.After);
  ASSERT_EQ(F.Paths.size(), 1u);
  EXPECT_EQ(F.Paths.front().Names, Lines{"parts"});
}

TEST(Flow, AThousandFunctionsThatCallEachOtherEnd) {
  School Code;
  constexpr unsigned Count = 1000;
  for (unsigned I = 0; I < Count; ++I) {
    FunctionBuilder F(Code, "f" + std::to_string(I), 1);
    F.event(EventKind::Load, F.related(F.param(0), Code.Department));
    for (unsigned Step : {1u, 7u})
      F.call("f" + std::to_string((I + Step) % Count), {F.param(0)});
  }
  {
    FunctionBuilder F(Code, "f");
    auto [Student, Loop] = F.forEach(F.query("Student"));
    F.call("f0", {Student}, Loop);
  }
  EXPECT_EQ(findings(Code).size(), 1u);
}

} // namespace
} // namespace ormlint::analysis
