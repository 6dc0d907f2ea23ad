//===--- Solving.cpp - A program's report, part by part -------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/lint/Solving.h"
#include "index/Parts.h"
#include "report/Members.h"
#include "llvm/Support/ThreadPool.h"
#include "llvm/Support/xxhash.h"
#include <iterator>
#include <mutex>

using namespace llvm;

namespace ormlint::lint {

template <typename T>
static void append(std::vector<T> &To, std::vector<T> &More) {
  std::move(More.begin(), More.end(), std::back_inserter(To));
}

report::Report solve(index::UnitFacts From, const Solving &How) {
  facts::Unit &Program = From.Facts;
  StringMap<std::uint64_t> Hashes;
  if (How.Kept)
    for (const index::Input &File : From.Inputs)
      Hashes.try_emplace(File.Path, File.Hash);
  std::mutex Reading;
  auto TextOf = [&](StringRef File) {
    std::lock_guard Lock(Reading);
    return How.Sources.of(File);
  };
  auto HashOf = [&](StringRef File) {
    const auto Known = Hashes.find(File);
    return Known != Hashes.end() ? Known->second : xxh3_64bits(TextOf(File));
  };
  const std::vector<index::Part> Parts =
      index::partsOf(Program, How.LeastFunctions);
  std::vector<report::Report> Said(Parts.size());
  DefaultThreadPool Pool(hardware_concurrency(How.Jobs));
  for (std::size_t I = 0; I < Parts.size(); ++I)
    Pool.async([&, I] {
      const facts::Unit Part = index::take(Program, Parts[I]);
      auto Solve = [&] {
        return report::lint(Part, How.Words, How.Set, TextOf);
      };
      Said[I] =
          How.Kept
              ? How.Kept->find(How.Kept->keyOf(Part, How.Set, HashOf), Solve)
              : Solve();
    });
  Pool.wait();

  report::Report Result;
  DenseMap<facts::Symbol, std::uint32_t> Numbers;
  for (const facts::Symbol File : Program.Files)
    Numbers.try_emplace(File, static_cast<std::uint32_t>(Numbers.size()));
  analysis::Coverage &Covered = Result.Coverage;
  for (report::Report &Each : Said) {
    std::vector<std::uint32_t> Number;
    for (const facts::Symbol File : Each.Files)
      Number.push_back(Numbers.lookup(File));
    facts::forEach<facts::Place>(Each, [&](facts::Place &At) {
      if (At.valid())
        At.File = Number[At.File];
    });
    append(Result.Messages, Each.Messages);
    append(Covered.LoopsChecked, Each.Coverage.LoopsChecked);
    append(Covered.LoopsReported, Each.Coverage.LoopsReported);
    append(Covered.LoopsUndecided, Each.Coverage.LoopsUndecided);
    append(Covered.Skipped, Each.Coverage.Skipped);
    Covered.Functions += Each.Coverage.Functions;
  }
  for (const facts::Unit::Skipped &Left : Program.Left)
    Covered.Skipped.push_back({Left.At, Left.Reason});
  Result.Files = std::move(Program.Files);
  return Result;
}

} // namespace ormlint::lint
