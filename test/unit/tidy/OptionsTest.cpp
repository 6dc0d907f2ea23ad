//===--- OptionsTest.cpp - What users set for the orm checks --------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidy/Options.h"
#include "gtest/gtest.h"
#include <map>

namespace ormlint::tidy {
namespace {

using Given = std::map<std::string, std::string>;

Options read(const Given &Set, std::vector<std::string> &Problems) {
  return readOptions(
      [&](llvm::StringRef Name) {
        auto Found = Set.find(Name.str());
        return Found == Set.end() ? std::string() : Found->second;
      },
      Problems);
}

TEST(Options, DefaultsSuitAFirstRun) {
  std::vector<std::string> Problems;
  const Options Set = read({}, Problems);
  EXPECT_TRUE(Problems.empty());
  EXPECT_FALSE(Set.Analysis.UnknownRows);
  EXPECT_EQ(Set.Analysis.MaxPathDepth, 8u);
  EXPECT_EQ(Set.MinConfidence, analysis::Confidence::Likely);
  EXPECT_EQ(Set.ErrorNesting, 0u);
}

TEST(Options, EachIsRead) {
  std::vector<std::string> Problems;
  const Options Set = read({{"OrmProfiles", "a.yaml"},
                            {"OrmMaxPathDepth", "3"},
                            {"OrmUnknownRows", "on"},
                            {"OrmMinConfidence", "certain"},
                            {"OrmErrorNesting", "2"},
                            {"OrmStats", "-"},
                            {"OrmEveryFunction", "on"},
                            {"OrmIndex", "orm.index"}},
                           Problems);
  EXPECT_TRUE(Problems.empty());
  EXPECT_EQ(Set.Profiles, "a.yaml");
  EXPECT_EQ(Set.Analysis.MaxPathDepth, 3u);
  EXPECT_TRUE(Set.Analysis.UnknownRows);
  EXPECT_EQ(Set.MinConfidence, analysis::Confidence::Certain);
  EXPECT_EQ(Set.ErrorNesting, 2u);
  EXPECT_EQ(Set.Stats, "-");
  EXPECT_EQ(Set.Functions, facts::Choice::All);
  EXPECT_EQ(Set.Index, "orm.index");
}

TEST(Options, UnknownRowsAreShownWhereTheyAreAskedFor) {
  std::vector<std::string> Problems;
  EXPECT_EQ(read({{"OrmUnknownRows", "on"}}, Problems).MinConfidence,
            analysis::Confidence::Possible);
}

TEST(Options, MistakesAreNamed) {
  std::vector<std::string> Problems;
  read({{"OrmMaxPathDepth", "0"},
        {"OrmUnknownRows", "yes"},
        {"OrmMinConfidence", "sure"},
        {"OrmErrorNesting", "two"}},
       Problems);
  EXPECT_EQ(Problems,
            (std::vector<std::string>{
                "option 'OrmMaxPathDepth' is '0'; expected a number from 1 to "
                "32",
                "option 'OrmUnknownRows' is 'yes'; expected one of off, on",
                "option 'OrmMinConfidence' is 'sure'; expected one of "
                "possible, likely, certain",
                "option 'OrmErrorNesting' is 'two'; expected a number from 0 "
                "to 100"}));
}

TEST(Options, WhatIsStoredIsReadAgain) {
  std::vector<std::string> Problems;
  Given Set;
  for (const auto &[Name, Value] :
       read({{"OrmErrorNesting", "3"}}, Problems).stored())
    Set[Name.str()] = Value;
  EXPECT_EQ(Set.size(), optionNames().size());
  EXPECT_EQ(read(Set, Problems).ErrorNesting, 3u);
  EXPECT_TRUE(Problems.empty());
}

} // namespace
} // namespace ormlint::tidy
