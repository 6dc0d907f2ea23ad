//===--- QueryLogTest.cpp - Reading the runtime's query log ---------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Logs.h"
#include "gtest/gtest.h"

using namespace llvm;
using namespace ormlint::verify;

// Statements fall to the query expression and the run they belong to.
TEST(QueryLog, GroupsStatementsByQueryAndRun) {
  LogText Text;
  Text.root(1, "Doctor", 7).statement("query", "", 2);
  Text.root(2, "Doctor", 7).statement("query", "", 1);
  Text.root(1, "Doctor", 7).statement("lazy", "specializations", 3);
  Text.root(3, "Doctor", 9).statement("query", "", 0);
  QueryLog Log = Text.log();

  ASSERT_EQ(Log.queries().size(), 2u);
  const Query &First = Log.queries().front();
  EXPECT_EQ(First.At, (Place{"/p/main.cpp", 7, 10}));
  EXPECT_EQ(First.Entity, "Doctor");
  ASSERT_EQ(First.Runs.size(), 2u);
  EXPECT_EQ(First.Runs[0].Statements.size(), 2u);
  EXPECT_EQ(First.Runs[1].Statements.size(), 1u);
  EXPECT_EQ(First.statements(), 3u);
}

// The runs of an expression are in the order in which its query sets were
// made, whichever ran first.
TEST(QueryLog, OrdersRunsByRoot) {
  LogText Text;
  Text.root(8, "Doctor", 7).statement("query", "", 80);
  Text.root(2, "Doctor", 7).statement("query", "", 20);
  QueryLog Log = Text.log();
  ASSERT_EQ(Log.queries().front().Runs.size(), 2u);
  EXPECT_EQ(Log.queries().front().Runs[0].Root, 2u);
  EXPECT_EQ(Log.queries().front().Runs[1].Root, 8u);
}

// Transactions and schema statements are no queries, and have no root.
TEST(QueryLog, LeavesOutWhatDoesNotCount) {
  LogText Text;
  Text.uncounted("BEGIN").root(1, "Doctor", 7).statement("query", "", 2);
  EXPECT_EQ(Text.log().queries().size(), 1u);
  EXPECT_EQ(Text.log().queries().front().statements(), 1u);
}

// A count returns one row, but no loop runs over it.
TEST(QueryLog, CountsRowsThatALoopCanRunOver) {
  LogText Text;
  Text.root(1, "Doctor", 7)
      .statement("query", "", 4)
      .statement("count", "", 1)
      .statement("exists", "", 1)
      .statement("lazy", "specializations", 2)
      .statement("lazy", "specializations", 3);
  QueryLog Log = Text.log();
  const QueryRun &Run = Log.queries().front().Runs.front();
  EXPECT_EQ(Run.rows(""), 4u);
  EXPECT_EQ(Run.rows("specializations"), 5u);
  EXPECT_EQ(Run.statements(""), 3u);
}

// A seed that writes is told from a query that only reads.
TEST(QueryLog, KnowsWhatOnlyReads) {
  LogText Text;
  Text.root(1, "Doctor", 7).statement("query", "", 4);
  Text.root(2, "Doctor", 8)
      .statement("query", "", 1)
      .statement("write", "", 0, "INSERT INTO doctor", "insert");
  QueryLog Log = Text.log();
  EXPECT_TRUE(Log.queries()[0].onlyReads());
  EXPECT_FALSE(Log.queries()[1].onlyReads());
}

// g++ and clang name another column of one call: the nearest one is meant.
TEST(QueryLog, FindsTheClosestQueryOfTheLine) {
  LogText Text;
  Text.root(1, "Doctor", 7, 12).statement("query", "", 1);
  Text.root(2, "Doctor", 7, 60).statement("query", "", 2);
  Text.root(3, "Nurse", 7, 55).statement("query", "", 3);
  QueryLog Log = Text.log();
  auto Closest = [&](unsigned Column, StringRef Entity) {
    const Query *Found = Log.closest({"/p/main.cpp", 7, Column}, Entity);
    return Found ? Found->Runs.front().Root : 0;
  };
  EXPECT_EQ(Closest(5, "Doctor"), 1u);
  EXPECT_EQ(Closest(50, "clinic::Doctor"), 2u);
  EXPECT_EQ(Closest(50, "Nurse"), 3u);
  EXPECT_EQ(Closest(50, "Patient"), 0u);
  EXPECT_EQ(Log.closest({"/p/main.cpp", 8, 12}, "Doctor"), nullptr);
  EXPECT_EQ(Log.closest({"/p/other.cpp", 7, 12}, "Doctor"), nullptr);
}

// A log that was cut off, or is none, is an error that names file and line.
TEST(QueryLog, RejectsWhatIsNoLog) {
  auto Problem = [](StringRef Text) {
    auto Log = QueryLog::parse(Text, "run.jsonl");
    return Log ? std::string("none") : toString(Log.takeError());
  };
  EXPECT_EQ(Problem("\n\n"), "none");
  EXPECT_NE(Problem("\n{\"n\":1,\"kin")
                .find("run.jsonl:2: not a line of a "
                      "query log"),
            std::string::npos);
  EXPECT_EQ(Problem("7"),
            "run.jsonl:1: not a line of a query log: expected an object");
  EXPECT_EQ(Problem("{}"), "run.jsonl:1: not a line of a query log: expected "
                           "\"counted\" (true or false) and \"sql\" (text)");
  EXPECT_EQ(Problem(R"({"counted":true,"sql":"SELECT 1","root":null})"),
            "run.jsonl:1: not a line of a query log: a counted statement needs "
            "a \"root\" with \"id\", \"file\" and \"line\"");
}
