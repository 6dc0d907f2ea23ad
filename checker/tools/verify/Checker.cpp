//===--- Checker.cpp - The check's findings for a program -----------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/verify/Checker.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/STLExtras.h"
#include <memory>
#include <tuple>

using namespace llvm;

namespace ormlint::verify {

FindingSource::~FindingSource() = default;

/// The files of \p Sources that are not system headers.
static std::vector<std::string> userFiles(const clang::SourceManager &Sources) {
  std::vector<std::string> Result;
  for (unsigned I = 0; I != Sources.local_sloc_entry_size(); ++I) {
    const clang::SrcMgr::SLocEntry &Entry = Sources.getLocalSLocEntry(I);
    if (!Entry.isFile() ||
        clang::SrcMgr::isSystem(Entry.getFile().getFileCharacteristic()))
      continue;
    if (auto File = Entry.getFile().getContentCache().OrigEntry)
      Result.push_back(normalized(File->getName()));
  }
  return Result;
}

static Finding finding(const report::Message &From,
                       const std::vector<facts::Symbol> &Files) {
  std::string Where;
  if (From.At.valid())
    Where = normalized(Files[From.At.File]) + ":" + utostr(From.At.Line) + ":" +
            utostr(From.At.Column);
  return {Where,      From.Check, From.Text,          From.Paths,
          From.Edits, From.Claim, From.FixedByAnother};
}

/// Adds what \p From says of the loops it looked at.
static void take(const report::Report &From, Findings &To) {
  To.LoopsChecked += From.Coverage.LoopsChecked.size();
  for (const auto *All :
       {&From.Coverage.LoopsUndecided, &From.Coverage.Skipped})
    for (const analysis::Coverage::Undecided &Each : *All)
      To.NotDecided.push_back({{normalized(From.Files.at(Each.At.File)),
                                Each.At.Line, Each.At.Column},
                               Each.Reason.str()});
}

/// An expression for related rows may be reached from several queries, each of
/// which has a claim of its own.
static bool same(const Finding &Left, const Finding &Right) {
  auto Claim = [](const Finding &Each) {
    return std::tie(Each.Claim.File, Each.Claim.Line, Each.Claim.Column);
  };
  return Left.Where == Right.Where && Left.Text == Right.Text &&
         Claim(Left) == Claim(Right);
}

Expected<Findings> Checker::look(ArrayRef<std::string> Sources,
                                 ArrayRef<std::string> Flags) {
  ArrayRef<vocabulary::Profile> Profiles = vocabulary::builtinProfiles();
  vocabulary::Vocabulary Words({Profiles.begin(), Profiles.end()});

  Findings Result;
  for (const std::string &Source : Sources) {
    clang::tooling::FixedCompilationDatabase Commands(
        ".", std::vector<std::string>(Flags));
    clang::tooling::ClangTool Tool(Commands, {Source});
    std::vector<std::unique_ptr<clang::ASTUnit>> Units;
    if (Tool.buildASTs(Units) != 0 || Units.size() != 1)
      return createStringError("the check cannot read " + Source +
                               ": clang's errors are above");

    clang::ASTUnit &Unit = *Units.front();
    for (std::string &File : userFiles(Unit.getSourceManager()))
      if (!is_contained(Result.Files, File))
        Result.Files.push_back(std::move(File));
    analysis::Settings Set;
    report::restrictTo(
        [&](StringRef Check) {
          return Checks.empty() || is_contained(Checks, Check);
        },
        Set);
    // A finding in a header is made once for each source that includes it.
    const report::Report Said = report::lint(Unit.getASTContext(), Words, Set);
    take(Said, Result);
    for (const report::Message &Each : Said.Messages) {
      if (!Checks.empty() && !is_contained(Checks, Each.Check))
        continue;
      Finding Found = finding(Each, Said.Files);
      auto Add = [&] {
        if (none_of(Result.All,
                    [&](const Finding &Known) { return same(Known, Found); }))
          Result.All.push_back(Found);
      };
      Add();
      for (const analysis::Claim &Other : Each.MoreClaims) {
        Found.Claim = Other;
        Add();
      }
    }
  }
  return Result;
}

} // namespace ormlint::verify
