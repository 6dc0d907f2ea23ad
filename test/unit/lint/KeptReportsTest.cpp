//===--- KeptReportsTest.cpp - What is kept says what is solved -----------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/lint/KeptReports.h"
#include "facts/Parse.h"
#include "index/Program.h"
#include "index/Serialization.h"
#include "report/Members.h"
#include "tools/lint/Solving.h"
#include "vocabulary/Profile.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "gmock/gmock.h"
#include <random>

namespace ormlint::lint {
namespace {

constexpr unsigned Units = 12, Functions = 4;

/// One unit of a program, another one for each \p Seed: pages that ask for
/// students, with or without what helpers of some unit need of them.
std::string unitText(unsigned Number, unsigned Seed) {
  std::mt19937 Random(Number * 1000 + Seed);
  auto One = [&](unsigned Of) { return Random() % Of; };
  std::string Result;
  llvm::raw_string_ostream Out(Result);
  for (unsigned I = 0; I < Functions; ++I) {
    Out << "function helper" << Number << "_" << I << " params 1\n"
        << "  row = param 0\n"
        << "  department = related row." << (One(2) ? "department" : "minor")
        << "\n"
        << "  load department\n";
    if (One(3) == 0)
      Out << "  call 1 helper" << One(Units) << "_" << One(Functions)
          << "(row)\n";
    if (One(5) == 0)
      continue;
    Out << "function page" << Number << "_" << I << "\n"
        << "  students = query Student\n"
        << "  loaded = join students chained \"department\"\n"
        << "  run " << (One(2) ? "loaded" : "students") << "\n"
        << "  loop 1 rows\n"
        << "  student = each " << (One(2) ? "loaded" : "students")
        << " in loop 1\n";
    if (One(4) != 0)
      Out << "  call 1 helper" << Number << "_" << I << "(student) in loop 1\n";
  }
  Out << "file f0 unit" << Number << ".cpp\n"
      << "relation Student.department -> Department\n"
      << "relation Student.minor -> Department nullable\n";
  return Result;
}

index::UnitFacts program(const std::vector<unsigned> &Seeds) {
  std::vector<index::UnitFacts> Read;
  for (unsigned I = 0; I < Seeds.size(); ++I) {
    const std::string Text = unitText(I, Seeds[I]);
    index::UnitFacts &New = Read.emplace_back();
    New.Source = "unit" + std::to_string(I) + ".cpp";
    New.Inputs.push_back({New.Source, llvm::xxh3_64bits(Text), false});
    New.Facts = llvm::cantFail(facts::parse(Text, facts::Unplaced::InTheText));
  }
  return index::linkProgram(std::move(Read));
}

class Kept : public testing::Test {
protected:
  Kept() {
    EXPECT_FALSE(llvm::sys::fs::createTemporaryFile("reports", "", Path));
  }
  ~Kept() override { llvm::sys::fs::remove(Path); }

  /// The bytes of what is said of the program \p Seeds.
  std::string said(const std::vector<unsigned> &Seeds, KeptReports *Reports,
                   const analysis::Settings &Set = {}) {
    Texts None;
    Solving How{Words, Set, None, 1, Reports};
    How.LeastFunctions = 8;
    return index::serialize("ORMTESTS", solve(program(Seeds), How));
  }
  KeptReports reports() const { return {Path.str().str(), "this program"}; }

  llvm::SmallString<64> Path;
  const vocabulary::Vocabulary Words{vocabulary::builtinProfiles().vec()};
};

TEST_F(Kept, SaysAfterAnyEditsWhatIsSolvedAnew) {
  std::vector<unsigned> Seeds(Units);
  std::mt19937 Random(1);
  std::size_t Solved = 0, All = 0;
  for (unsigned Edit = 0; Edit < 100; ++Edit) {
    KeptReports Reports = reports();
    EXPECT_EQ(said(Seeds, &Reports), said(Seeds, nullptr)) << Edit;
    Reports.write();
    Solved += Reports.solved();
    KeptReports Fresh("", "");
    said(Seeds, &Fresh);
    All += Fresh.solved();
    Seeds[Random() % Units] = Random() % 50;
  }
  EXPECT_GT(All, 100u);
  EXPECT_LT(Solved, All);
}

TEST_F(Kept, SolvesNothingAgain) {
  const std::vector<unsigned> Seeds(Units);
  {
    KeptReports Reports = reports();
    said(Seeds, &Reports);
    EXPECT_GT(Reports.solved(), 1u);
    Reports.write();
  }
  KeptReports Again = reports();
  said(Seeds, &Again);
  EXPECT_EQ(Again.solved(), 0u);

  // What it was said under must be the same, too.
  KeptReports Other(Path.str().str(), "another program");
  said(Seeds, &Other);
  EXPECT_GT(Other.solved(), 1u);
  KeptReports OtherSettings = reports();
  analysis::Settings Set;
  Set.MaxPathDepth = 1;
  EXPECT_EQ(said(Seeds, &OtherSettings, Set), said(Seeds, nullptr, Set));
  EXPECT_GT(OtherSettings.solved(), 1u);
}

TEST_F(Kept, IsAsNoneWhenDamaged) {
  const std::vector<unsigned> Seeds(Units);
  const std::string Right = said(Seeds, nullptr);
  {
    KeptReports Reports = reports();
    said(Seeds, &Reports);
    Reports.write();
  }
  const std::string Bytes =
      (*llvm::MemoryBuffer::getFile(Path))->getBuffer().str();
  for (std::size_t At = 0; At < Bytes.size(); At += 1 + Bytes.size() / 50) {
    for (const bool Cut : {false, true}) {
      std::string Damaged = Bytes;
      if (Cut)
        Damaged.resize(At);
      else
        Damaged[At] = static_cast<char>(Damaged[At] ^ 4);
      llvm::cantFail(llvm::writeToOutput(Path, [&](llvm::raw_ostream &Out) {
        Out << Damaged;
        return llvm::Error::success();
      }));
      KeptReports Reports = reports();
      EXPECT_EQ(said(Seeds, &Reports), Right);
      EXPECT_GT(Reports.solved(), 0u) << At << (Cut ? " cut" : "");
    }
  }
}

} // namespace
} // namespace ormlint::lint
