//===--- Words.h - The words of profiles and annotations --------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_VOCABULARY_WORDS_H
#define ORMLINT_VOCABULARY_WORDS_H

#include "vocabulary/Profile.h"

namespace ormlint::vocabulary {

std::optional<TypeRole> readRole(llvm::StringRef Word);
std::optional<Effect> readEffect(llvm::StringRef Word);

/// All of them, in the order of the documentation.
std::vector<llvm::StringRef> roleNames();
std::vector<llvm::StringRef> effectNames();

/// "one of a, b"
std::string oneOf(llvm::ArrayRef<llvm::StringRef> Names);

/// " (did you mean 'x'?)", or nothing where no valid name is near.
std::string didYouMean(llvm::StringRef Wrong,
                       llvm::ArrayRef<llvm::StringRef> Names);

} // namespace ormlint::vocabulary

#endif // ORMLINT_VOCABULARY_WORDS_H
