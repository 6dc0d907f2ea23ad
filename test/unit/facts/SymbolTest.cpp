//===--- SymbolTest.cpp - The strings of the facts ------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/Symbol.h"
#include "llvm/ADT/DenseMap.h"
#include "gtest/gtest.h"
#include <set>
#include <thread>
#include <vector>

namespace ormlint::facts {
namespace {

TEST(Symbol, OneTextIsOneSymbol) {
  const std::string Text = "courses";
  EXPECT_EQ(Symbol(Text), Symbol("courses"));
  EXPECT_EQ(llvm::StringRef(Symbol(Text)).data(),
            llvm::StringRef(Symbol("courses")).data());
  EXPECT_NE(Symbol("courses"), Symbol("course"));
  EXPECT_TRUE(Symbol(Text) == Text && Symbol(Text) == "courses");
}

TEST(Symbol, NoTextIsTheFreshOne) {
  EXPECT_EQ(Symbol(""), Symbol());
  EXPECT_TRUE(Symbol("").empty());
  EXPECT_EQ(Symbol().str(), "");
  EXPECT_LT(Symbol(), Symbol("a"));
}

TEST(Symbol, OrderedByText) {
  // Made in another order than theirs.
  const std::set<Symbol> Ordered{"order c", "order a", "order b"};
  EXPECT_EQ(std::vector<Symbol>(Ordered.begin(), Ordered.end()),
            (std::vector<Symbol>{"order a", "order b", "order c"}));
}

TEST(Symbol, IsAKey) {
  llvm::DenseMap<Symbol, int> Numbers{{"one", 1}, {"", 0}};
  EXPECT_EQ(Numbers.lookup("one"), 1);
  EXPECT_TRUE(Numbers.contains(""));
  EXPECT_FALSE(Numbers.contains("two"));
}

TEST(Symbol, OfSeveralThreadsAreTheSame) {
  constexpr unsigned Count = 1000;
  std::vector<std::vector<Symbol>> Made(4);
  std::vector<std::thread> Threads;
  for (std::vector<Symbol> &Mine : Made)
    Threads.emplace_back([&Mine] {
      for (unsigned I = 0; I < Count; ++I)
        Mine.emplace_back("thread " + std::to_string(I));
    });
  for (std::thread &Each : Threads)
    Each.join();
  for (const std::vector<Symbol> &Each : Made)
    EXPECT_EQ(Each, Made.front());
  EXPECT_EQ(std::set<Symbol>(Made.front().begin(), Made.front().end()).size(),
            Count);
}

} // namespace
} // namespace ormlint::facts
