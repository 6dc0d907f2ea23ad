//===--- Forwards.cpp - What becomes of values ----------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Forwards.h"
#include "analysis/Propagation.h"
#include "analysis/Summaries.h"
#include <algorithm>

using namespace ormlint::facts;

namespace ormlint::analysis {

void Forwards::prepare() {
  Known.resize(Facts.Functions.size());
  Callers.resize(Facts.Functions.size());
  for (std::uint32_t F = 0; F < Facts.Functions.size(); ++F)
    for (CallId C = 1; C < Facts.Functions[F].Calls.size(); ++C)
      for (std::uint32_t Callee :
           Graph.callees(F, Facts.Functions[F].Calls[C], C))
        Callers[Callee].push_back({F, C});
  for (const Arrival &A : All.Unknown)
    // Functions it came through on its way there deal with other rows, too.
    Undecided.insert(A.What.Chain.back());
}

Forwards::Uses::Uses(const Function &F)
    : Of(F.Values.size()), Arguments(F.Values.size()), Hidden(F.Values.size()),
      Leaves(F.Values.size()) {
  for (ValueId I = 1; I < F.Values.size(); ++I) {
    const Value &V = F.Values[I];
    if (V.Base != None)
      Of[V.Base].push_back(I);
    for (ValueId Operand : V.Operands)
      if (Operand != None)
        Of[Operand].push_back(I);
    if (V.Kind == ValueKind::Param)
      Params.push_back(I);
    if (V.Kind == ValueKind::Result || V.Kind == ValueKind::After)
      Back[V.Call].push_back(I);
    // The rows of an object's own query go where its parents go.
    for (const EagerLoad &Load : V.Details->Loads)
      if (Load.Query != None)
        Hidden[Load.Query] = true;
  }
  for (CallId C = 1; C < F.Calls.size(); ++C)
    for (std::uint32_t I = 0; I < F.Calls[C].Arguments.size(); ++I)
      if (const ValueId Given = F.Calls[C].Arguments[I])
        Arguments[Given].emplace_back(C, I);
  for (ValueId Escape : F.Escapes)
    Hidden[Escape] = true;
  for (ValueId Value : F.Returns)
    Leaves[Value] = true;
  // Left behind in a variable of the caller's.
  for (ValueId Value : F.Exits)
    if (F.Values[Value].Kind != ValueKind::Param)
      Leaves[Value] = true;
}

const Forwards::Uses &Forwards::usesIn(std::uint32_t Id) {
  std::unique_ptr<const Uses> &Result = Known[Id];
  if (!Result)
    Result = std::make_unique<const Uses>(Facts.Functions[Id]);
  return *Result;
}

/// The values that are made of \p At. \returns false if it gets out of sight.
bool Forwards::step(ValueRef At, std::vector<ValueRef> &Work) {
  Graph.step();
  const Function &F = Facts.Functions[At.Function];
  const Uses &In = usesIn(At.Function);
  if (F.Hides || In.Hidden[At.Value] || Undecided.count(At.Function))
    return false;
  for (ValueId Next : In.Of[At.Value])
    Work.push_back({At.Function, Next});
  for (const auto &[Id, Index] : In.Arguments[At.Value]) {
    const Call &Made = F.Calls[Id];
    if ((NoObjects && Made.Through != None) ||
        !Graph.calleesKnown(At.Function, Made, Id))
      return false;
    for (std::uint32_t Callee : Graph.callees(At.Function, Made, Id)) {
      const Function &To = Facts.Functions[Callee];
      if (Undecided.count(Callee))
        return false;
      for (ValueId I : usesIn(Callee).Params)
        if (argumentIndex(Made, To, To.Values[I].Index) == Index)
          Work.push_back({Callee, I});
    }
  }
  if (!In.Leaves[At.Value])
    return true;
  const bool Returned = std::find(F.Returns.begin(), F.Returns.end(),
                                  At.Value) != F.Returns.end();
  auto Left = [&](std::uint32_t Param) {
    return Param < F.Exits.size() && F.Exits[Param] == At.Value &&
           F.Values[At.Value].Kind != ValueKind::Param;
  };
  // Where nobody is seen to call it, its address is kept somewhere.
  if (!F.Internal || Callers[At.Function].empty())
    return false;
  for (const Frame &From : Callers[At.Function]) {
    const Function &Caller = Facts.Functions[From.Caller];
    const std::uint32_t First =
        argumentIndex(Caller.Calls[From.Call], F, /*Param=*/0);
    const Uses &There = usesIn(From.Caller);
    const auto Back = There.Back.find(From.Call);
    if (Back == There.Back.end())
      continue;
    for (ValueId I : Back->second) {
      const Value &V = Caller.Values[I];
      if ((V.Kind == ValueKind::Result ? Returned
           : V.Kind == ValueKind::After
               ? V.Index >= First && Left(V.Index - First)
               : false))
        Work.push_back({From.Caller, I});
    }
  }
  return true;
}

bool Forwards::inSight(ValueRef From, bool Without) {
  if (Known.empty())
    prepare();
  NoObjects = Without;
  constexpr std::size_t MaxValues = 10000;
  std::set<ValueRef> Seen;
  std::vector<ValueRef> Work{From};
  while (!Work.empty()) {
    const ValueRef At = Work.back();
    Work.pop_back();
    if (Seen.insert(At).second && (Seen.size() > MaxValues || !step(At, Work)))
      return false;
  }
  return true;
}

} // namespace ormlint::analysis
