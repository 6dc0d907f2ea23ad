//===--- OrmCheck.cpp - An ORM check in clang-tidy ------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidy/OrmCheck.h"
#include "facts/Places.h"
#include "report/Lint.h"
#include "tidy/SharedIndex.h"
#include "tidy/SharedRun.h"
#include "tidy/SharedVocabulary.h"
#include "clang/AST/ASTContext.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/Basic/Version.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace clang::ast_matchers;
using clang::tidy::ClangTidyCheck;
using clang::tidy::ClangTidyContext;
using clang::tidy::ClangTidyOptions;

namespace ormlint::tidy {

namespace {

/// Matches the first declaration it is shown and no other: all that a check of
/// the whole unit needs from matching is the AST. (translationUnitDecl() would
/// say so, but clangd visits the declarations of the main file alone.)
class FirstDeclaration
    : public ast_matchers::internal::SingleNodeMatcherInterface<Decl> {
  mutable bool Seen = false;

public:
  bool matchesNode(const Decl &) const override {
    return !std::exchange(Seen, true);
  }
};

/// Whether \p Key looks like an option of the check \p Name and is none: a
/// misspelt option would otherwise be ignored in silence.
bool isForeign(StringRef Key, StringRef Name) {
  bool Own = Key.consume_front(Name) && Key.consume_front(".");
  return (Own || Key.starts_with("Orm")) &&
         !llvm::is_contained(optionNames(), Key);
}

} // namespace

bool TitledFixes = false;

tidy::Options OrmCheck::readOptions() {
  return tidy::readOptions(
      [&](StringRef Option) {
        return Options.getLocalOrGlobal(Option, "").str();
      },
      Problems);
}

OrmCheck::OrmCheck(StringRef Name, ClangTidyContext *Context)
    : ClangTidyCheck(Name, Context), Context(*Context), Name(Name),
      Set(readOptions()), Vocabulary(sharedVocabulary(profileFiles(
                              Set.Profiles, Context->getCurrentFile()))),
      Program(sharedIndex(
          Set.Index.empty()
              ? ""
              : configuredFile(Set.Index, Context->getCurrentFile()))),
      Run(SharedRun::of(Context)) {
  report::restrictTo(
      [&](StringRef Check) { return Context->isCheckEnabled(Check); },
      Set.Analysis);
  for (const auto &Option : Context->getOptions().CheckOptions)
    if (StringRef Key = Option.getKey(); isForeign(Key, Name))
      Problems.push_back(("unknown option '" + Key +
                          "'; the orm checks have the options " +
                          llvm::join(optionNames(), ", "))
                             .str());
  llvm::append_range(Problems, Vocabulary->Errors);
  if (Program && !Program->program())
    Problems.push_back(Program->error());
  if (Program && Program->program() && Vocabulary->Words &&
      Program->profiles() != Vocabulary->Profiles) {
    Problems.push_back("the index '" + Program->path() + "' was written with " +
                       calledProfiles(Program->profiles()) +
                       ", and the checks have " +
                       calledProfiles(Vocabulary->Profiles) +
                       ": give both the same OrmProfiles");
    Program = nullptr;
  }
  // Errors, since clang-tidy exits 0 for the warnings that are the default
  // here. Without a place, since clang-tidy-diff leaves out what does not lie
  // on a changed line. In clangd they appear on line 1.
  if (!Problems.empty() && !Run->mayComplain())
    Problems.clear();
  for (const std::string &Problem : Problems)
    configurationDiag("%0", DiagnosticIDs::Error) << Problem;
}

bool OrmCheck::isLanguageVersionSupported(const LangOptions &Language) const {
  return Language.CPlusPlus;
}

void OrmCheck::storeOptions(ClangTidyOptions::OptionMap &Stored) {
  for (const auto &[Name, Value] : Set.stored())
    Stored[Name] = ClangTidyOptions::ClangTidyValue(Value);
}

void OrmCheck::registerMatchers(MatchFinder *Finder) {
  Finder->addMatcher(
      ast_matchers::internal::Matcher<Decl>(new FirstDeclaration()), this);
}

void OrmCheck::check(const MatchFinder::MatchResult &Result) {
  Unit = Result.Context;
}

void OrmCheck::onEndOfTranslationUnit() {
  if (!Unit)
    return;
  SourceManager &Sources = Unit->getSourceManager();
#if CLANG_VERSION_MAJOR < 22
  // clangd drops a check's error that has no place, so they are said again.
  for (const std::string &Problem : Problems)
    diag(Sources.getLocForStartOfFile(Sources.getMainFileID()), "%0",
         DiagnosticIDs::Error)
        << Problem;
#endif
  if (!Vocabulary->Words)
    return;
  std::vector<std::string> Failed, Warnings;
  const report::Report &All = Run->report(*Unit, *Vocabulary->Words,
                                          Program.get(), Set, Failed, Warnings);
  auto Show = [&](const facts::Place &At, StringRef Text,
                  ArrayRef<report::Edit> Edits, DiagnosticIDs::Level Level) {
    DiagnosticBuilder Shown =
        diag(Level == DiagnosticIDs::Note
                 ? facts::locateAnywhere(At, All.Files, Sources)
                 : facts::locate(At, All.Files, Sources),
             "%0", Level)
        << Text;
    for (const report::Edit &Change : Edits)
      Shown << report::hint(Change, Sources);
  };
  for (const report::Message &Found : All.Messages) {
    if (Found.Check != Name)
      continue;
    const bool Titled = TitledFixes && !Found.Edits.empty();
    Show(Found.At, Found.Text,
         Titled ? ArrayRef<report::Edit>() : ArrayRef(Found.Edits),
         Set.ErrorNesting != 0 && Found.Nesting >= Set.ErrorNesting
             ? DiagnosticIDs::Error
             : DiagnosticIDs::Warning);
    if (Titled)
      Show(Found.At, report::editTitle(Found), Found.Edits,
           DiagnosticIDs::Note);
    for (const report::Note &Explains : Found.Notes)
      Show(Explains.At, Explains.Text, Explains.Edits, DiagnosticIDs::Note);
  }
  for (const std::string &Problem : Failed)
    configurationDiag("%0", DiagnosticIDs::Error) << Problem;
  // clangd drops a warning that has no place.
  for (const std::string &Warning : Warnings)
    Context.diag("clang-tidy-config",
                 Sources.getLocForStartOfFile(Sources.getMainFileID()), "%0",
                 DiagnosticIDs::Warning)
        << Warning;
}

} // namespace ormlint::tidy
