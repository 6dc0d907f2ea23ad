//===--- ControlFlow.h - Dominators and loops of a function -----*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the facts need to know of a clang CFG: an order in which to visit the
// blocks, the tree of natural loops, and whether a block runs on each turn of
// its loop.
//
// An exception may leave a `try` block at any call. The graph of a function
// that has one is to be built with edges for exceptions; outside of `try`
// blocks they are left out again here.
//
// Not handled: loops that a `goto` enters in the middle have no header and are
// taken for straight code.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_FACTS_CONTROLFLOW_H
#define ORMLINT_FACTS_CONTROLFLOW_H

#include "facts/Facts.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/SmallVector.h"
#include <vector>

namespace clang {
class CFG;
class CFGBlock;
class Stmt;
} // namespace clang

namespace ormlint::facts {

class ControlFlow {
public:
  explicit ControlFlow(const clang::CFG &Graph);

  struct NaturalLoop {
    const clang::CFGBlock *Header = nullptr;
    LoopId Parent = None;
    bool EveryTurn = true;
    bool EarlyExit = false;
    llvm::SmallVector<const clang::CFGBlock *, 2> Latches;

    /// The statement that it is; null where there is none.
    const clang::Stmt *written() const;
  };

  /// The blocks that can be reached, each after its dominators.
  const std::vector<const clang::CFGBlock *> &order() const { return Order; }
  bool reachable(const clang::CFGBlock *Block) const;
  const clang::CFGBlock *exit() const;
  /// Reachable predecessors.
  llvm::SmallVector<const clang::CFGBlock *, 4>
  predecessors(const clang::CFGBlock *Block, bool Throwing = true) const;
  llvm::SmallVector<const clang::CFGBlock *, 4>
  successors(const clang::CFGBlock *Block) const;
  /// The last block that is always passed before \p Block; null at the entry.
  const clang::CFGBlock *dominator(const clang::CFGBlock *Block) const;

  /// Loops by `LoopId`; the first entry is unused.
  const std::vector<NaturalLoop> &loops() const { return Loops; }
  /// The innermost loop around \p Block.
  LoopId loopOf(const clang::CFGBlock *Block) const;
  /// The loop \p Block is the header of.
  LoopId headedBy(const clang::CFGBlock *Block) const;
  /// Whether \p Outer is \p Inner or one of the loops around it.
  bool encloses(LoopId Outer, LoopId Inner) const;
  unsigned depth(LoopId Loop) const;

  /// Whether \p Block runs on each turn of its innermost loop, or, outside all
  /// loops, on each call of the function.
  bool everyTurn(const clang::CFGBlock *Block) const;

private:
  std::vector<const clang::CFGBlock *> dominators(bool Throwing) const;
  bool dominates(const std::vector<const clang::CFGBlock *> &By,
                 const clang::CFGBlock *A, const clang::CFGBlock *B) const;
  bool everyTurnOf(const clang::CFGBlock *Block, LoopId Loop) const;
  void findLoops();
  bool leaves(const clang::CFGBlock *From, const clang::CFGBlock *To) const;

  const clang::CFG &Graph;
  std::vector<const clang::CFGBlock *> Order;
  // By block id; -1 / null where the block cannot be reached.
  std::vector<int> Number;
  std::vector<const clang::CFGBlock *> Dominator, Always;
  std::vector<LoopId> InnermostLoop;
  /// The blocks that exceptions are caught in.
  llvm::SmallPtrSet<const clang::CFGBlock *, 4> Handlers;
  std::vector<NaturalLoop> Loops;
};

} // namespace ormlint::facts

#endif // ORMLINT_FACTS_CONTROLFLOW_H
