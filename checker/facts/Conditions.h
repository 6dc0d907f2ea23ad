//===--- Conditions.h - What holds where ------------------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two branches on one condition go the same way, if nothing that the condition
// reads changes in the function. Which answers such conditions have at a block
// and on an edge is what is found here; what follows from it is not.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_FACTS_CONDITIONS_H
#define ORMLINT_FACTS_CONDITIONS_H

#include "facts/ControlFlow.h"
#include "facts/Facts.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/FoldingSet.h"
#include <map>
#include <optional>

namespace clang {
class ASTContext;
class Decl;
class Expr;
class FunctionDecl;
} // namespace clang

namespace ormlint::facts {

class Conditions {
public:
  Conditions(const clang::ASTContext &Context,
             const clang::FunctionDecl &Function, const ControlFlow &Flow,
             std::vector<std::vector<Guard>> &Lists)
      : Context(Context), Function(Function), Flow(Flow), Lists(Lists) {}

  /// What holds in \p Block.
  GuardsId at(const clang::CFGBlock *Block);
  /// What holds on the way from \p From to its successor \p To.
  GuardsId on(const clang::CFGBlock *From, const clang::CFGBlock *To);
  /// \p Before, and that \p Condition has the answer \p Holds.
  GuardsId with(GuardsId Before, const clang::Expr *Condition, bool Holds);

private:
  std::optional<Guard> guard(const clang::Expr *Condition, bool Holds);
  bool stable(const clang::Expr *E, unsigned Depth);
  void findChanges();
  GuardsId intern(std::vector<Guard> List);

  const clang::ASTContext &Context;
  const clang::FunctionDecl &Function;
  const ControlFlow &Flow;
  std::vector<std::vector<Guard>> &Lists;
  std::map<std::vector<Guard>, GuardsId> Known{{{}, None}};
  llvm::DenseMap<const clang::CFGBlock *, GuardsId> Blocks;
  std::map<llvm::FoldingSetNodeID, std::uint32_t> Numbers;
  /// Variables and fields that change.
  llvm::DenseSet<const clang::Decl *> Changed;
  bool Searched = false;
};

} // namespace ormlint::facts

#endif // ORMLINT_FACTS_CONDITIONS_H
