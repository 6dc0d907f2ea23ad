//===--- PartsTest.cpp - What of a program can be solved by itself --------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "index/Parts.h"
#include "Example.h"
#include "gmock/gmock.h"
#include <set>

using namespace ormlint::facts;
using testing::ElementsAre;
using testing::IsEmpty;

namespace ormlint::index {
namespace {

/// Functions of one file, each at a place of its own.
Unit program(std::vector<Function> Functions) {
  for (std::uint32_t I = 0; I < Functions.size(); ++I)
    Functions[I].At = {0, I + 1, 1, 10 * I};
  return unit("a.cpp", std::move(Functions));
}

Function quiet(Symbol Usr, std::vector<Symbol> Callees = {}) {
  return function(Usr, /*Queries=*/false, std::move(Callees));
}

TEST(Parts, CallsConnect) {
  const Unit Program =
      program({quiet("page", {"print"}), quiet("other"), quiet("print"),
               quiet("far", {"unseen"}), quiet("table", {"print"})});
  EXPECT_THAT(partsOf(Program, 1), ElementsAre(ElementsAre(0, 2, 4),
                                               ElementsAre(1), ElementsAre(3)));
}

TEST(Parts, ObjectsOfFunctionsConnect) {
  Unit Program = program({quiet("each"), quiet("lambda")});
  Program.Functions[0].Values.emplace_back().Details.edit().Callee = "lambda";
  EXPECT_THAT(partsOf(Program, 1), ElementsAre(ElementsAre(0, 1)));
}

TEST(Parts, InstancesOfATemplateConnect) {
  Unit Program = program({quiet("print<A>"), quiet("print<B>")});
  Program.Functions[1].At = Program.Functions[0].At;
  EXPECT_THAT(partsOf(Program, 1), ElementsAre(ElementsAre(0, 1)));
}

TEST(Parts, VariablesThatOutliveCallsConnect) {
  Unit Program = program({quiet("set"), quiet("get"), quiet("other")});
  Program.Fields.resize(3);
  for (std::uint32_t I = 0; I < 3; ++I) {
    Value &V = Program.Functions[I].Values.emplace_back();
    V.Kind = I == 0 ? ValueKind::Object : ValueKind::Part;
    V.Field = I == 0 ? None : I;
  }
  Program.Functions[0].Values.back().Fields = {1};
  Program.Functions[0].Stores = {1};
  EXPECT_THAT(partsOf(Program, 1),
              ElementsAre(ElementsAre(0, 1), ElementsAre(2)));
}

TEST(Parts, MembersWhoseMakersAreKnownConnect) {
  Unit Program = program({quiet("print"), quiet("Page"), quiet("other")});
  Program.Fields.resize(2);
  Value &V = Program.Functions[0].Values.emplace_back();
  V.Kind = ValueKind::Part;
  V.Field = 1;
  EXPECT_EQ(partsOf(Program, 1).size(), 3u);
  Program.Fields[1].Closed = true;
  Program.Fields[1].Constructors = {"Page"};
  EXPECT_THAT(partsOf(Program, 1),
              ElementsAre(ElementsAre(0, 1), ElementsAre(2)));
}

TEST(Parts, SmallOnesArePutTogether) {
  const Unit Program = program(
      {quiet("a", {"d"}), quiet("b"), quiet("c"), quiet("d"), quiet("e")});
  EXPECT_THAT(partsOf(Program, 3),
              ElementsAre(ElementsAre(0, 1, 3), ElementsAre(2, 4)));
  EXPECT_THAT(partsOf(Program, 5), ElementsAre(ElementsAre(0, 1, 2, 3, 4)));
}

TEST(Parts, OneMoreFunctionChangesOnePart) {
  std::vector<Function> Functions;
  for (unsigned I = 0; I < 2000; ++I)
    Functions.push_back(quiet("function" + std::to_string(I)));
  auto Parts = [](const Unit &Program) {
    std::set<std::vector<Symbol>> Result;
    for (const Part &Each : partsOf(Program, 64)) {
      std::vector<Symbol> Names;
      for (const std::uint32_t Id : Each)
        Names.push_back(Program.Functions[Id].Usr);
      Result.insert(std::move(Names));
    }
    return Result;
  };
  const auto Before = Parts(program(Functions));
  Functions.insert(Functions.begin() + 70, quiet("new"));
  const auto After = Parts(program(Functions));
  std::size_t Same = 0;
  for (const auto &Each : Before)
    Same += After.count(Each);
  EXPECT_GT(Before.size(), 20u);
  EXPECT_GE(Same, Before.size() - 3);
}

TEST(Parts, AreTakenWithTheirTables) {
  Unit Program = program({quiet("a"), quiet("b")});
  Program.Files.insert(Program.Files.begin(), "other.cpp");
  for (Function &F : Program.Functions)
    F.At.File = 1;
  Program.Relations.resize(4);
  Program.Relations[1].Name = "other";
  Program.Relations[3].Name = "courses";
  Program.Functions[1].Values.emplace_back().Relation = 3;
  const Unit Part = take(Program, {1});
  ASSERT_EQ(Part.Functions.size(), 1u);
  EXPECT_EQ(Part.Functions[0].Usr, "b");
  EXPECT_EQ(Part.Functions[0].At.File, 0u);
  EXPECT_THAT(Part.Files, ElementsAre("a.cpp"));
  ASSERT_EQ(Part.Relations.size(), 2u);
  EXPECT_EQ(Part.Relations[Part.Functions[0].Values.back().Relation].Name,
            "courses");
  EXPECT_THAT(partsOf(Unit(), 1), ElementsAre(IsEmpty()));
}

} // namespace
} // namespace ormlint::index
