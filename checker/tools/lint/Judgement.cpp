//===--- Judgement.cpp - From facts to what is shown ----------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/lint/Judgement.h"
#include "report/Suppressions.h"
#include "tools/lint/Solving.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"

using namespace llvm;

namespace ormlint::lint {

/// Whether all checks of \p Globs are on.
static bool areOn(const Choices &Asked, StringRef Globs) {
  return all_of(report::checkNames(), [&](StringRef Name) {
    return report::matches(Asked.Checks, Name) || !report::matches(Globs, Name);
  });
}

Judgement judge(index::UnitFacts Program, const Choices &Asked, Texts &Sources,
                unsigned Jobs, KeptReports *Kept) {
  StringSet<> Own;
  for (const index::Input &File : Program.Inputs)
    Own.insert(File.Path);
  analysis::Settings Set = Asked.Set.Analysis;
  report::restrictTo(
      [&](StringRef Check) { return report::matches(Asked.Checks, Check); },
      Set);
  Judgement Result;
  report::Report &Said = Result.Report;
  const std::vector<index::Input> Inputs = Program.Inputs;
  Said = solve(std::move(Program), {Asked.Words, Set, Sources, Jobs, Kept});
  report::Suppressions Comments;
  erase_if(Said.Messages, [&](const report::Message &Each) {
    if (!Each.At.valid() || !report::matches(Asked.Checks, Each.Check))
      return true;
    const facts::Symbol File = Said.Files[Each.At.File];
    // A comment is of use for what is not sure enough to be shown, too.
    return !Own.count(File) ||
           Comments.suppress(File, Sources.of(File), Each.At.Line,
                             Each.Check) ||
           Each.Sure < Asked.Set.MinConfidence;
  });
  // clang-tidy takes a note to be suppressed by its own line, with those that
  // follow.
  for (report::Message &Each : Said.Messages)
    Each.Notes.erase(
        find_if(Each.Notes,
                [&](const report::Note &Explains) {
                  const facts::Symbol File = Said.Files[Explains.At.File];
                  return Explains.At.valid() &&
                         Comments.suppress(File, Sources.of(File),
                                           Explains.At.Line, Each.Check);
                }),
        Each.Notes.end());
  sort(Said.Messages, [&](const report::Message &A, const report::Message &B) {
    return std::tie(Said.Files[A.At.File], A.At.Offset, A.Text) <
           std::tie(Said.Files[B.At.File], B.At.Offset, B.Text);
  });
  for (const index::Input &File : Inputs)
    Sources.look(File.Path, [&](StringRef Text) {
      for (const report::Suppression &Each :
           Comments.stale(File.Path, Text, "orm-"))
        if (areOn(Asked, Each.Checks))
          Result.StaleComments.push_back(File.Path + ":" + utostr(Each.Line) +
                                         ": this NOLINT(" + Each.Checks +
                                         ") suppresses nothing");
    });
  return Result;
}

} // namespace ormlint::lint
