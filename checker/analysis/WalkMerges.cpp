//===--- WalkMerges.cpp - Where several values come together --------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Spots.h"
#include "analysis/Trace.h"
#include "analysis/Walk.h"
#include <algorithm>

using namespace ormlint::facts;

namespace ormlint::analysis {

bool Propagation::Walk::mayFork() {
  return ++Forks <= MaxForks && Depth < MaxDepth;
}

bool Propagation::Walk::takes(Demand &D, ValueRef At, std::size_t I) const {
  const Function &F = function(At);
  const Value &V = F.Values[At.Value];
  if (I >= V.Ways.size())
    return true;
  for (const Guard &There : F.Guards[V.Ways[I]]) {
    auto Knows = [&](const Guard &Answer) {
      return std::find(D.Holding.begin(), D.Holding.end(), Answer) !=
             D.Holding.end();
    };
    if (Knows({There.Condition, !There.Holds}))
      return false;
    if (!Knows(There) && D.Holding.size() < MaxHolding &&
        Graph.Asked.matter(At.Function, At.Value, There.Condition))
      D.Holding.push_back(There);
  }
  return true;
}

/// Whether two demands that are at one value go on alike, whatever they have
/// gathered.
static bool goOnAlike(const DemandState &A, const DemandState &B) {
  return A == B;
}

/// The way of \p Other comes to the same query, with its eager loads.
static void mayLoad(Demand &To, const Demand &Other) {
  auto Has = [](const std::vector<ValueRef> &All, const ValueRef &Load) {
    return std::find(All.begin(), All.end(), Load) != All.end();
  };
  for (const auto *Loads : {&Other.OwnLoads, &Other.MaybeLoads})
    for (const ValueRef &Load : *Loads)
      if (!Has(To.OwnLoads, Load) && !Has(To.MaybeLoads, Load))
        To.MaybeLoads.push_back(Load);
  for (Demand::Eager &Load : To.Loads)
    Load.EveryWay &=
        std::any_of(Other.Loads.begin(), Other.Loads.end(),
                    [&](const Demand::Eager &Theirs) {
                      return Theirs.At == Load.At && Theirs.EveryWay;
                    });
  // What one of the ways has loaded, a load in bulk behind them does not.
  if (To.What == DemandState::Kind::Bulk)
    for (const Demand::Eager &Theirs : Other.Loads)
      if (std::none_of(
              To.Loads.begin(), To.Loads.end(),
              [&](const Demand::Eager &Load) { return Load.At == Theirs.At; }))
        To.Loads.push_back({Theirs.At, /*InChain=*/false, /*EveryWay=*/false});
}

Propagation::Walk::Arrivals Propagation::Walk::split(Demand D, ValueRef At) {
  const Level In(*this);
  // Where all ways meet again at the next merge, it is gone on from there: a
  // chain of merges is no deeper than one.
  std::vector<Passage> Passed;
  Arrivals Result;
  for (bool Again = true; Again;) {
    Again = false;
    const Passage Here{At, D.Path.size()};
    const Value &V = function(At).Values[At.Value];
    // Like a recursion, a tree is gone through for two levels.
    const std::size_t Levels = levelsOfTree(D, At);
    D.Recursive |= Levels != 0;
    if (!mayFork()) {
      Result = giveUp(std::move(D), "too many values come together", V.At);
    } else if (Levels > 1) {
      Result = end(D, Drop::Recursion);
    } else if (open(Here, D)) {
      Passed.push_back(Here);
      if (V.Loop != None)
        Heads.push_back(Here);
      Result = splitOnce(D, At, Again);
    } else {
      comeAround(Here);
    }
  }
  while (!Passed.empty()) {
    close(Passed.back(), Result);
    Passed.pop_back();
  }
  return Result;
}

std::size_t Propagation::Walk::levelsOfTree(const Demand &D, ValueRef At) {
  std::size_t Levels = 0;
  for (auto I = Open.lower_bound({At, 0});
       I != Open.end() && I->first < Passage{At, D.Path.size()}; ++I)
    Levels += I->second.Stack == D.Stack;
  if (Levels != 0)
    Trees.insert(At);
  return Levels;
}

void Propagation::Walk::comeAround(Passage Here) {
  for (const Passage &Head : Heads)
    if (Head.first.Function == Here.first.Function &&
        Open[Head].Order >= Open[Here].Order)
      Around[Here].insert(function(Head.first).Values[Head.first.Value].Loop);
}

void Propagation::Walk::close(Passage Here, Arrivals &Found) {
  if (!Heads.empty() && Heads.back() == Here)
    Heads.pop_back();
  Open.erase(Here);
  // What is asked of the rows of one level is asked of those of all.
  if (Trees.contains(Here.first))
    for (Arrival &A : Found)
      A.What.Recursive = true;
  if (const auto Loops = Around.extract(Here))
    for (LoopId Loop : Loops.mapped())
      for (Arrival &A : Found)
        repeatKept(A, function(Here.first), Here.first, Loop);
}

/// Whether the container \p Id of \p F has an element for each turn of the loop
/// that fills it: each puts in what it runs over, into what was empty before.
static bool isFilledEachTurn(const Function &F, ValueId Id) {
  const Value &V = F.Values[Id];
  const LoopId Loop = V.Made;
  if (!V.Always || Loop == None || V.Operands.size() != 1 || V.Base == None ||
      F.Loops[Loop].EarlyExit || !F.Loops[Loop].EveryTurn)
    return false;
  auto IsRow = [&](ValueId Element) {
    return F.Values[Element].Kind == ValueKind::Each &&
           F.Values[Element].Loop == Loop;
  };
  const Value &Element = F.Values[V.Operands.front()];
  if (!IsRow(V.Operands.front()) &&
      !(Element.Kind == ValueKind::Object &&
        std::any_of(Element.Operands.begin(), Element.Operands.end(), IsRow)))
    return false;
  // What comes back to the head of the loop is this and nothing else.
  const Value &Head = F.Values[V.Base];
  if (Head.Kind != ValueKind::Merge || Head.Loop != Loop ||
      Head.Operands.size() != 2 || Head.Operands.back() != Id)
    return false;
  const Value &First = F.Values[Head.Operands.front()];
  return First.Kind == ValueKind::Collected && First.Base == None &&
         First.Operands.empty() && First.Made == F.Loops[Loop].Parent;
}

/// With \p Again set, \p D has come to another merge \p At, and nowhere else.
Propagation::Walk::Arrivals
Propagation::Walk::splitOnce(Demand &D, ValueRef &At, bool &Again) {
  const Value &V = function(At).Values[At.Value];
  std::vector<Arrivals> Ways;
  /// Where the ways have come to that are at the next merge.
  std::vector<Waiting> Merges;
  std::vector<std::size_t> WayOf;
  bool Returns = false;
  // Each turn fills it: that it was empty before is no way of its own.
  const bool Filled = V.Loop != None && V.Operands.size() == 2 &&
                      isFilledEachTurn(function(At), V.Operands.back());
  for (std::size_t I = 0; I < V.Operands.size(); ++I) {
    const ValueId Operand = V.Operands[I];
    if (Operand == None)
      continue;
    Demand Here = D;
    if (!takes(Here, At, I)) {
      Graph.end(Here, Drop::OtherWay);
      continue;
    }
    const std::size_t Before = Merges.size();
    Ways.push_back(carry(std::move(Here), {At.Function, Operand}, &Merges));
    if (Merges.size() > Before) {
      Waiting &New = Merges.back();
      if (const Passage To{New.At, New.What.Path.size()}; Open.count(To)) {
        comeAround(To);
      } else {
        const auto Same = std::find_if(
            Merges.begin(), Merges.end() - 1, [&](const Waiting &Other) {
              return Other.At == New.At && goOnAlike(Other.What, New.What);
            });
        if (&*Same == &New) {
          WayOf.push_back(Ways.size() - 1);
          continue;
        }
        // Of the ways that differ in what they load only, the barest.
        if (New.What.OwnLoads.size() < Same->What.OwnLoads.size())
          std::swap(Same->What, New.What);
        mayLoad(Same->What, New.What);
        Merges.pop_back();
        continue;
      }
      Merges.pop_back();
    }
    // Once more around the loop, with something done on the way.
    Returns |= Ways.back().empty() && Operand != At.Value && !Filled;
  }
  if (Merges.size() == 1 &&
      std::all_of(Ways.begin(), Ways.end(),
                  [](const Arrivals &Way) { return Way.empty(); })) {
    D = std::move(Merges.front().What);
    D.UpTo |= Returns;
    At = Merges.front().At;
    Again = true;
    return {};
  }
  for (std::size_t I = 0; I < Merges.size(); ++I) {
    Ways[WayOf[I]] = carry(std::move(Merges[I].What), Merges[I].At);
    Returns |= Ways[WayOf[I]].empty();
  }

  bool Same = true;
  const Arrival *First = nullptr;
  for (const Arrivals &Way : Ways)
    for (const Arrival &Here : Way) {
      if (!First || (Here.At == First->At && Here.Value == First->Value &&
                     Here.What.OwnLoads.size() < First->What.OwnLoads.size()))
        First = &Here;
      Same &= Here.At == First->At && Here.Value == First->Value &&
              Here.What.Path == First->What.Path &&
              Here.What.Served == First->What.Served &&
              Here.What.LeftOut == First->What.LeftOut &&
              Here.What.AfterClear == First->What.AfterClear &&
              Here.What.Stack == First->What.Stack;
    }
  if (!First)
    return {};
  if (Same) {
    Arrivals Only = only(*First);
    for (const Arrivals &Way : Ways)
      for (const Arrival &Here : Way)
        mayLoad(Only.front().What, Here.What);
    Only.front().What.UpTo |= Returns;
    return Only;
  }
  Arrivals All;
  for (Arrivals &Way : Ways)
    for (Arrival &Here : Way) {
      if (All.size() == MaxArrivals) {
        All.push_back(
            giveUp(std::move(D), "too many values come together", V.At)
                .front());
        return All;
      }
      Here.What.UpTo = true;
      All.push_back(std::move(Here));
    }
  return All;
}

Propagation::Walk::Arrivals Propagation::Walk::gather(Demand D, ValueRef At) {
  const Value &V = function(At).Values[At.Value];
  if (!mayFork())
    return giveUp(std::move(D), "too many values come together", V.At);
  const Level In(*this);
  const Passage Here{At, D.Path.size()};
  if (!open(Here, D))
    return {};
  Arrivals All;
  D.ChainEnd.reset();
  if (V.Base != None)
    All = carry(D, {At.Function, V.Base});
  Demand OfRow = D;
  OfRow.Absorb = D.UnderLoop;
  const Function &F = function(At);
  OfRow.UpTo |= !isFilledEachTurn(F, At.Value) || encloses(F, V.Made, D.Loop);
  OfRow.Filled = D.Container;
  for (ValueId Operand : V.Operands) {
    Arrivals More = carry(OfRow, {At.Function, Operand});
    std::move(More.begin(), More.end(), std::back_inserter(All));
  }
  Open.erase(Here);
  return All;
}

} // namespace ormlint::analysis
