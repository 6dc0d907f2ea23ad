//===--- EagerStateTest.cpp - What eager loads serve and cost -------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/EagerState.h"
#include "School.h"
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

TEST(Serves, APrefetchGoesAWayBackToTheRowsThatAreThere) {
  const Function F = noFunction();
  EagerLoad Load = path({"card", "student", "department"});
  Load.Back = 1u << 1;
  EXPECT_EQ(serves(F, Load, {"card"}), Served::Yes);
  EXPECT_EQ(serves(F, Load, {"department"}), Served::Yes);
  EXPECT_EQ(serves(F, Load, {"student"}), Served::No);
}

TEST(Serves, WhatAJoinMakesOfRowsThatAreThereIsLost) {
  const Function F = noFunction();
  EagerLoad Load = path({"card", "student", "department"}, /*Join=*/true);
  Load.Back = 1u << 1;
  EXPECT_EQ(serves(F, Load, {"card"}), Served::Yes);
  EXPECT_EQ(serves(F, Load, {"card", "student", "department"}), Served::No);
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

/// The eager-load object of the last value of the only function of \p Text.
struct Object {
  explicit Object(const std::string &Text)
      : Facts(school(Text)), F(Facts.Functions.front()),
        Load(F.Values.back().Details->Loads.front()) {}
  Unit Facts;
  const Function &F;
  const EagerLoad &Load;
};

TEST(Serves, AnObjectServesWhatItsQueryLoads) {
  const Object Of(R"(
function f
  courses = query Course
  loaded = join courses chained "department"
  object = lookup "courses" of loaded
)");
  EXPECT_EQ(serves(Of.F, Of.Load, {"courses", "department"}), Served::Yes);
  EXPECT_EQ(serves(Of.F, Of.Load, {"courses", "students"}), Served::No);
}

TEST(Serves, AnObjectWhoseQueryCannotBeSeenIsUnknown) {
  const Object Of(R"(
function f params 1
  courses = param 0
  object = lookup "courses" of courses
)");
  EXPECT_EQ(serves(Of.F, Of.Load, {"courses", "department"}), Served::Unknown);
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

TEST(LevelsTest, APrefetchFetchesWhatAJoinAlongAWayBackHasLost) {
  EagerLoad Join = path({"card", "student", "department"}, /*Join=*/true);
  EagerLoad Load = path({"card", "student", "department", "courses"});
  Join.Back = Load.Back = 1u << 1;
  EXPECT_EQ(statements({Join}), 0u);
  EXPECT_EQ(statements({Join, Load}), 2u);
}

TEST(LevelsTest, AWayBackLeadsToRowsWhoseRelationsAreThere) {
  EagerLoad Load = path({"books", "author", "books"});
  Load.Back = 1u << 1;
  EXPECT_EQ(statements({Load}), 1u);
  EXPECT_EQ(statements({path({"books", "author", "books"})}), 3u);
}

TEST(LevelsTest, AnAttributeIsReadAlongItsRelation) {
  Levels All;
  EagerLoad Load = path({"courses"});
  Load.Object = true;
  Load.Attribute = "guides";
  All.add(noFunction(), path({"courses"}));
  All.add(noFunction(), Load);
  const auto Statements = All.statements();
  ASSERT_EQ(Statements.size(), 2u);
  for (const Levels::Statement &Each : Statements)
    EXPECT_EQ(Each.Path, Names{"courses"});
}

TEST(LevelsTest, AnObjectsQueryAddsItsLevels) {
  const Object Of(R"(
function f
  courses = query Course
  joined = join courses chained "department"
  loaded = prefetch joined chained "students"
  object = lookup "courses" of loaded
)");
  Levels All;
  All.add(Of.F, Of.Load);
  EXPECT_EQ(All.statements().size(), 2u);
}

} // namespace
} // namespace ormlint::analysis
