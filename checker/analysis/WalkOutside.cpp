//===--- WalkOutside.cpp - Values that other functions decide on ----------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Callers.h"
#include "analysis/Spots.h"
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

Propagation::Walk::Arrivals Propagation::Walk::enter(Demand D, ValueRef At,
                                                     std::uint32_t Callee) {
  const Function &F = function(At);
  const Value &V = F.Values[At.Value];
  const Call &Made = F.Calls[V.Call];
  const Function &To = Graph.Unit.Functions[Callee];
  if (!mayFork())
    return giveUp(std::move(D), "too many values come together", V.At);
  const Level In(*this);
  List<ValueId> Leaving;
  if (V.Kind == ValueKind::Result) {
    Leaving = To.Returns;
    if (D.Stack.empty())
      repeat(D, F, At.Function, V.Made);
    if (To.Coroutine) {
      // Its loop turns with the one that resumes it.
      D.Absorb = D.UnderLoop;
      D.UpTo = true;
    } else if (!D.Parts.empty()) {
      // A part of the object that comes back: nothing is appended to that.
      if (!D.Container && !D.Returned)
        D.Whole = At;
    } else if (Made.ReturnsQuery) {
      if (!D.ChainEnd)
        D.ChainEnd = At;
      if (!D.Returned)
        D.Returned = D.ChainEnd;
    } else if (!D.Container) {
      D.Container = At;
    }
  } else {
    const std::size_t Shift = Made.Through != None && !To.Method ? 1 : 0;
    if (V.Index >= Shift && V.Index - Shift < To.Exits.size())
      Leaving = {To.Exits[V.Index - Shift]};
  }
  D.Holding.clear();
  D.ChainEnd.reset();
  for (Demand::Eager &Load : D.Loads)
    Load.InChain = Load.InChain && D.Returned.has_value();
  // A call that was left again may be entered once more, one that is open not.
  const Frame Entered{At.Function, V.Call};
  const bool Recurs =
      std::find(D.Stack.begin(), D.Stack.end(), Entered) != D.Stack.end();
  D.Stack.push_back(Entered);
  const Passage Here{At, D.Stack.size()};
  const bool First = open(Here, D);
  if (!First && Recurs)
    return {};
  Arrivals All;
  for (ValueId Value : Leaving) {
    Arrivals More = carry(D, {Callee, Value});
    std::move(More.begin(), More.end(), std::back_inserter(All));
  }
  if (First)
    Open.erase(Here);
  if (Leaving.empty())
    return unknown(std::move(D), "'" + Made.Name + "' returns no row", V.At);
  // Several returns that come to one query in one state are one.
  const bool Same = std::all_of(All.begin(), All.end(), [&](const Arrival &A) {
    return A.At == All.front().At && A.Value == All.front().Value &&
           A.What.Served == All.front().What.Served &&
           A.What.LeftOut == All.front().What.LeftOut &&
           A.What.AfterClear == All.front().What.AfterClear;
  });
  if (All.size() > 1 && Same)
    All.resize(1);
  else if (All.size() > 1)
    for (Arrival &A : All)
      A.What.UpTo = true;
  return All;
}

Propagation::Walk::Arrivals Propagation::Walk::stored(Demand D, ValueRef At) {
  const Value &V = function(At).Values[At.Value];
  const auto Found = Graph.Stores.find(V.Field);
  const bool Set = Found != Graph.Stores.end();
  // Which of several is the last one, nobody knows.
  if (!Set || !Graph.setOnce(Found->second, V.Field)) {
    if (!D.Parts.empty())
      if (const auto Put = Graph.settersOf(D.Parts.back()); !Put.empty())
        return storedInMember(std::move(D), Put);
    return unknown(std::move(D),
                   Set ? "kept in a variable that is set in many places"
                       : "kept in a variable that nobody sets",
                   V.At);
  }
  return storedIn(std::move(D), V.Field, Found->second);
}

Propagation::Walk::Arrivals
Propagation::Walk::storedInMember(Demand D,
                                  const std::vector<ValueRef> &Stores) {
  const FieldId Field = D.Parts.back();
  D.Parts.pop_back();
  Arrivals All = storedIn(std::move(D), Field, Stores);
  // What it is handed may be another thing for each object.
  for (Arrival &Here : All)
    if (Here.At == Arrival::Where::Param) {
      const Place At = Graph.Unit.Functions[Here.Value.Function].At;
      Here = std::move(unknown(std::move(Here.What),
                               "kept in an object that is not followed", At)
                           .front());
    }
  return All;
}

Propagation::Walk::Arrivals
Propagation::Walk::storedIn(Demand D, FieldId Field,
                            const std::vector<ValueRef> &Stores) {
  const Passage Here{ValueRef{~0u, Field}, D.Path.size()};
  const Function &Asks = Graph.Unit.Functions[D.Chain.back()];
  if (!mayFork())
    return giveUp(std::move(D), "too many values come together", Asks.At);
  if (!open(Here, D))
    return {};
  const Level In(*this);
  leaveLoops(D, Asks, D.Chain.back(), None);
  // It may have been set long ago, and is not read anew.
  D.UpTo = true;
  D.Stack.clear();
  D.Holding.clear();
  D.Bounds.clear();
  D.Made = D.Loop = None;
  D.ChosenBy = 0;
  D.EveryTurn = true;
  D.ByParam = false;
  // A call that gave what is kept does not stand for it.
  D.ChainEnd.reset();
  D.Returned.reset();
  D.Container.reset();
  D.Filled.reset();
  D.Whole.reset();
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
  Row.Loop = std::max(Row.Loop, given(Made, F, V.Details->In.Params).Varies);
  if (Row.Loop == None || !encloses(Caller, Row.Loop, D.Loop))
    return false;
  D.Stack.pop_back();
  turn(D, Caller, Row, {Top.Caller, None});
  D.Stack.push_back(Top);
  D.UpTo = true;
  return true;
}

void Propagation::Walk::choose(Demand &D, std::uint32_t Caller,
                               const Call &Made, const Function &F,
                               const Function &Callee) const {
  if (D.ChosenBy == 0)
    return;
  const Inputs By = given(Made, Callee, D.ChosenBy);
  const LoopId Loop = By.Varies;
  if (Loop == None || !encloses(F, Loop, D.Loop)) {
    D.ChosenBy = By.Params & ~std::uint64_t{F.Method};
    return;
  }
  leaveLoops(D, F, Caller, Loop);
  Step Here;
  Here.What = Step::Kind::Loop;
  Here.At = F.Loops[Loop].At;
  Here.Turn = D.Turns.size();
  D.Trace.push_back(Here);
  Turn Rows;
  Rows.Function = Caller;
  Rows.Loop = Loop;
  Rows.Beyond = D.BeyondChosen;
  D.Turns.push_back(std::move(Rows));
  D.UnderLoop = D.Identify = D.BeyondChosen == D.Path.size();
  D.Loop = F.Loops[Loop].Parent;
  D.EveryTurn = F.Loops[Loop].EveryTurn;
  D.ChosenBy = 0;
  // Nobody counts which rows it chooses.
  D.UpTo = true;
}

} // namespace ormlint::analysis
