//===--- ControlFlow.cpp - Dominators and loops of a function -------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/ControlFlow.h"
#include "clang/Analysis/CFG.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>

using namespace clang;

namespace ormlint::facts {

ControlFlow::ControlFlow(const CFG &Graph) : Graph(Graph) {
  const unsigned Count = Graph.getNumBlockIDs();
  Number.assign(Count, -1);
  Dominator.assign(Count, nullptr);
  InnermostLoop.assign(Count, None);
  Loops.emplace_back();

  // Reverse post-order by an explicit stack: a generated function can be deep.
  for (const CFGBlock *Block : Graph.try_blocks())
    Handlers.insert(Block);
  struct Visit {
    const CFGBlock *Block;
    llvm::SmallVector<const CFGBlock *, 4> Next;
  };
  std::vector<Visit> Stack;
  std::vector<bool> Seen(Count);
  auto Push = [&](const CFGBlock *Block) {
    Seen[Block->getBlockID()] = true;
    Stack.push_back({Block, successors(Block)});
    std::reverse(Stack.back().Next.begin(), Stack.back().Next.end());
  };
  Push(&Graph.getEntry());
  while (!Stack.empty()) {
    auto &[Block, Next] = Stack.back();
    if (Next.empty()) {
      Order.push_back(Block);
      Stack.pop_back();
      continue;
    }
    const CFGBlock *Successor = Next.pop_back_val();
    if (!Seen[Successor->getBlockID()])
      Push(Successor);
  }
  std::reverse(Order.begin(), Order.end());
  for (auto [I, Block] : llvm::enumerate(Order))
    Number[Block->getBlockID()] = static_cast<int>(I);

  Dominator = dominators(/*Throwing=*/true);
  // That a call may throw makes nothing rarer: so it could without a handler.
  Always = Handlers.empty() ? Dominator : dominators(/*Throwing=*/false);
  findLoops();
}

/// The last block that is always passed before each block; for the entry
/// itself, null where there is none. With or without exceptions.
std::vector<const CFGBlock *> ControlFlow::dominators(bool Throwing) const {
  std::vector<const CFGBlock *> Result(Number.size(), nullptr);
  // Cooper, Harvey, Kennedy: "A Simple, Fast Dominance Algorithm" (2001).
  auto Intersect = [&](const CFGBlock *A, const CFGBlock *B) {
    while (A != B) {
      while (Number[A->getBlockID()] > Number[B->getBlockID()])
        A = Result[A->getBlockID()];
      while (Number[B->getBlockID()] > Number[A->getBlockID()])
        B = Result[B->getBlockID()];
    }
    return A;
  };
  const CFGBlock *Entry = &Graph.getEntry();
  Result[Entry->getBlockID()] = Entry;
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (const CFGBlock *Block : Order) {
      if (Block == Entry)
        continue;
      const CFGBlock *New = nullptr;
      for (const CFGBlock *Predecessor : predecessors(Block, Throwing))
        if (Result[Predecessor->getBlockID()])
          New = New ? Intersect(New, Predecessor) : Predecessor;
      if (Result[Block->getBlockID()] != New) {
        Result[Block->getBlockID()] = New;
        Changed = true;
      }
    }
  }
  return Result;
}

/// Whether the edge is that of an exception nobody here catches.
bool ControlFlow::leaves(const CFGBlock *From, const CFGBlock *To) const {
  // Of a `try` block it is one that none of its handlers takes.
  const Stmt *End = From->getTerminatorStmt();
  return To == &Graph.getExit() &&
         (End ? isa<CXXTryStmt>(End) : From->succ_size() > 1);
}

const CFGBlock *ControlFlow::dominator(const CFGBlock *Block) const {
  const CFGBlock *Result = Dominator[Block->getBlockID()];
  return Result == Block ? nullptr : Result;
}

llvm::SmallVector<const CFGBlock *, 4>
ControlFlow::successors(const CFGBlock *Block) const {
  llvm::SmallVector<const CFGBlock *, 4> Result;
  for (const CFGBlock *Successor : Block->succs())
    if (Successor && !leaves(Block, Successor))
      Result.push_back(Successor);
  return Result;
}

bool ControlFlow::reachable(const CFGBlock *Block) const {
  return Number[Block->getBlockID()] >= 0;
}

const CFGBlock *ControlFlow::exit() const { return &Graph.getExit(); }

