//===--- Dependence.h - What arguments depend on ----------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Whether a call in a loop has other arguments on each turn, and whether what
// it returns ends the loop. By variables, whatever their types and the order
// of their assignments: a variable depends on all that is ever put into it.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_FACTS_DEPENDENCE_H
#define ORMLINT_FACTS_DEPENDENCE_H

#include "facts/ControlFlow.h"
#include "facts/Facts.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallVector.h"
#include <optional>

namespace clang {
class ASTContext;
class CFGBlock;
class Expr;
class FunctionDecl;
class QualType;
class Stmt;
class VarDecl;
} // namespace clang

namespace ormlint::facts {

/// The dependences in one function. Costs nothing until it is asked.
class Dependence {
public:
  Dependence(const clang::ASTContext &Context,
             const clang::FunctionDecl &Function, const ControlFlow &Flow)
      : Context(Context), Function(Function), Flow(Flow) {}

  /// What \p Arguments, evaluated in \p Block, depend on.
  Inputs of(llvm::ArrayRef<const clang::Expr *> Arguments,
            const clang::CFGBlock *Block);
  /// Whether a loop around \p Block goes on or not by what \p Call returns.
  bool endsLoop(const clang::Expr &Call, const clang::CFGBlock *Block);
  /// Whether the loop around \p Block counts its turns up to what \p Call
  /// returns.
  bool boundsLoop(const clang::Expr &Call, const clang::CFGBlock *Block) const;

  /// Whether \p Type holds many things. Text is one thing.
  static bool isRange(clang::QualType Type);

  /// Sets what \p Loop is written as.
  void describe(const ControlFlow::NaturalLoop &From, Loop &Out) const;

private:
  struct Changes {
    /// What is put into the variable.
    llvm::SmallVector<const clang::Expr *, 2> Sources;
    /// The loops in which it is changed in another way than by a declaration.
    llvm::SmallVector<LoopId, 2> In;
    bool Outside = false; ///< By code that is not seen.
    bool Window = false;  ///< By more than one step.
  };
  /// A set of loops, as the innermost ones, and the rest of Inputs.
  struct Reach {
    llvm::SmallVector<LoopId, 4> Loops;
    bool Opaque = false, Outside = false, Window = false;
    std::uint64_t Params = 0;
  };
  class Reader;

  void collect();
  void collect(const clang::Stmt &Element, LoopId Loop);
  void change(const clang::Expr *Target, LoopId Loop, const clang::Expr *Source,
              bool Window);
  const Reach &reach(const clang::VarDecl *Variable);
  Reach read(const clang::Expr *E);
  void mentioned(const clang::Expr *Condition,
                 llvm::DenseSet<const clang::Stmt *> &Into) const;
  const llvm::DenseSet<const clang::Stmt *> &deciding(LoopId Loop);

  const clang::ASTContext &Context;
  const clang::FunctionDecl &Function;
  const ControlFlow &Flow;
  bool Collected = false;
  llvm::DenseMap<const clang::VarDecl *, Changes> Variables;
  llvm::DenseMap<const clang::VarDecl *, Reach> Known;
  /// The calls on which each loop's end depends.
  llvm::DenseMap<LoopId, llvm::DenseSet<const clang::Stmt *>> Deciding;
  unsigned Depth = 0;
};

} // namespace ormlint::facts

#endif // ORMLINT_FACTS_DEPENDENCE_H
