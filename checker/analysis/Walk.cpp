//===--- Walk.cpp - One demand, carried backwards -------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Walk.h"
#include "analysis/Spots.h"
#include "analysis/Trace.h"
#include <algorithm>

using namespace ormlint::facts;

namespace ormlint::analysis {

const Relation &Propagation::Walk::relation(RelationId Id) const {
  return Graph.Unit.Relations[Id];
}

const Function &Propagation::Walk::function(ValueRef At) const {
  return Graph.Unit.Functions[At.Function];
}

Propagation::Walk::Arrivals Propagation::Walk::only(Arrival Here) {
  // Not `{std::move(Here)}`, which copies.
  Arrivals Result;
  Result.push_back(std::move(Here));
  return Result;
}

Propagation::Walk::Arrivals
Propagation::Walk::unknown(Demand &&D, Symbol Reason, Place At) {
  Arrival Result;
  Result.Reason = Reason;
  Result.Place = At;
  Result.What = std::move(D);
  return only(std::move(Result));
}

Propagation::Walk::Arrivals Propagation::Walk::giveUp(Demand &&D, Symbol Reason,
                                                      Place At) {
  Arrivals Result = unknown(std::move(D), Reason, At);
  Result.front().GivenUp = true;
  return Result;
}

void Propagation::Walk::identify(Demand &D, const Value &V, ValueRef At) {
  switch (V.Kind) {
  case ValueKind::Param:
  case ValueKind::After:
  case ValueKind::Iterator:
  case ValueKind::Each:
  case ValueKind::One:
  case ValueKind::Target:
  case ValueKind::Assigned:
    return;
  case ValueKind::Collected:
    // A copy of all rows shares them.
    if (V.Base != None && V.Operands.empty() && V.Always)
      return;
    break;
  default:
    break;
  }
  D.Identify = false;
  std::uint64_t Rows = identity(1, At.Function + 1, At.Value);
  for (const Frame &Call : D.Stack)
    Rows = identity(Rows, Call.Caller, Call.Call);
  D.Identity.push_back(Rows);
  if (D.UnderLoop && !D.Turns.empty())
    D.Turns.back().Rows = Rows;
}

void Propagation::Walk::leaveLoops(Demand &D, const Function &F,
                                   std::uint32_t Id, LoopId Loop) const {
  LoopId At = D.Loop;
  for (; At != None && At != Loop; At = F.Loops[At].Parent) {
    if (D.What != Demand::Kind::Load && D.What != Demand::Kind::Probe &&
        !D.ByParam && encloses(F, At, D.Made)) {
      D.Turns.push_back(openTurn(Id, At));
      D.UpTo |= !D.EveryTurn || F.Loops[At].EarlyExit;
      D.EveryTurn = F.Loops[At].EveryTurn;
    } else {
      // It may run no turn at all.
      D.UpTo = true;
    }
  }
  if (At != Loop)
    D.UpTo = true;
  D.UpTo |= !D.EveryTurn;
}

void Propagation::Walk::repeat(Demand &D, const Function &F, std::uint32_t Id,
                               LoopId Made) {
  if (D.What == Demand::Kind::Load || D.What == Demand::Kind::Probe ||
      D.ByParam)
    return;
  for (LoopId At = D.Loop; At != None && !encloses(F, At, Made);
       At = F.Loops[At].Parent)
    if (encloses(F, At, D.Made))
      repeatBy(D, openTurn(Id, At));
}

void Propagation::Walk::repeatBy(Demand &D, const Turn &Outer) {
  if (std::find(D.Turns.begin(), D.Turns.end(), Outer) == D.Turns.end())
    D.Turns.push_back(Outer);
}

void Propagation::Walk::repeatKept(Arrival &A, const Function &F, ValueRef At,
                                   LoopId Loop) {
  Demand &D = A.What;
  if (A.At != Arrival::Where::Query || A.Value.Function != At.Function ||
      !D.Stack.empty() || D.ByParam || D.What == Demand::Kind::Load ||
      D.What == Demand::Kind::Probe)
    return;
  for (LoopId Inner : {D.Loop, D.Made, F.Values[A.Value.Value].Made})
    if (!encloses(F, Loop, Inner))
      return;
  repeatBy(D, openTurn(At.Function, Loop));
}

Turn Propagation::Walk::openTurn(std::uint32_t Function, LoopId Loop) {
  Turn Result;
  Result.Function = Function;
  Result.Loop = Loop;
  Result.Open = true;
  return Result;
}

bool Propagation::Walk::isMadeIn(const Demand &D, const Value &Query) const {
  if (D.Stack.empty())
    return Query.Always && Query.Made == D.Loop;
  const Frame &Outermost = D.Stack.front();
  const Call &Made =
      Graph.Unit.Functions[Outermost.Caller].Calls[Outermost.Call];
  return Made.EveryTurn && Made.Loop == D.Loop;
}

Propagation::Walk::Arrivals
Propagation::Walk::carry(Demand D, ValueRef At, std::vector<Waiting> *Merges) {
  for (;;) {
    Graph.step();
    const Function &F = function(At);
    if (At.Value == None)
      return end(D, Drop::NoValue);
    const Value &V = F.Values[At.Value];
    if (Graph.Seen)
      D.Way.push_back(
          {At, D.Path.size(), D.Turns.size(), D.Served, D.Servable, D.UpTo});
    if (D.Identify)
      identify(D, V, At);
    // Of rows that are tuples a part is asked for, however they are refined.
    const bool OfTuples =
        V.Kind == ValueKind::Refined ||
        (V.Kind == ValueKind::Query && V.Details->Entity.empty());
    if (!D.Parts.empty() && isRow(V) && !OfTuples)
      return unknown(std::move(D), "kept in an object that is not followed",
                     V.At);
    switch (V.Kind) {
    case ValueKind::Query: {
      Arrival Result;
      Result.At = Arrival::Where::Query;
      Result.Value = At;
      if (!D.ChainEnd)
        D.ChainEnd = At;
      if (D.Stack.empty())
        repeat(D, F, At.Function, V.Made);
      if (!D.Parts.empty())
        D.Identity.push_back(identity(4, D.Parts.back(), At.Value));
      D.Parts.clear();
      // The row itself came with its query.
      if (D.What == Demand::Kind::Load && D.Path.empty())
        return end(D, Drop::CameAlong);
      D.UpTo |= V.IdentityMap && D.Path.empty();
      // A loop over its rows runs it; one row is there before it is looked at.
      D.Perhaps |= !D.EveryTurn && isMadeIn(D, V) && !D.Path.empty() &&
                   (D.Turns.empty() || D.Turns.back().Open ||
                    D.Turns.back().Beyond != D.Path.size());
      // Nobody left it out.
      D.Served |=
          !D.Path.empty() && relation(D.Path.front()).Column && !D.LeftOut;
      Result.What = std::move(D);
      return only(std::move(Result));
    }
    case ValueKind::Param: {
      if (D.Stack.empty()) {
        Arrival Result;
        Result.At = Arrival::Where::Param;
        Result.Value = {At.Function, V.Index};
        leaveLoops(D, F, At.Function, None);
        Result.What = std::move(D);
        return only(std::move(Result));
      }
      const Frame Back = D.Stack.back();
      D.Stack.pop_back();
      const Function &Caller = Graph.Unit.Functions[Back.Caller];
      const Call &Made = Caller.Calls[Back.Call];
      const ValueId Given = argumentOf(Made, F, V.Index);
      if (Given == None)
        return unknown(std::move(D), "an argument that is not followed",
                       Made.At);
      D.Holding = Caller.Guards[Made.When];
      // The call was handed what it holds.
      if (D.Whole && D.Whole->Function == Back.Caller &&
          Caller.Values[D.Whole->Value].Call == Back.Call)
        D.Whole.reset();
      At = {Back.Caller, Given};
      continue;
    }
    case ValueKind::Result:
    case ValueKind::After: {
      const Call &Made = F.Calls[V.Call];
      const auto Callees = callees(D, At, Made, V.Call);
      if (Callees.size() != 1)
        return unknown(std::move(D), "'" + Made.Name + unseen(Made, Callees),
                       V.At);
      if (V.Kind == ValueKind::After &&
          !F.Values[V.Base].Details->Callee.empty() &&
          Graph.Called->keeps(Callees.front(), V.Index, Made))
        return unknown(std::move(D),
                       "'" + Made.Name + "' keeps what changes it", V.At);
      if (D.Stack.size() >= MaxStack)
        return giveUp(std::move(D), "calls are nested too deeply", V.At);
      return enter(std::move(D), At, Callees.front());
    }
    case ValueKind::Merge:
      if (!Merges)
        return split(std::move(D), At);
      Merges->push_back({std::move(D), At});
      return {};
    case ValueKind::Collected:
      if (D.Whole && !D.Container)
        D.Container = D.Whole;
      if (!V.Operands.empty())
        return gather(std::move(D), At);
      if (V.Base == None)
        return end(D, Drop::NoValue);
      D.UpTo |= !V.Always; // Some were taken out.
      D.ChainEnd.reset();
      D.Picked = false;
      At.Value = V.Base;
      continue;
    case ValueKind::Refined:
      if (auto Stopped = refine(D, At))
        return std::move(*Stopped);
      At.Value = V.Base;
      continue;
    case ValueKind::Assigned:
      if (!D.Path.empty() && D.Path.back() == V.Relation)
        return inMemory(std::move(D), V.At);
      At.Value = V.Base;
      continue;
    case ValueKind::Each:
      if (!D.Path.empty())
        switch (
            Graph.Assignments->before(At.Function, At.Value, D.Path.back())) {
        case AssignedRows::Which::All:
          return inMemory(std::move(D), V.At);
        case AssignedRows::Which::Some:
          D.UpTo = true;
          break;
        case AssignedRows::Which::None:
          break;
        }
      if (V.Fetched && !evaluated(F, V))
        fetchEach(D, F, V, At);
      else
        turn(D, F, V, At);
      At.Value = V.Base;
      continue;
    case ValueKind::One:
      if (turnOfCaller(D, F, V)) {
        At.Value = V.Base;
        continue;
      }
      D.ChainEnd.reset();
      if (D.OnEvaluated) {
        // A query that a container holds, and no row of one.
        for (Demand::Eager &Load : D.Loads)
          Load.InChain = false;
        At.Value = V.Base;
        continue;
      }
      D.Singles |= bitOf(D.Path.size());
      D.UnderLoop = D.Narrowed = false;
      D.NarrowedBy.reset();
      D.Picked = !V.Fetched;
      if (D.Stack.empty() && !D.Absorb && !V.Fetched && D.ChosenBy == 0) {
        // Where the object stands when it chooses, no call of it says.
        D.ChosenBy = V.Details->In.Params & ~std::uint64_t{F.Method};
        D.BeyondChosen = D.Path.size();
      }
      At.Value = V.Base;
      continue;
    case ValueKind::Iterator:
    case ValueKind::Target:
      At.Value = V.Base;
      continue;
    case ValueKind::Related:
      // Asked for by its rows, which came with it.
      if (D.What == Demand::Kind::Load && D.Path.empty() &&
          relation(V.Relation).ToMany)
        return end(D, Drop::CameAlong);
      if (!follow(D, At, V))
        return end(D, relation(V.Relation).Attached ? Drop::Attached
                                                    : Drop::WayBack);
      if (D.Path.size() > Graph.MaxPath)
        return giveUp(std::move(D), "the relation path is too long", V.At);
      At.Value = V.Base;
      continue;
    case ValueKind::Lookup:
      return end(D, Drop::Lookup);
    case ValueKind::Part:
      if (V.Base == None)
        return stored(std::move(D), At);
      D.Parts.push_back(V.Field);
      if (D.Parts.size() > MaxParts)
        return giveUp(std::move(D), "objects are nested too deeply", V.At);
      D.ChainEnd.reset();
      for (Demand::Eager &Load : D.Loads)
        Load.InChain = false;
      At.Value = V.Base;
      continue;
    case ValueKind::Object: {
      const auto Found = std::find(V.Fields.begin(), V.Fields.end(),
                                   D.Parts.empty() ? None : D.Parts.back());
      if (Found != V.Fields.end()) {
        D.Parts.pop_back();
        At.Value =
            V.Operands[static_cast<std::size_t>(Found - V.Fields.begin())];
      } else if (V.Base != None) {
        At.Value = V.Base;
      } else if (D.What == Demand::Kind::Probe && !V.Operands.empty()) {
        At.Value = V.Operands.front(); // A loop over objects made of rows.
      } else {
        return unknown(std::move(D), "kept in an object that is not followed",
                       V.At);
      }
      continue;
    }
    case ValueKind::Unknown:
      return unknown(std::move(D),
                     V.Details->Reason.empty() ? "no row of a query"
                                               : V.Details->Reason,
                     V.At);
    }
  }
}

Propagation::Walk::Arrivals Propagation::Walk::inMemory(Demand &&D, Place At) {
  if (D.Path.size() == 1)
    return end(D, Drop::Assigned);
  return unknown(std::move(D), "a relation of a row that was assigned", At);
}

bool Propagation::Walk::isRow(const Value &V) {
  switch (V.Kind) {
  case ValueKind::Query:
  case ValueKind::Refined:
  case ValueKind::Related:
  case ValueKind::Target:
  case ValueKind::Assigned:
  case ValueKind::Lookup:
    return true;
  default:
    return false;
  }
}

} // namespace ormlint::analysis
