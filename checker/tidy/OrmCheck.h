//===--- OrmCheck.h - An ORM check in clang-tidy ----------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_TIDY_ORMCHECK_H
#define ORMLINT_TIDY_ORMCHECK_H

#include "clang-tidy/ClangTidyCheck.h"
#include "tidy/Options.h"
#include <memory>
#include <string>
#include <vector>

namespace ormlint::tidy {

struct SharedVocabulary;
class SharedIndex;
class SharedRun;

/// An editor shows what a fix does as the title of its entry in a menu. clangd
/// makes one up of the edits, unless they come with a note, whose text it
/// takes; clang-tidy applies no edits of notes. Set once, before any check
/// runs.
extern bool TitledFixes;

/// Shows the findings of the check it is registered as. The work is done by
/// the report room over the whole translation unit; here it only meets
/// clang-tidy.
///
/// The options are those of all `orm` checks together: see Options.h.
class OrmCheck : public clang::tidy::ClangTidyCheck {
public:
  OrmCheck(llvm::StringRef Name, clang::tidy::ClangTidyContext *Context);

  bool
  isLanguageVersionSupported(const clang::LangOptions &Language) const override;
  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Stored) override;
  void registerMatchers(clang::ast_matchers::MatchFinder *Finder) override;
  void
  check(const clang::ast_matchers::MatchFinder::MatchResult &Result) override;
  void onEndOfTranslationUnit() override;

private:
  tidy::Options readOptions();

  clang::tidy::ClangTidyContext &Context;
  std::string Name;
  /// What is wrong with the configuration.
  std::vector<std::string> Problems;
  tidy::Options Set;
  std::shared_ptr<const SharedVocabulary> Vocabulary;
  std::shared_ptr<const SharedIndex> Program;
  std::shared_ptr<SharedRun> Run;
  clang::ASTContext *Unit = nullptr;
};

} // namespace ormlint::tidy

#endif // ORMLINT_TIDY_ORMCHECK_H
