//===--- Lint.cpp - From a translation unit to findings -------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Lint.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/Support/TimeProfiler.h"

using namespace clang;

namespace ormlint::report {

Report lint(ASTContext &Context, const vocabulary::Vocabulary &Words,
            const analysis::Settings &Set, facts::Choice Functions) {
  if (Functions != facts::Choice::All && !Words.mayMatter(Context.Idents))
    return {};
  llvm::TimeTraceScope Timer("orm lint");
  vocabulary::Lexicon Meaning(Words);
  const SourceManager &Sources = Context.getSourceManager();
  return lint(
      facts::extractFacts(Context, Meaning, Functions), Words, Set,
      [&](llvm::StringRef File) {
        auto Entry = Sources.getFileManager().getOptionalFileRef(File);
        const FileID Id = Entry ? Sources.translateFile(*Entry) : FileID();
        return Id.isValid() ? Sources.getBufferData(Id) : llvm::StringRef();
      });
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
