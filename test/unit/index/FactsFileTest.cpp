//===--- FactsFileTest.cpp - Facts come back as they were -----------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "index/FactsFile.h"
#include "Example.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

using testing::HasSubstr;

namespace ormlint::index {
namespace {

UnitFacts example() {
  UnitFacts Result;
  Result.Source = "/src/page.cpp";
  Result.Extractor = "this one";
  Result.Inputs = {{"/src/page.cpp", ~std::uint64_t{0}, false},
                   {"/usr/include/vector", 7, true}};
  unsigned Next = 0;
  fill(Result.Facts, Next);
  return Result;
}

std::string problemOf(llvm::StringRef Bytes) {
  llvm::Expected<UnitFacts> Read = deserialize(Bytes);
  return Read ? "none" : llvm::toString(Read.takeError());
}

TEST(FactsFile, EveryMemberComesBack) {
  const UnitFacts Written = example();
  llvm::Expected<UnitFacts> Read = deserialize(serialize(Written));
  ASSERT_TRUE(bool(Read)) << llvm::toString(Read.takeError());
  EXPECT_EQ(Read->Source, Written.Source);
  EXPECT_EQ(Read->Extractor, Written.Extractor);
  ASSERT_EQ(Read->Inputs.size(), 2u);
  EXPECT_EQ(Read->Inputs[0].Hash, ~std::uint64_t{0});
  EXPECT_TRUE(Read->Inputs[1].System);
  EXPECT_TRUE(facts::same(Read->Facts, Written.Facts));
  // The example is worth something only if it differs from nothing.
  EXPECT_FALSE(facts::same(Read->Facts, facts::Unit()));
}

TEST(FactsFile, TheSameFactsAreTheSameBytes) {
  EXPECT_EQ(serialize(example()), serialize(example()));
}

TEST(FactsFile, NoFactsComeBackAsNone) {
  llvm::Expected<UnitFacts> Read = deserialize(serialize({}));
  ASSERT_TRUE(bool(Read)) << llvm::toString(Read.takeError());
  EXPECT_TRUE(facts::same(Read->Facts, facts::Unit()));
}

TEST(FactsFile, WhatIsCutShortIsRefused) {
  const std::string Bytes = serialize(example());
  for (std::size_t Size = 0; Size < Bytes.size(); ++Size)
    EXPECT_NE(problemOf(llvm::StringRef(Bytes).take_front(Size)), "none")
        << Size;
  EXPECT_EQ(problemOf(llvm::StringRef(Bytes).drop_back()), "is cut short");
  EXPECT_EQ(problemOf(Bytes + "x"), "is damaged");
}

TEST(FactsFile, AnyFlippedBitIsNoticed) {
  const std::string Bytes = serialize(example());
  for (std::size_t I = 0; I < Bytes.size(); ++I)
    for (unsigned Bit = 0; Bit < 8; ++Bit) {
      std::string Other = Bytes;
      Other[I] = static_cast<char>(Other[I] ^ (1 << Bit));
      EXPECT_NE(problemOf(Other), "none") << I << ':' << Bit;
    }
}

TEST(FactsFile, AnotherFormatIsNamed) {
  std::string Bytes = serialize(example());
  Bytes[8] = static_cast<char>(Bytes[8] + 1);
  EXPECT_EQ(problemOf(Bytes), "was written by another version of orm-lint");
  EXPECT_EQ(problemOf("something else"), "is no file of facts");
}

TEST(FactsFile, AFileThatIsNotThereIsNamed) {
  llvm::Expected<UnitFacts> Read = readFacts("/no/such.facts");
  ASSERT_FALSE(bool(Read));
  EXPECT_THAT(llvm::toString(Read.takeError()), HasSubstr("/no/such.facts: "));
}

} // namespace
} // namespace ormlint::index
