//===--- SharedRun.cpp - One run of the analysis for all checks -----------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidy/SharedRun.h"
#include "facts/Places.h"
#include "report/Stats.h"
#include "tidy/AcrossFiles.h"
#include "vocabulary/Annotations.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include <map>
#include <mutex>

using namespace llvm;

namespace ormlint::tidy {

std::shared_ptr<SharedRun> SharedRun::of(const void *Context) {
  static std::mutex Guard;
  static std::map<const void *, std::weak_ptr<SharedRun>> Known;
  std::lock_guard Lock(Guard);
  std::weak_ptr<SharedRun> &Here = Known[Context];
  std::shared_ptr<SharedRun> Result = Here.lock();
  if (!Result)
    Here = Result = std::make_shared<SharedRun>();
  // An editor's server has a context for each time that it looks at a file.
  std::erase_if(Known,
                [](const auto &Entry) { return Entry.second.expired(); });
  return Result;
}

const report::Report &SharedRun::report(clang::ASTContext &Unit,
                                        const vocabulary::Vocabulary &Words,
                                        const SharedIndex *Program,
                                        const Options &Set,
                                        std::vector<std::string> &Problems,
                                        std::vector<std::string> &Warnings) {
  if (Of == &Unit)
    return Found;
  Of = &Unit;
  clang::SourceManager &Sources = Unit.getSourceManager();
  Problems = vocabulary::annotationMistakes(Unit, Words);
  Found = Program && Program->program()
              ? lintWithin(*Program, Unit, Words, Set, Warnings)
              : report::lint(Unit, Words, Set.Analysis, Set.Functions);
  if (!Set.Stats.empty()) {
    const auto Main = Sources.getFileEntryRefForID(Sources.getMainFileID());
    if (auto Failed =
            report::appendStats(Set.Stats, Main ? Main->getName() : "", Found))
      Problems.push_back(toString(std::move(Failed)));
  }
  const GuessedNames Guessed(Unit);
  // What would use an eager load may be what is being typed.
  if (Unit.getDiagnostics().hasUncompilableErrorOccurred())
    report::eraseAbsences(Found);
  auto IsGuess = [&](const facts::Place &At) {
    const clang::SourceLocation Here = facts::locate(At, Found.Files, Sources);
    return Here.isValid() && Guessed.touch(Here);
  };
  erase_if(Found.Messages, [&](const report::Message &Each) {
    return Each.Sure < Set.MinConfidence || IsGuess(Each.At) ||
           any_of(
               Each.Notes,
               [&](const report::Note &Explains) {
                 return IsGuess(Explains.At);
               });
  });
  return Found;
}

} // namespace ormlint::tidy
