//===--- Judgement.cpp - From the facts of units to what is shown ---------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/lint/Judgement.h"
#include "index/Link.h"
#include "tools/lint/Suppressions.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include <set>

using namespace llvm;

namespace ormlint::lint {

Judgement judge(std::vector<index::UnitFacts> Units, const Choices &Asked,
                Texts &Sources) {
  // A file that one unit takes for the user's is the user's.
  std::set<std::string> Own;
  std::vector<facts::Unit> Facts;
  for (index::UnitFacts &Each : Units) {
    for (const index::Input &File : Each.Inputs)
      if (!File.System)
        Own.insert(File.Path);
    Facts.push_back(std::move(Each.Facts));
  }
  Units.clear();
  facts::Unit Program = index::link(std::move(Facts));
  index::prune(Program, /*Whole=*/true);

  analysis::Settings Set = Asked.Set.Analysis;
  report::restrictTo(
      [&](StringRef Check) { return matches(Asked.Checks, Check); }, Set);
  Judgement Result;
  report::Report &Said = Result.Report;
  Said = report::lint(Program, Asked.Words, Set,
                      [&](StringRef File) { return Sources.of(File); });
  Suppressions Comments;
  erase_if(Said.Messages, [&](const report::Message &Each) {
    if (!Each.At.valid() || Each.Sure < Asked.Set.MinConfidence ||
        !matches(Asked.Checks, Each.Check))
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
  for (const std::string &File : Own)
    for (const Suppression &Each :
         Comments.stale(File, Sources.of(File), "orm-"))
      Result.StaleComments.push_back(File + ":" + utostr(Each.Line) +
                                     ": this NOLINT(" + Each.Checks +
                                     ") suppresses nothing");
  return Result;
}

} // namespace ormlint::lint
