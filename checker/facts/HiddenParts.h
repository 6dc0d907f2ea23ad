//===--- HiddenParts.h - What the control flow does not show ----*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_FACTS_HIDDENPARTS_H
#define ORMLINT_FACTS_HIDDENPARTS_H

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/SmallVector.h"

namespace clang {
class CXXForRangeStmt;
class Expr;
class LambdaExpr;
class Stmt;
class VarDecl;
} // namespace clang

namespace ormlint::facts {

struct HiddenParts {
  /// Variables that change where no assignment is seen: a lambda does it whose
  /// calls are not seen.
  llvm::SmallPtrSet<const clang::VarDecl *, 4> Variables;
  /// Pointers that are moved, so that they point into an array, and containers
  /// that elements are taken out of.
  llvm::SmallPtrSet<const clang::VarDecl *, 4> Advanced;
  /// What a call of a lambda may change of what it holds by reference.
  llvm::DenseMap<const clang::LambdaExpr *,
                 llvm::SmallVector<const clang::VarDecl *, 2>>
      Changes;
  /// Variables whose address is taken: they may be assigned through it.
  llvm::SmallSetVector<const clang::VarDecl *, 4> AddressTaken;
  /// Pointers that are assigned after their declaration.
  llvm::SmallPtrSet<const clang::VarDecl *, 4> Reseated;
  /// Loops over ranges, by the variable that is the position in it.
  llvm::DenseMap<const clang::VarDecl *, const clang::CXXForRangeStmt *> Ranges;
  /// Containers, by an element of them that is refined: it cannot be said
  /// which.
  llvm::DenseMap<const clang::VarDecl *, const clang::Expr *> Scattered;
  /// Expressions that are never evaluated, although they stand among those that
  /// are.
  llvm::SmallPtrSet<const clang::Stmt *, 8> Unevaluated;
};

HiddenParts hiddenPartsOf(const clang::Stmt &Body);

} // namespace ormlint::facts

#endif // ORMLINT_FACTS_HIDDENPARTS_H
