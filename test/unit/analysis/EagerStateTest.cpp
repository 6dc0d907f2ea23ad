//===--- EagerStateTest.cpp - What eager loads serve and cost -------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/EagerState.h"
#include "FactsBuilder.h"
#include "gtest/gtest.h"

using namespace ormlint::facts;

namespace ormlint::analysis {
namespace {

EagerLoad path(Names Path, bool Join = false) {
  EagerLoad Load;
  Load.Names = std::move(Path);
  Load.Join = Join;
  return Load;
}

Function noFunction() {
  Function F;
  F.Values.emplace_back();
  return F;
}

TEST(Serves, APathCoversItsPrefixes) {
  const Function F = noFunction();
  const EagerLoad Load = path({"courses", "department"});
  EXPECT_EQ(serves(F, Load, {"courses"}), Served::Yes);
  EXPECT_EQ(serves(F, Load, {"courses", "department"}), Served::Yes);
}

TEST(Serves, APathDoesNotCoverWhatIsLongerOrBesideIt) {
  const Function F = noFunction();
  const EagerLoad Load = path({"courses"});
  EXPECT_EQ(serves(F, Load, {"courses", "department"}), Served::No);
  EXPECT_EQ(serves(F, Load, {"department"}), Served::No);
}

TEST(Serves, APathMadeAtRunTimeMayBeAnything) {
  EagerLoad Load;
  Load.Unreadable = true;
  EXPECT_EQ(serves(noFunction(), Load, {"courses"}), Served::Unknown);
}

TEST(Serves, AnAttributeTakesTheRelationsPlace) {
  const Function F = noFunction();
  EagerLoad Load = path({"courses"});
  Load.Object = true;
  Load.Attribute = "guides";
  EXPECT_EQ(serves(F, Load, {"guides"}), Served::Yes);
  EXPECT_EQ(serves(F, Load, {"courses"}), Served::No);
}

TEST(Serves, AnObjectServesWhatItsQueryLoads) {
  School Code;
  EagerLoad Load = path({"courses"});
  Load.Object = true;
  {
    FunctionBuilder F(Code, "f");
    Load.Query = F.joined(F.query("Course"), {"department"});
  }
  const Function &F = Code.Facts.Functions.front();
  EXPECT_EQ(serves(F, Load, {"courses", "department"}), Served::Yes);
  EXPECT_EQ(serves(F, Load, {"courses", "students"}), Served::No);
}

TEST(Serves, AnObjectWhoseQueryCannotBeSeenIsUnknown) {
  School Code;
  EagerLoad Load = path({"courses"});
  Load.Object = true;
  {
    FunctionBuilder F(Code, "f", 1);
    Load.Query = F.param(0);
  }
  EXPECT_EQ(
      serves(Code.Facts.Functions.front(), Load, {"courses", "department"}),
      Served::Unknown);
}

std::size_t statements(std::initializer_list<EagerLoad> Loads) {
  Levels All;
  for (const EagerLoad &Load : Loads)
    All.add(noFunction(), Load);
  return All.statements().size();
}

TEST(LevelsTest, EachPrefetchedLevelIsAStatement) {
  EXPECT_EQ(statements({path({"courses"})}), 1u);
  EXPECT_EQ(statements({path({"courses", "department"})}), 2u);
}

TEST(LevelsTest, ASharedLevelIsFetchedOnce) {
  EXPECT_EQ(statements({path({"courses"}), path({"courses", "department"}),
                        path({"courses", "students"})}),
            3u);
}

TEST(LevelsTest, JoinsAreFree) {
  EXPECT_EQ(statements({path({"department"}, true)}), 0u);
}

TEST(LevelsTest, AJoinedLevelIsNotPrefetchedAgain) {
  EXPECT_EQ(statements({path({"author"}, true), path({"author", "books"})}),
            1u);
}

TEST(LevelsTest, AnAttributeIsReadAlongItsRelation) {
  Levels All;
  EagerLoad Load = path({"courses"});
  Load.Object = true;
  Load.Attribute = "guides";
  All.add(noFunction(), path({"courses"}));
  All.add(noFunction(), Load);
  EXPECT_EQ(All.statements(), (std::vector<Names>{{"courses"}, {"courses"}}));
}

TEST(LevelsTest, AnObjectsQueryAddsItsLevels) {
  School Code;
  EagerLoad Load = path({"courses"});
  Load.Object = true;
  {
    FunctionBuilder F(Code, "f");
    Load.Query =
        F.prefetched(F.joined(F.query("Course"), {"department"}), {"students"});
  }
  Levels All;
  All.add(Code.Facts.Functions.front(), Load);
  EXPECT_EQ(All.statements().size(), 2u);
}

} // namespace
} // namespace ormlint::analysis
