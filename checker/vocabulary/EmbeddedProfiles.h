//===--- EmbeddedProfiles.h - The texts built into the binary ---*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_VOCABULARY_EMBEDDEDPROFILES_H
#define ORMLINT_VOCABULARY_EMBEDDEDPROFILES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace ormlint::vocabulary {

/// A file of checker/profiles, cut into pieces (EmbedProfiles.cmake says why).
struct EmbeddedProfile {
  llvm::StringLiteral Name; ///< `runtime-orm.yaml`.
  llvm::ArrayRef<llvm::StringLiteral> Pieces;
};

/// Defined in a source that the build writes.
llvm::ArrayRef<EmbeddedProfile> embeddedProfiles();

} // namespace ormlint::vocabulary

#endif // ORMLINT_VOCABULARY_EMBEDDEDPROFILES_H
