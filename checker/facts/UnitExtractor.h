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

Unit extractFacts(clang::ASTContext &Context, vocabulary::Lexicon &Lexicon);

} // namespace ormlint::facts

#endif // ORMLINT_FACTS_UNITEXTRACTOR_H
