//===--- WalkOutside.cpp - Values that other functions decide on ----------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Walk.h"
#include <algorithm>

using namespace ormlint::facts;

namespace ormlint::analysis {

std::vector<std::uint32_t> Propagation::Walk::callees(const Demand &D,
                                                      ValueRef At,
                                                      const Call &Made,
                                                      CallId Id) const {
  auto All = Graph.callees(At.Function, Made, Id);
  if (Made.Through == None || All.size() < 2)
    return All;
  // Of all that callers bring, what these bring.
  Candidates Brought = Graph.Called->candidates(At.Function, Made.Through);
  std::uint32_t Callee = At.Function;
  for (auto Up = D.Stack.rbegin();
       Up != D.Stack.rend() && !Brought.Unknown && Brought.Functions.empty() &&
       Brought.Params.size() == 1;
       ++Up) {
    const auto [Param, Parts] = Brought.Params.front();
    const Call &Entered = Graph.Unit.Functions[Up->Caller].Calls[Up->Call];
    const ValueId Given =
        argumentOf(Entered, Graph.Unit.Functions[Callee], Param);
    if (Given == None)
      return All;
    Brought = Graph.Called->candidates(Up->Caller, Given, Parts);
    Callee = Up->Caller;
  }
  if (!Brought.Unknown && Brought.Params.empty() &&
      Brought.Functions.size() == 1)
    return Brought.Functions;
  return All;
}

/// Whether \p Stored is what the variable \p Field holds, and more.
static bool adds(const Function &F, ValueId Stored, FieldId Field) {
  const Value &V = F.Values[Stored];
  return V.Kind == ValueKind::Collected &&
         F.Values[V.Base].Kind == ValueKind::Part &&
         F.Values[V.Base].Base == None && F.Values[V.Base].Field == Field;
}

Propagation::Walk::Arrivals Propagation::Walk::stored(Demand D, ValueRef At) {
  const Value &V = function(At).Values[At.Value];
  const auto Found = Graph.Stores.find(V.Field);
  if (Found == Graph.Stores.end())
    return unknown(std::move(D), "kept in a variable that nobody sets", V.At);
  // Which of several is the last one, nobody knows.
  const auto &Stores = Found->second;
  if (std::count_if(Stores.begin(), Stores.end(), [&](const ValueRef &Store) {
        return !adds(function(Store), Store.Value, V.Field);
      }) > 1)
    return unknown(std::move(D),
                   "kept in a variable that is set in many places", V.At);
  const Passage Here{ValueRef{~0u, V.Field}, D.Path.size()};
  if (!mayFork())
    return giveUp(std::move(D), "too many values come together", V.At);
  if (!open(Here))
    return {};
  const Level In(*this);
  const std::uint32_t Asking = D.Chain.back();
  leaveLoops(D, Graph.Unit.Functions[Asking], Asking, None);
  // It may have been set long ago, and is not read anew.
  D.UpTo = true;
  D.Stack.clear();
  D.Holding.clear();
  D.Bounds.clear();
  D.Made = D.Loop = None;
  D.EveryTurn = true;
  D.ByParam = false;
  D.ChainEnd.reset();
  for (Demand::Eager &Load : D.Loads)
    Load.InChain = false;
  Arrivals All;
  for (const ValueRef &Store : Stores) {
    Demand Next = D;
    Next.Chain.push_back(Store.Function);
    Arrivals More = carry(std::move(Next), Store);
    std::move(More.begin(), More.end(), std::back_inserter(All));
  }
  Open.erase(Here);
  return All;
}

bool Propagation::Walk::turnOfCaller(Demand &D, const Function &F,
                                     const Value &V) {
  if (V.Details->In.Params == 0 || D.Absorb || D.Stack.size() != 1)
    return false;
  const Frame Top = D.Stack.back();
  const Function &Caller = Graph.Unit.Functions[Top.Caller];
  const Call &Made = Caller.Calls[Top.Call];
  Value Row = V;
  for (std::uint32_t Param = 0; Param < F.Params && Param < 64; ++Param)
    if (const std::uint32_t I = argumentIndex(Made, F, Param);
        V.Details->In.Params >> Param & 1 && I < Made.Depends.size())
      Row.Loop = std::max(Row.Loop, Made.Depends[I].Varies);
  if (Row.Loop == None || !encloses(Caller, Row.Loop, D.Loop))
    return false;
  D.Stack.pop_back();
  turn(D, Caller, Row, {Top.Caller, None});
  D.Stack.push_back(Top);
  D.UpTo = true;
  return true;
}

} // namespace ormlint::analysis
