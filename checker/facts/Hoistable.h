//===--- Hoistable.h - Queries that a loop need not repeat ------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Declarations in the body of a loop that would mean the same in front of it:
// what they are made of nothing changes, and nothing in the loop writes or is
// out of sight. A list of what is fine; all else is not.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_FACTS_HOISTABLE_H
#define ORMLINT_FACTS_HOISTABLE_H

#include "facts/Portable.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/SmallVector.h"

namespace clang {
class CallExpr;
class CompoundStmt;
class DeclStmt;
} // namespace clang

namespace ormlint::facts {

struct UnitBuilder;

/// The declarations of one function. Costs nothing until it is asked.
class Hoistable {
public:
  Hoistable(UnitBuilder &Unit, const clang::FunctionDecl &Function,
            Portable &Elsewhere)
      : Unit(Unit), Function(Function), Elsewhere(Elsewhere) {}

  /// A declaration and the outermost loop around it.
  struct Declaration {
    const clang::DeclStmt *Written = nullptr;
    const clang::Stmt *Loop = nullptr;
  };
  /// The one that \p Call is part of, if it can stand before the loop.
  Declaration around(const clang::CallExpr &Call);

private:
  using Visited = llvm::SmallPtrSet<const clang::FunctionDecl *, 8>;

  void collect(const clang::CompoundStmt &Block);
  void collect(const clang::Stmt &Body, const clang::Stmt &Loop);
  void add(const clang::DeclStmt &Written, const clang::Stmt &Loop);
  bool isStill(const clang::Expr *E, const clang::Stmt &Loop);
  bool isDatabase(const clang::Expr *E, const clang::Stmt &Loop) const;
  bool isBefore(clang::SourceLocation A, clang::SourceLocation B) const;
  bool isSoleName(const clang::VarDecl &Variable) const;
  bool onlyReads(const clang::Stmt *Part, Visited &Seen, unsigned Depth = 0);
  bool onlyReads(const clang::FunctionDecl &Callee, Visited &Seen,
                 unsigned Depth);

  UnitBuilder &Unit;
  const clang::FunctionDecl &Function;
  Portable &Elsewhere;
  bool Collected = false;
  llvm::DenseMap<const clang::CallExpr *, Declaration> Found;
};

} // namespace ormlint::facts

#endif // ORMLINT_FACTS_HOISTABLE_H
