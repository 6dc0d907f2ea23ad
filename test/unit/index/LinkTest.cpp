//===--- LinkTest.cpp - The facts of many units as those of one -----------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "index/Link.h"
#include "Example.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

using testing::ElementsAre;
using testing::IsEmpty;

namespace ormlint::index {
namespace {

std::vector<facts::Symbol> namesOf(const facts::Unit &Of) {
  std::vector<facts::Symbol> Result;
  for (const facts::Function &F : Of.Functions)
    Result.push_back(F.Usr);
  return Result;
}

facts::Symbol calleeOf(const facts::Unit &Of, std::size_t Function) {
  return Of.Functions[Function].Calls.back().Callee;
}

TEST(Link, AnInlineFunctionOfSeveralUnitsIsThereOnce) {
  const facts::Unit All = link({unit("/h.hpp", {function("f", true)}),
                                unit("/h.hpp", {function("f", true)})});
  EXPECT_THAT(namesOf(All), ElementsAre("f"));
  EXPECT_THAT(All.Files, ElementsAre("/h.hpp"));
}

TEST(Link, FilesAreRenumberedEverywhere) {
  facts::Unit Two = unit("/a.cpp", {function("g", true)});
  Two.Files = {"/b.cpp", "/a.cpp"};
  Two.Functions[0].At.File = 1;
  const facts::Unit All =
      link({unit("/a.cpp", {function("f", true)}), std::move(Two)});
  EXPECT_THAT(All.Files, ElementsAre("/a.cpp", "/b.cpp"));
  EXPECT_EQ(All.Functions[1].At.File, 0u);
  EXPECT_EQ(All.Functions[1].Values[1].At.File, 1u);
}

TEST(Link, RelationsAndMembersAreOneByName) {
  auto With = [](std::string Usr) {
    facts::Unit Result = unit("/" + Usr, {function(Usr, true)});
    facts::Relation Courses;
    Courses.Owner = "Student";
    Courses.Name = Usr == "other" ? "department" : "courses";
    Result.Relations.push_back(Courses);
    Result.Fields.resize(2);
    Result.Fields[1].Usr = "member";
    Result.Functions[0].Values[1].Relation = 1;
    Result.Functions[0].Values[1].Field = 1;
    return Result;
  };
  facts::Unit Second = With("g");
  Second.Fields[1].Closed = true;
  const facts::Unit All = link({With("other"), With("f"), std::move(Second)});
  EXPECT_EQ(All.Relations.size(), 3u);
  EXPECT_EQ(All.Functions[1].Values[1].Relation, 2u);
  EXPECT_EQ(All.Functions[2].Values[1].Relation, 2u);
  EXPECT_EQ(All.Fields.size(), 2u);
  EXPECT_TRUE(All.Fields[1].Closed);
}

TEST(Link, AMemberThatNobodyElseSeesStaysApart) {
  facts::Unit One = unit("/a.cpp", {});
  One.Fields.resize(2);
  EXPECT_EQ(link({One, One}).Fields.size(), 3u);
}

TEST(Link, InternalLinkageStaysApart) {
  auto With = [](std::string File) {
    facts::Unit Result = unit(
        File, {function("helper", true), function(File, false, {"helper"})});
    Result.Functions[0].Internal = true;
    return Result;
  };
  const facts::Unit All =
      link({With("/a.cpp"), With("/b.cpp"),
            unit("/c.cpp", {function("/c.cpp", false, {"helper"})})});
  EXPECT_THAT(namesOf(All), ElementsAre("helper@/a.cpp", "/a.cpp",
                                        "helper@/b.cpp", "/b.cpp", "/c.cpp"));
  EXPECT_EQ(calleeOf(All, 1), "helper@/a.cpp");
  EXPECT_EQ(calleeOf(All, 3), "helper@/b.cpp");
  // It cannot mean either.
  EXPECT_EQ(calleeOf(All, 4), "helper");
}

TEST(Link, TwoDefinitionsAreTwoFunctions) {
  const facts::Unit All = link({unit("/a.cpp", {function("main", true)}),
                                unit("/b.cpp", {function("main", false)})});
  EXPECT_THAT(namesOf(All), ElementsAre("main@/a.cpp", "main@/b.cpp"));
}

TEST(Link, AnInlineFunctionThatFlagsChangeIsAnotherOneInItsUnit) {
  auto With = [](std::string Caller, bool Queries) {
    return unit("/h.hpp", {function("f", Queries), function("g", false, {"f"}),
                           function(Caller, false, {"g"})});
  };
  const facts::Unit All = link({With("one", true), With("two", false)});
  EXPECT_THAT(namesOf(All), ElementsAre("f", "g", "one", "f@1", "g@1", "two"));
  EXPECT_EQ(calleeOf(All, 2), "g");
  EXPECT_EQ(calleeOf(All, 4), "f@1");
  EXPECT_EQ(calleeOf(All, 5), "g@1");
}

TEST(Link, WhatLeadsNowhereIsTakenOut) {
  facts::Unit One = unit(
      "/a.cpp", {function("idle", false), function("far", false, {"near"}),
                 function("near", false, {"query"}), function("query", true),
                 function("outside", false, {"elsewhere"})});
  facts::Unit Whole = One;
  prune(One, /*Whole=*/false);
  EXPECT_THAT(namesOf(One), ElementsAre("far", "near", "query", "outside"));
  prune(Whole, /*Whole=*/true);
  EXPECT_THAT(namesOf(Whole), ElementsAre("far", "near", "query"));
}

TEST(Link, NothingIsNothing) { EXPECT_THAT(link({}).Functions, IsEmpty()); }

/// Calls what overrides `Base::print`, with a row if \p Hands.
facts::Function caller(bool Hands) {
  facts::Function Result =
      function("page", /*Queries=*/true, {"any Base::print"});
  Result.Calls[1].Virtual = true;
  Result.Calls[1].Arguments = {facts::None,
                               Hands ? facts::ValueId{1} : facts::None};
  return Result;
}
facts::Function overrider(facts::Symbol Usr) {
  facts::Function Result = function(Usr, /*Queries=*/true);
  Result.Overrides = {"Derived::print", "Base::print"};
  return Result;
}

TEST(Link, AVirtualCallRunsTheOnlyOverrider) {
  const facts::Unit All = link({unit("a.cpp", {caller(true)}),
                                unit("b.cpp", {overrider("Further::print")})});
  const facts::Call &Made = All.Functions[0].Calls[1];
  EXPECT_EQ(Made.Callee, "Further::print");
  EXPECT_FALSE(Made.Virtual);
  EXPECT_TRUE(Made.EveryTurn);
}

TEST(Link, AVirtualCallRunsOneOfTheOverriders) {
  const facts::Unit All =
      link({unit("a.cpp", {caller(true)}), unit("b.cpp", {overrider("B")}),
            unit("c.cpp", {function("Base::print", /*Queries=*/true)})});
  const facts::Function &F = All.Functions[0];
  EXPECT_EQ(F.Calls[1].Callee, "");
  EXPECT_FALSE(F.Calls[1].Virtual);
  const facts::Value &Any = F.Values[F.Calls[1].Through];
  EXPECT_EQ(Any.Kind, facts::ValueKind::Merge);
  ASSERT_EQ(Any.Operands.size(), 2u);
  EXPECT_EQ(F.Values[Any.Operands[0]].Details->Callee, "Base::print");
  EXPECT_EQ(F.Values[Any.Operands[1]].Details->Callee, "B");
}

TEST(Link, AnOverriderThatIsHandedNoRowMayHaveNoFacts) {
  const facts::Unit All = link({unit("a.cpp", {caller(false)}),
                                unit("b.cpp", {overrider("Further::print")})});
  EXPECT_EQ(All.Functions[0].Calls[1].Callee, "Further::print");
  EXPECT_FALSE(All.Functions[0].Calls[1].EveryTurn);
}

TEST(Link, AVirtualCallWithoutOverridersStaysOne) {
  const facts::Unit All = link({unit("a.cpp", {caller(true)})});
  EXPECT_TRUE(All.Functions[0].Calls[1].Virtual);
  EXPECT_EQ(All.Functions[0].Calls[1].Through, facts::None);
}

} // namespace
} // namespace ormlint::index
