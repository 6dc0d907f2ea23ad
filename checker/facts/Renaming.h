//===--- Renaming.h - Values of variables at each point ---------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// SSA construction on the fly, after Braun, Buchwald, Hack, Leissa, Mallach,
// Zwinkau: "Simple and Efficient Construction of Static Single Assignment Form"
// (CC 2013). Blocks are filled in reverse post-order; where a loop's back edge
// is not known yet, the merge is completed once the latch is filled.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_FACTS_RENAMING_H
#define ORMLINT_FACTS_RENAMING_H

#include "facts/Conditions.h"
#include "facts/ControlFlow.h"
#include "facts/Facts.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

namespace clang {
class CFGBlock;
class Decl;
} // namespace clang

namespace ormlint::facts {

class Renaming {
public:
  Renaming(const ControlFlow &Flow, std::vector<Value> &Values,
           Conditions &Holding)
      : Flow(Flow), Values(Values), Holding(Holding) {}

  /// A variable is named by its declaration, the object of a method by that of
  /// the method.
  void write(const clang::Decl *Variable, const clang::CFGBlock *Block,
             ValueId Value);
  /// The value of \p Variable at the end of what has been filled of \p Block;
  /// None if it has none.
  ValueId read(const clang::Decl *Variable, const clang::CFGBlock *Block);
  /// To be called once all statements of \p Block were visited.
  void filled(const clang::CFGBlock *Block);

  /// The loop at whose header \p Value stands, if it is a merge.
  LoopId loopOfMerge(ValueId Value) const {
    return Values[Value].Kind == ValueKind::Merge ? Values[Value].Loop : None;
  }

  /// What \p Value is once merges of one single value are that value. Valid
  /// after all blocks were filled and `simplify` was called.
  ValueId resolved(ValueId Value) const;
  /// Finds the merges that merge nothing.
  void simplify();

private:
  ValueId readFromPredecessors(const clang::Decl *Variable,
                               const clang::CFGBlock *Block);
  bool sealed(const clang::CFGBlock *Block) const;
  ValueId newMerge(const clang::CFGBlock *Block);
  void addOperand(ValueId Merge, ValueId Operand, const clang::CFGBlock *From,
                  const clang::CFGBlock *To);

  using Key = std::pair<const clang::Decl *, const clang::CFGBlock *>;

  const ControlFlow &Flow;
  std::vector<Value> &Values;
  Conditions &Holding;
  llvm::DenseMap<Key, ValueId> Definitions;
  llvm::DenseMap<const clang::CFGBlock *,
                 std::vector<std::pair<const clang::Decl *, ValueId>>>
      Incomplete;
  llvm::DenseSet<const clang::CFGBlock *> Filled;
  llvm::DenseMap<ValueId, ValueId> Replaced;
};

} // namespace ormlint::facts

#endif // ORMLINT_FACTS_RENAMING_H
