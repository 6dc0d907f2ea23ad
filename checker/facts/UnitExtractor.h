//===--- UnitExtractor.h - The facts of a translation unit ------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Chooses the functions whose facts are worth having: those of the file at hand
// that touch a query or a row, and those elsewhere that are handed one.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_FACTS_UNITEXTRACTOR_H
#define ORMLINT_FACTS_UNITEXTRACTOR_H

#include "facts/Facts.h"
#include "vocabulary/Vocabulary.h"

namespace clang {
class ASTContext;
} // namespace clang

namespace ormlint::facts {

/// Which functions are looked at.
enum class Choice : std::uint8_t {
  /// Those that matter in this translation unit.
  Relevant,
  /// Those that may matter once other units are linked to it: what a function
  /// does that is defined elsewhere is not known yet.
  Program,
  /// Every function with a body, those of system headers included: to try the
  /// checks on code that they have no business with.
  All,
};

Unit extractFacts(clang::ASTContext &Context, vocabulary::Lexicon &Lexicon,
                  Choice Functions = Choice::Relevant);

} // namespace ormlint::facts

#endif // ORMLINT_FACTS_UNITEXTRACTOR_H
