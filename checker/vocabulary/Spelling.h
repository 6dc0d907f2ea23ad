//===--- Spelling.h - How profiles write C++ names --------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The one spelling of each name that both sides use: the profile reader, which
// takes what a person wrote, and the lexicon, which takes a declaration.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_VOCABULARY_SPELLING_H
#define ORMLINT_VOCABULARY_SPELLING_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>

namespace ormlint::vocabulary {

/// Whether \p Name is identifiers joined by `::`.
bool isQualifiedName(llvm::StringRef Name);

/// The identifiers of a qualified name, outermost first.
llvm::SmallVector<llvm::StringRef, 4> nameParts(llvm::StringRef Name);

/// The one spelling of a method's name: an identifier; `operator->`, without a
/// space; `operator bool`, with one. Nullopt: not the name of a method.
std::optional<std::string> methodName(llvm::StringRef Written);

} // namespace ormlint::vocabulary

#endif // ORMLINT_VOCABULARY_SPELLING_H