llvm::SmallVector<const CFGBlock *, 4>
ControlFlow::predecessors(const CFGBlock *Block, bool Throwing) const {
  llvm::SmallVector<const CFGBlock *, 4> Result;
  if (!Throwing && Handlers.contains(Block))
    return Result;
  for (const CFGBlock *Predecessor : Block->preds())
    if (Predecessor && reachable(Predecessor) && !leaves(Predecessor, Block))
      Result.push_back(Predecessor);
  return Result;
}

bool ControlFlow::dominates(const std::vector<const CFGBlock *> &By,
                            const CFGBlock *A, const CFGBlock *B) const {
  while (B && Number[B->getBlockID()] > Number[A->getBlockID()])
    B = By[B->getBlockID()];
  return A == B;
}

void ControlFlow::findLoops() {
  // Headers in order: an outer loop comes before the loops inside it.
  for (const CFGBlock *Header : Order) {
    NaturalLoop Loop;
    for (const CFGBlock *Predecessor : predecessors(Header))
      if (dominates(Dominator, Header, Predecessor))
        Loop.Latches.push_back(Predecessor);
    if (Loop.Latches.empty())
      continue;
    Loop.Header = Header;
    Loop.Parent = InnermostLoop[Header->getBlockID()];
    const auto Id = static_cast<LoopId>(Loops.size());

    std::vector<bool> Inside(Graph.getNumBlockIDs());
    std::vector<const CFGBlock *> Body{Header};
    Inside[Header->getBlockID()] = true;
    std::vector<const CFGBlock *> Work(Loop.Latches.begin(),
                                       Loop.Latches.end());
    while (!Work.empty()) {
      const CFGBlock *Block = Work.back();
      Work.pop_back();
      if (Inside[Block->getBlockID()])
        continue;
      Inside[Block->getBlockID()] = true;
      Body.push_back(Block);
      for (const CFGBlock *Predecessor : predecessors(Block))
        Work.push_back(Predecessor);
    }
    // A loop is left where its range is exhausted (its header, or for `do` its
    // latch); any other way out cuts it short.
    for (const CFGBlock *Block : Body) {
      InnermostLoop[Block->getBlockID()] = Id;
      if (Block == Header || llvm::is_contained(Loop.Latches, Block) ||
          isa_and_nonnull<DoStmt>(Block->getTerminatorStmt()))
        continue;
      for (const CFGBlock *Successor : successors(Block))
        Loop.EarlyExit |=
            !Inside[Successor->getBlockID()] && !Handlers.contains(Successor);
    }
    Loops.push_back(std::move(Loop));
  }
  for (LoopId Id = 1; Id < Loops.size(); ++Id)
    Loops[Id].EveryTurn = everyTurnOf(Loops[Id].Header, Loops[Id].Parent);
}

LoopId ControlFlow::loopOf(const CFGBlock *Block) const {
  return InnermostLoop[Block->getBlockID()];
}

LoopId ControlFlow::headedBy(const CFGBlock *Block) const {
  const LoopId Loop = loopOf(Block);
  return Loop != None && Loops[Loop].Header == Block ? Loop : None;
}

bool ControlFlow::encloses(LoopId Outer, LoopId Inner) const {
  for (; Inner != None; Inner = Loops[Inner].Parent)
    if (Inner == Outer)
      return true;
  return Outer == None;
}

unsigned ControlFlow::depth(LoopId Loop) const {
  unsigned Result = 0;
  for (; Loop != None; Loop = Loops[Loop].Parent)
    ++Result;
  return Result;
}

bool ControlFlow::everyTurnOf(const CFGBlock *Block, LoopId Loop) const {
  // In a handler exceptions are all there is.
  const auto &By = Always[Block->getBlockID()] ? Always : Dominator;
  if (Loop != None)
    return llvm::all_of(Loops[Loop].Latches, [&](const CFGBlock *Latch) {
      return dominates(By, Block, Latch);
    });
  const CFGBlock *Exit = &Graph.getExit();
  return !reachable(Exit) || dominates(By, Block, Exit);
}

bool ControlFlow::everyTurn(const CFGBlock *Block) const {
  return everyTurnOf(Block, loopOf(Block));
}

const Stmt *ControlFlow::NaturalLoop::written() const {
  if (!Header)
    return nullptr;
  if (const Stmt *Terminator = Header->getTerminatorStmt())
    return Terminator;
  // A `do` begins with its body, and one made of a `goto` has nothing else.
  for (const CFGBlock *Latch : Latches)
    if (const Stmt *Target = Latch->getLoopTarget())
      return Target;
  return Latches.empty() ? nullptr : Latches.front()->getTerminatorStmt();
}

} // namespace ormlint::facts
