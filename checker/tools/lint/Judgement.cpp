//===--- Judgement.cpp - From facts to what is shown ----------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/lint/Judgement.h"
#include "index/Parts.h"
#include "report/Suppressions.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/ThreadPool.h"
#include <iterator>
#include <mutex>

using namespace llvm;

namespace ormlint::lint {

template <typename T>
static void append(std::vector<T> &To, std::vector<T> &More) {
  std::move(More.begin(), More.end(), std::back_inserter(To));
}

/// What is said of \p Program, whose parts are solved at the same time. Its
/// functions are used up.
static report::Report solved(facts::Unit &Program, const Choices &Asked,
                             const analysis::Settings &Set, Texts &Sources,
                             unsigned Jobs) {
  // Fewer are not worth a copy of the tables that all share.
  constexpr std::size_t LeastFunctions = 4096;
  std::mutex Reading;
  auto TextOf = [&](StringRef File) {
    std::lock_guard Lock(Reading);
    return Sources.of(File);
  };
  const std::vector<index::Part> Parts =
      index::partsOf(Program, LeastFunctions);
  std::vector<report::Report> Said(Parts.size());
  DefaultThreadPool Pool(hardware_concurrency(Jobs));
  for (std::size_t I = 0; I < Parts.size(); ++I)
    Pool.async([&, I] {
      const facts::Unit Part = index::take(Program, Parts[I]);
      Said[I] = report::lint(Part, Asked.Words, Set, TextOf);
      Said[I].Files = {};
    });
  Pool.wait();

  report::Report Result;
  analysis::Coverage &Covered = Result.Coverage;
  for (report::Report &Each : Said) {
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

Judgement judge(index::UnitFacts Program, const Choices &Asked, Texts &Sources,
                unsigned Jobs) {
  StringSet<> Own;
  for (const index::Input &File : Program.Inputs)
    Own.insert(File.Path);
  analysis::Settings Set = Asked.Set.Analysis;
  report::restrictTo(
      [&](StringRef Check) { return report::matches(Asked.Checks, Check); },
      Set);
  Judgement Result;
  report::Report &Said = Result.Report;
  Said = solved(Program.Facts, Asked, Set, Sources, Jobs);
  report::Suppressions Comments;
  erase_if(Said.Messages, [&](const report::Message &Each) {
    if (!Each.At.valid() || Each.Sure < Asked.Set.MinConfidence ||
        !report::matches(Asked.Checks, Each.Check))
      return true;
    const std::string &File = Said.Files[Each.At.File];
    return !Own.count(File) ||
           Comments.suppress(File, Sources.of(File), Each.At.Line, Each.Check);
  });
  // clang-tidy takes a note to be suppressed by its own line, with those that
  // follow.
  for (report::Message &Each : Said.Messages)
    Each.Notes.erase(
        find_if(Each.Notes,
                [&](const report::Note &Explains) {
                  const std::string &File = Said.Files[Explains.At.File];
                  return Explains.At.valid() &&
                         Comments.suppress(File, Sources.of(File),
                                           Explains.At.Line, Each.Check);
                }),
        Each.Notes.end());
  sort(Said.Messages, [&](const report::Message &A, const report::Message &B) {
    return std::tie(Said.Files[A.At.File], A.At.Offset, A.Text) <
           std::tie(Said.Files[B.At.File], B.At.Offset, B.Text);
  });
  for (const index::Input &File : Program.Inputs)
    Sources.look(File.Path, [&](StringRef Text) {
      for (const report::Suppression &Each :
           Comments.stale(File.Path, Text, "orm-"))
        Result.StaleComments.push_back(File.Path + ":" + utostr(Each.Line) +
                                       ": this NOLINT(" + Each.Checks +
                                       ") suppresses nothing");
    });
  return Result;
}

} // namespace ormlint::lint
