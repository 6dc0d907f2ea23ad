//===--- CompactionTest.cpp - Values that somebody asks for ---------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/Compaction.h"
#include "facts/Dump.h"
#include "facts/Parse.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"

namespace ormlint::facts {
namespace {

const std::string Head = R"(file f0 school.cpp
relation Student.department -> Department
)";

std::string compacted(const std::string &Function) {
  auto Facts = parse(Head + Function);
  if (!Facts)
    return llvm::toString(Facts.takeError());
  compact(Facts->Functions.front());
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  dump(*Facts, Out);
  return Text.substr(Head.size());
}

TEST(Compaction, PositionsOfALoopAreGone) {
  EXPECT_EQ(compacted(R"(function f
  loop 1 rows
  v1 = query Student
  v2 = iterator v1
  v3 = merge v2 v5
  v4 = each v1 in loop 1
  v5 = iterator v3
  v6 = related v4.department
  v7 = target v6
  load v6 in loop 1
)"),
            R"(function f
  loop 1 rows
  v1 = query Student
  v2 = each v1 in loop 1
  v3 = related v2.department
  load v3 in loop 1
)");
}

TEST(Compaction, WhatSomebodyAsksForStays) {
  const std::string Text = R"(function f params 1
  v1 = param 0
  v2 = unknown "made elsewhere"
  v3 = merge v1 v2
  v4 = iterator v3
  v5 = query Student
  v6 = lookup "department" of v7
  v7 = merge v5 v2
  call 1 g(v4)
  returns v2
)";
  EXPECT_EQ(compacted(Text), Text);
}

} // namespace
} // namespace ormlint::facts
