//===--- Tusks.h - An ORM that exists in these tests only -------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Its names are unlike those of any ORM the checker ships a profile for: what
// these tests find, they find by the profile given.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_TEST_VOCABULARY_TUSKS_H
#define ORMLINT_TEST_VOCABULARY_TUSKS_H

#include "vocabulary/Vocabulary.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"
#include "clang/Frontend/ASTUnit.h"
#include <memory>
#include <string>

namespace ormlint::vocabulary {

/// The profile of the ORM `tusk`.
extern const char TuskProfile[];

/// Its header.
extern const char TuskHeader[];

Vocabulary tuskVocabulary();

/// TuskHeader and a program, parsed. Errors in the program are let be.
class TuskProgram {
public:
  explicit TuskProgram(const std::string &Program);

  clang::ASTContext &context() { return Unit->getASTContext(); }

  const clang::CXXRecordDecl *record(const std::string &Name);
  const clang::FieldDecl *field(const std::string &Name);
  clang::QualType variable(const std::string &Name);

  std::unique_ptr<clang::ASTUnit> Unit;
  Vocabulary Words = tuskVocabulary();
  Lexicon Lex{Words};

  /// What the only call in function \p Name means.
  std::optional<CallMeaning> callIn(const std::string &Name);
};

} // namespace ormlint::vocabulary

#endif // ORMLINT_TEST_VOCABULARY_TUSKS_H
