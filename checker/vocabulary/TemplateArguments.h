//===--- TemplateArguments.h - What a specialization was given --*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads the template arguments that a profile points at by number. Packs count
// as their elements, so `ForeignKey<Department, set_null>` has an argument 1
// however the template spells its parameters.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_VOCABULARY_TEMPLATEARGUMENTS_H
#define ORMLINT_VOCABULARY_TEMPLATEARGUMENTS_H

#include "clang/AST/TemplateBase.h"
#include "llvm/ADT/SmallVector.h"
#include <optional>
#include <string>

namespace clang {
class CXXRecordDecl;
class Decl;
} // namespace clang

namespace ormlint::vocabulary {

using TemplateArguments = llvm::SmallVector<clang::TemplateArgument, 4>;

/// The arguments of a class or function template's specialization; none for
/// anything else.
TemplateArguments templateArguments(const clang::Decl *Specialization);

/// The class that argument \p Index is, as its canonical declaration, or null.
const clang::CXXRecordDecl *recordArgument(const TemplateArguments &Arguments,
                                           std::optional<unsigned> Index);

/// The name that argument \p Index holds: the characters of an object that
/// wraps an array of them (`"courses"` given to a fixed string class), or the
/// name of the member that a pointer to member points at. Empty if neither.
std::string nameArgument(const TemplateArguments &Arguments,
                         std::optional<unsigned> Index);

} // namespace ormlint::vocabulary

#endif // ORMLINT_VOCABULARY_TEMPLATEARGUMENTS_H
