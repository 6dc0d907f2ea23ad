//===--- Lint.cpp - From a translation unit to findings -------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Lint.h"
#include "analysis/Analysis.h"
#include "facts/Places.h"
#include "facts/UnitExtractor.h"
#include "report/EditPlan.h"
#include "report/Wording.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/Support/TimeProfiler.h"
#include <algorithm>

using namespace clang;
using namespace ormlint::analysis;
using namespace ormlint::vocabulary;

namespace ormlint::report {
namespace {

const EagerSyntax &syntaxOf(const Vocabulary &Words, const std::string &Name) {
  static const EagerSyntax Empty;
  for (const Profile &P : Words.profiles())
    if (P.Name == Name)
      return P.Eager;
  return Empty;
}

class Writer {
public:
  Writer(ASTContext &Context, const Vocabulary &Words, const facts::Unit &Facts)
      : Sources(Context.getSourceManager()), Words(Words), Facts(Facts) {}

  Message write(MissingEagerLoad Finding);

private:
  SourceLocation locate(const facts::Place &At) {
    return facts::locate(At, Facts.Files, Sources);
  }
  llvm::StringRef textOf(llvm::StringRef File) {
    auto Entry = Sources.getFileManager().getOptionalFileRef(File);
    if (!Entry)
      return {};
    const FileID Id = Sources.translateFile(*Entry);
    return Id.isValid() ? Sources.getBufferData(Id) : llvm::StringRef();
  }

  SourceManager &Sources;
  const Vocabulary &Words;
  const facts::Unit &Facts;
};

Message Writer::write(MissingEagerLoad Finding) {
  const EagerSyntax &Syntax = syntaxOf(Words, Finding.Profile);
  if (Syntax.Join.empty() && Syntax.Prefetch.empty())
    Finding.Why = NoFix::NoSyntax;
  Message Result;
  Result.Check = "orm-n-plus-one";
  Result.Location = locate(Finding.At);
  if (Finding.Why == NoFix::None)
    Result.Edits =
        planEdits(Finding, Syntax, Facts.Files,
                  [&](llvm::StringRef File) { return textOf(File); });
  Result.Text = warning(Finding, Syntax, !Result.Edits.empty());

  // The ways to several accesses share their first steps: each is shown once.
  std::vector<std::pair<facts::Place, std::string>> Shown;
  for (const MissingEagerLoad::Path &P : Finding.Paths)
    for (const Step &Step : P.Trace) {
      std::pair Here{Step.At, note(Step)};
      if (std::find(Shown.begin(), Shown.end(), Here) != Shown.end())
        continue;
      Result.Notes.push_back({locate(Step.At), Here.second, {}});
      Shown.push_back(std::move(Here));
    }
  if (Finding.Why != NoFix::None)
    Result.Notes.push_back({Result.Location, withoutFix(Finding, Syntax), {}});
  else if (auto Shorter = shorterForm(Finding, Syntax))
    Result.Notes.push_back({Result.Location, *Shorter, {}});
  Result.Claim = std::move(Finding.Cost);
  return Result;
}

} // namespace

Report lint(ASTContext &Context, const Vocabulary &Words) {
  Report Result;
  if (!Words.mayMatter(Context.Idents))
    return Result;
  llvm::TimeTraceScope Timer("orm lint");
  Lexicon Meaning(Words);
  const facts::Unit Facts = facts::extractFacts(Context, Meaning);
  Findings Found = analyze(Facts);
  std::sort(Found.MissingEagerLoads.begin(), Found.MissingEagerLoads.end(),
            [](const MissingEagerLoad &A, const MissingEagerLoad &B) {
              return std::tie(A.At.File, A.At.Offset) <
                     std::tie(B.At.File, B.At.Offset);
            });
  Writer Out(Context, Words, Facts);
  for (MissingEagerLoad &Finding : Found.MissingEagerLoads) {
    const bool InTemplate = Finding.Why == NoFix::Template;
    Message New = Out.write(std::move(Finding));
    // A template is reported once, whatever it is instantiated with.
    if (std::none_of(Result.Messages.begin(), Result.Messages.end(),
                     [&](const Message &Other) {
                       return Other.Location == New.Location &&
                              (InTemplate || Other.Text == New.Text);
                     }))
      Result.Messages.push_back(std::move(New));
  }
  Result.Coverage = std::move(Found.Coverage);
  return Result;
}

FixItHint hint(const Edit &Change, SourceManager &Sources) {
  auto Entry = Sources.getFileManager().getOptionalFileRef(Change.File);
  if (!Entry)
    return {};
  const FileID File = Sources.translateFile(*Entry);
  if (File.isInvalid())
    return {};
  const SourceLocation Begin =
      Sources.getLocForStartOfFile(File).getLocWithOffset(
          static_cast<int>(Change.Offset));
  if (Change.Length == 0)
    return FixItHint::CreateInsertion(Begin, Change.Text);
  return FixItHint::CreateReplacement(
      CharSourceRange::getCharRange(
          Begin, Begin.getLocWithOffset(static_cast<int>(Change.Length))),
      Change.Text);
}

} // namespace ormlint::report
