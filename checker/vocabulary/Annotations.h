//===--- Annotations.h - What users say in their own code -------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `[[clang::annotate("orm:to-one")]]`: the words of a profile, written at the
// declaration they are about. A class or a data member is given a role, a
// function an effect.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_VOCABULARY_ANNOTATIONS_H
#define ORMLINT_VOCABULARY_ANNOTATIONS_H

#include "vocabulary/Vocabulary.h"

namespace clang {
class ASTContext;
class Decl;
class IdentifierTable;
} // namespace clang

namespace ormlint::vocabulary {

/// Whether a unit may have annotations at all. Microseconds.
bool mayAnnotate(const clang::IdentifierTable &Identifiers);

/// The role that \p Declared is annotated with. A specialization has that of
/// its template.
std::optional<TypeRole> annotatedRole(const clang::Decl *Declared);

/// The effect that \p Declared is annotated with.
std::optional<Effect> annotatedEffect(const clang::Decl *Declared);

/// The paths of relations that \p Declared is annotated to load.
std::vector<std::string> annotatedLoads(const clang::Decl *Declared);

/// What calls and types come from that no profile names.
const Profile &annotationProfile();

/// The annotations of the unit that begin with `orm:` and say nothing, a line
/// `file:line:column: what is wrong; what was expected` each.
std::vector<std::string> annotationMistakes(clang::ASTContext &Unit,
                                            const Vocabulary &Words);

} // namespace ormlint::vocabulary

#endif // ORMLINT_VOCABULARY_ANNOTATIONS_H
