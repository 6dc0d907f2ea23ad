//===--- Identifiers.h - Looking without adding -----------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_VOCABULARY_IDENTIFIERS_H
#define ORMLINT_VOCABULARY_IDENTIFIERS_H

#include "llvm/ADT/StringRef.h"

namespace clang {
class IdentifierInfo;
class IdentifierTable;
} // namespace clang

namespace ormlint::vocabulary {

/// The identifier \p Name if the translation unit has seen it, in its own text
/// or in a precompiled part; null otherwise. Never adds it to the table, as
/// IdentifierTable::get would.
const clang::IdentifierInfo *
findIdentifier(const clang::IdentifierTable &Identifiers, llvm::StringRef Name);

} // namespace ormlint::vocabulary

#endif // ORMLINT_VOCABULARY_IDENTIFIERS_H
