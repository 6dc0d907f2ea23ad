//===--- Renaming.cpp - Values of variables at each point -----------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/Renaming.h"
#include "clang/AST/Decl.h"
#include "clang/Analysis/CFG.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace ormlint::facts {

void Renaming::write(const Decl *Variable, const CFGBlock *Block,
                     ValueId Value) {
  Definitions[{Variable, Block}] = Value;
}

ValueId Renaming::read(const Decl *Variable, const CFGBlock *Block) {
  auto Known = Definitions.find({Variable, Block});
  if (Known != Definitions.end())
    return Known->second;
  return readFromPredecessors(Variable, Block);
}

bool Renaming::sealed(const CFGBlock *Block) const {
  return llvm::all_of(Flow.predecessors(Block),
                      [&](const CFGBlock *P) { return Filled.contains(P); });
}

ValueId Renaming::newMerge(const CFGBlock *Block) {
  Value Merge;
  Merge.Kind = ValueKind::Merge;
  Merge.Loop = Flow.headedBy(Block);
  Values.push_back(std::move(Merge));
  return static_cast<ValueId>(Values.size() - 1);
}

void Renaming::addOperand(ValueId Merge, ValueId Operand, const CFGBlock *From,
                          const CFGBlock *To) {
  Values[Merge].Operands.push_back(Operand);
  Values[Merge].Ways.push_back(Holding.on(From, To));
}

ValueId Renaming::readFromPredecessors(const Decl *Variable,
                                       const CFGBlock *Block) {
  const auto Predecessors = Flow.predecessors(Block);
  if (Predecessors.empty())
    return None;
  if (Predecessors.size() == 1 && Filled.contains(Predecessors.front())) {
    ValueId Result = read(Variable, Predecessors.front());
    Definitions[{Variable, Block}] = Result;
    return Result;
  }
  // The merge is the definition before its operands are read: a loop ends
  // there.
  const ValueId Merge = newMerge(Block);
  Definitions[{Variable, Block}] = Merge;
  for (const CFGBlock *Predecessor : Predecessors)
    if (Filled.contains(Predecessor)) {
      ValueId Operand = read(Variable, Predecessor);
      addOperand(Merge, Operand, Predecessor, Block);
    }
  if (!sealed(Block))
    Incomplete[Block].emplace_back(Variable, Merge);
  return Merge;
}

void Renaming::filled(const CFGBlock *Block) {
  Filled.insert(Block);
  for (const CFGBlock *Successor : Flow.successors(Block)) {
    if (!Flow.reachable(Successor))
      continue;
    auto Waiting = Incomplete.find(Successor);
    if (Waiting == Incomplete.end())
      continue;
    // Reading may add to `Incomplete`, so take this block's list out first.
    auto Merges = Waiting->second;
    for (auto [Variable, Merge] : Merges) {
      ValueId Operand = read(Variable, Block);
      addOperand(Merge, Operand, Block, Successor);
    }
    if (sealed(Successor))
      Incomplete.erase(Successor);
  }
}

ValueId Renaming::resolved(ValueId Value) const {
  for (auto Next = Replaced.find(Value); Next != Replaced.end();
       Next = Replaced.find(Value))
    Value = Next->second;
  return Value;
}

void Renaming::simplify() {
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (ValueId Id = 1; Id < Values.size(); ++Id) {
      if (Values[Id].Kind != ValueKind::Merge || Replaced.count(Id))
        continue;
      ValueId Only = Id;
      bool Several = false;
      for (ValueId Operand : Values[Id].Operands) {
        Operand = resolved(Operand);
        if (Operand == Id || Operand == Only)
          continue;
        Several |= Only != Id;
        Only = Operand;
      }
      if (!Several && Only != Id) {
        Replaced[Id] = Only;
        Changed = true;
      }
    }
  }
}

} // namespace ormlint::facts
