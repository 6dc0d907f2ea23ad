//===--- SurroundingsTest.cpp - What of a program matters to a file -------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "index/Surroundings.h"
#include "Example.h"
#include "index/Program.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

using testing::ElementsAre;
using testing::UnorderedElementsAre;

namespace ormlint::index {
namespace {

/// Calls \p Callee in \p Of, with a value, in a loop, or neither.
enum class How { Plain, Value, Loop };
void call(facts::Function &Of, std::string Callee, How Is = How::Plain) {
  facts::Call &Made = Of.Calls.emplace_back();
  Made.Callee = std::move(Callee);
  if (Is == How::Value)
    Made.Arguments = {1};
  if (Is == How::Loop) {
    Of.Loops.emplace_back();
    Made.Loop = 1;
  }
}

/// A function in a file of its own, `/f.cpp`, that deals with a query.
UnitFacts in(std::string Name, std::vector<std::pair<std::string, How>> Calls) {
  UnitFacts Result;
  Result.Source = "/" + Name + ".cpp";
  Result.Inputs = {{Result.Source, 1, false}};
  facts::Function F = function(Name, true);
  for (auto &[Callee, Is] : Calls)
    call(F, Callee, Is);
  Result.Facts = unit(Result.Source, {std::move(F)});
  return Result;
}

/// The functions around the one of \p AtHand, with those whose values are left
/// out in brackets.
std::vector<std::string> around(std::vector<UnitFacts> Program,
                                const UnitFacts &AtHand,
                                const std::string &Stale = "") {
  Program.push_back(AtHand);
  const Surroundings All(linkProgram(std::move(Program)));
  const facts::Unit Found =
      All.around(AtHand.Facts, AtHand.Source,
                 [&](const Input &File) { return File.Path != Stale; });
  std::vector<std::string> Result;
  for (const facts::Function &F : Found.Functions) {
    EXPECT_EQ(Found.Files[F.At.File], "/" + F.Usr + ".cpp");
    Result.push_back(F.Values.size() > 1 ? F.Usr.str() : "(" + F.Usr + ")");
  }
  return Result;
}

TEST(Surroundings, WhatHandsTheFileAValueIsAroundAndWhatItHandsOneTo) {
  EXPECT_THAT(around({in("query", {{"page", How::Value}}),
                      in("other", {{"else", How::Value}}), in("else", {}),
                      in("access", {})},
                     in("page", {{"access", How::Value}})),
              UnorderedElementsAre("query", "access"));
}

TEST(Surroundings, WhoElseCallsWhatTheFileCallsIsNot) {
  EXPECT_THAT(around({in("access", {}), in("other", {{"access", How::Value}})},
                     in("page", {{"access", How::Value}})),
              ElementsAre("access"));
}

TEST(Surroundings, WhatACallerHandsOnIs) {
  EXPECT_THAT(around({in("query", {{"page", How::Value},
                                   {"beside", How::Value},
                                   {"apart", How::Plain}}),
                      in("beside", {}), in("apart", {})},
                     in("page", {})),
              UnorderedElementsAre("query", "beside"));
}

TEST(Surroundings, CallersThatOnlyLeadThereAreOutlines) {
  EXPECT_THAT(
      around({in("handler", {{"page", How::Plain}}),
              in("main", {{"handler", How::Loop}}),
              in("start", {{"main", How::Plain}, {"apart", How::Value}}),
              in("apart", {})},
             in("page", {})),
      UnorderedElementsAre("(handler)", "main", "(start)"));
}

TEST(Surroundings, WhatTheFileRepeatsIsAroundHoweverFar) {
  EXPECT_THAT(around({in("helper", {{"inner", How::Plain}}), in("inner", {}),
                      in("once", {})},
                     in("page", {{"helper", How::Loop}, {"once", How::Plain}})),
              UnorderedElementsAre("helper", "inner"));
}

TEST(Surroundings, AMemberLeadsToAllThatDealWithIt) {
  auto With = [](std::string Name) {
    UnitFacts Result = in(Name, {});
    Result.Facts.Fields.resize(2);
    Result.Facts.Fields[1].Usr = "member";
    Result.Facts.Functions[0].Values[1].Field = 1;
    return Result;
  };
  EXPECT_THAT(around({With("setter"), in("other", {})}, With("page")),
              ElementsAre("setter"));
}

TEST(Surroundings, WhatHasChangedIsLeftOutWithAllThatItLeadsTo) {
  const std::vector<UnitFacts> Program = {
      in("query", {{"between", How::Value}}),
      in("between", {{"page", How::Value}})};
  EXPECT_THAT(around(Program, in("page", {})),
              UnorderedElementsAre("query", "between"));
  EXPECT_THAT(around(Program, in("page", {}), "/between.cpp"), ElementsAre());
}

TEST(Surroundings, WhatTheUnitDefinesNowTakesThePlaceOfWhatItWas) {
  const Surroundings All(linkProgram(
      {in("page", {{"old", How::Value}}), in("old", {}), in("new", {})}));
  const facts::Unit Found =
      All.around(in("page", {{"new", How::Value}}).Facts, "/page.cpp",
                 [](const Input &) { return true; });
  ASSERT_EQ(Found.Functions.size(), 1u);
  EXPECT_EQ(Found.Functions[0].Usr, "new");
}

TEST(Surroundings, WhatWasMadeOfAFileThatHasChangedIsNotAround) {
  UnitFacts Query = in("query", {{"page", How::Value}});
  Query.Inputs.push_back({"/model.hpp", 1, false});
  const UnitFacts Access = in("access", {});
  const UnitFacts Page = in("page", {{"access", How::Value}});
  EXPECT_THAT(around({Query, Access}, Page, "/model.hpp"),
              ElementsAre("access"));
  EXPECT_THAT(around({Query, Access}, Page, "/other.hpp"),
              UnorderedElementsAre("query", "access"));
}

TEST(Surroundings, AHeaderAtHandIsAsItIsNow) {
  UnitFacts Query = in("query", {{"page", How::Value}});
  Query.Inputs.push_back({"/page.cpp", 1, false});
  EXPECT_THAT(around({Query}, in("page", {}), "/page.cpp"),
              ElementsAre("query"));
}

} // namespace
} // namespace ormlint::index
