//===--- Places.cpp - Source locations as plain numbers -------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/Places.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"

using namespace clang;

namespace ormlint::facts {

Place Places::at(SourceLocation Location) {
  Place Result;
  if (Location.isInvalid())
    return Result;
  const SourceManager &Sources = Context.getSourceManager();
  const auto [File, Offset] =
      Sources.getDecomposedLoc(Sources.getFileLoc(Location));
  auto [Entry, New] =
      Known.try_emplace(File, static_cast<std::uint32_t>(Files.size()));
  if (New) {
    // A file that is included twice is one file.
    auto Ref = Sources.getFileEntryRefForID(File);
    const Symbol Name = Ref ? Ref->getName() : llvm::StringRef();
    const auto Same = std::find(Files.begin(), Files.end(), Name);
    Entry->second = static_cast<std::uint32_t>(Same - Files.begin());
    if (Same == Files.end())
      Files.push_back(Name);
  }
  Result.File = Entry->second;
  Result.Offset = Offset;
  Result.Line = Sources.getLineNumber(File, Offset);
  Result.Column = Sources.getColumnNumber(File, Offset);
  return Result;
}

Place Places::behind(SourceLocation Location) {
  if (Location.isInvalid() || Location.isMacroID())
    return {};
  return at(Lexer::getLocForEndOfToken(Location, 0, Context.getSourceManager(),
                                       Context.getLangOpts()));
}

std::string Places::spelling(SourceLocation Location) {
  const SourceManager &Sources = Context.getSourceManager();
  llvm::SmallString<32> Buffer;
  return Lexer::getSpelling(Sources.getSpellingLoc(Location), Buffer, Sources,
                            Context.getLangOpts())
      .str();
}

EditSite Places::appendTo(const Expr &Expression) {
  EditSite Site;
  const SourceManager &Sources = Context.getSourceManager();
  const SourceLocation Begin = Expression.getBeginLoc();
  const SourceLocation End = Expression.getEndLoc();
  if (Begin.isInvalid() || End.isInvalid()) {
    Site.Why = EditSite::Obstacle::Opaque;
    return Site;
  }
  if (Begin.isMacroID() || End.isMacroID()) {
    Site.Why = EditSite::Obstacle::Macro;
    return Site;
  }
  if (Sources.isInSystemHeader(End)) {
    Site.Why = EditSite::Obstacle::SystemHeader;
    return Site;
  }
  Site.End = behind(End);
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(&Expression))
    if (const auto *Callee = dyn_cast<MemberExpr>(Call->getCallee()))
      if (Callee->getOperatorLoc().isFileID())
        Site.LastDot = at(Callee->getOperatorLoc());
  return Site;
}

/// Whether a file of that name is compiled by itself: no header.
static bool isSource(llvm::StringRef Name) {
  static constexpr llvm::StringLiteral Extensions[] = {
      ".cpp", ".cc", ".cxx", ".c++", ".cp", ".C", ".CPP"};
  return llvm::is_contained(Extensions, llvm::sys::path::extension(Name));
}

bool inMainSource(SourceLocation Location, const SourceManager &Sources) {
  Location = Sources.getExpansionLoc(Location);
  while (Location.isValid() && !Sources.isInMainFile(Location)) {
    const FileID File = Sources.getFileID(Location);
    const auto Entry = Sources.getFileEntryRefForID(File);
    if (!Entry || !isSource(Entry->getName()) ||
        Sources.isInSystemHeader(Location))
      return false;
    Location = Sources.getIncludeLoc(File);
  }
  return Location.isValid();
}

static SourceLocation locate(const Place &At, const std::vector<Symbol> &Files,
                             SourceManager &Sources,
                             llvm::function_ref<FileID(FileEntryRef)> Find) {
  if (!At.valid() || At.File >= Files.size())
    return {};
  auto Entry = Sources.getFileManager().getOptionalFileRef(Files[At.File]);
  if (!Entry)
    return {};
  const FileID File = Find(*Entry);
  if (File.isInvalid())
    return {};
  return Sources.getLocForStartOfFile(File).getLocWithOffset(
      static_cast<int>(At.Offset));
}

SourceLocation locate(const Place &At, const std::vector<Symbol> &Files,
                      SourceManager &Sources) {
  return locate(At, Files, Sources, [&](FileEntryRef Entry) {
    return Sources.translateFile(Entry);
  });
}

SourceLocation locateAnywhere(const Place &At, const std::vector<Symbol> &Files,
                              SourceManager &Sources) {
  return locate(At, Files, Sources, [&](FileEntryRef Entry) {
    return Sources.getOrCreateFileID(Entry, SrcMgr::C_User);
  });
}

} // namespace ormlint::facts
