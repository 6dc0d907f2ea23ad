//===--- WalkRelations.cpp - Loops, relations, eager loads on the way -----===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/EagerState.h"
#include "analysis/Spots.h"
#include "analysis/Walk.h"
#include <algorithm>

using namespace ormlint::facts;

namespace ormlint::analysis {

/// The loop of turn \p Index repeats nothing after all.
static void forgetTurn(Demand &D, std::size_t Index) {
  D.Turns.erase(D.Turns.begin() + static_cast<std::ptrdiff_t>(Index));
  std::erase_if(D.Trace, [&](const Step &Here) {
    return Here.What == Step::Kind::Loop && Here.Turn == Index;
  });
  for (Step &Here : D.Trace)
    if (Here.What == Step::Kind::Loop && Here.Turn > Index)
      --Here.Turn;
}

std::optional<Propagation::Walk::Arrivals>
Propagation::Walk::refine(Demand &D, ValueRef At) {
  const Function &F = function(At);
  const Value &V = F.Values[At.Value];
  if (!D.ChainEnd)
    D.ChainEnd = At;
  if (D.OnEvaluated)
    D.Own.push_back(At);
  D.Streamed |= V.Streamed;
  if (V.InParts && D.OnEvaluated)
    D.InParts = At;
  if (V.How != Refinement::All && !V.Slice && !V.Streamed && !D.NarrowedBy)
    D.NarrowedBy = At;
  switch (V.How) {
  case Refinement::All:
    break;
  case Refinement::Narrow:
    D.Narrowed = true;
    if (auto Stopped = chooseColumns(D, V, At))
      return Stopped;
    break;
  case Refinement::Reshape:
    // Nothing is prefetched for what are no rows.
    D.Narrowed = D.ClearedPrefetches = true;
    break;
  case Refinement::AtMostOne:
    D.Narrowed = true;
    if (D.UnderLoop && !D.Turns.empty()) {
      forgetTurn(D, D.Turns.size() - 1);
      D.UnderLoop = false;
    }
    break;
  case Refinement::Clear:
    (V.JoinKind ? D.ClearedJoins : D.ClearedPrefetches) = true;
    if (!D.AfterClear)
      D.AfterClear = D.ChainEnd;
    D.Narrowed = true;
    break;
  case Refinement::Load: {
    D.Narrowed = true;
    if (V.JoinKind ? D.ClearedJoins : D.ClearedPrefetches)
      break;
    if (!D.RelatedFixed)
      D.Loads.push_back({At, true});
    if (D.OnEvaluated)
      D.OwnLoads.push_back(At);
    if (!D.Path.empty() && V.JoinKind)
      D.Joins |= std::any_of(V.Details->Loads.begin(), V.Details->Loads.end(),
                             [&](const EagerLoad &Load) {
                               return !Load.Names.empty() &&
                                      Load.Names.front() ==
                                          relation(D.Path.back()).Name;
                             });
    if (D.Path.empty() || D.RelatedFixed)
      break;
    const auto Path = namesOf(Graph.Unit, D.Path);
    const auto Written = namesOf(Graph.Unit, D.Written);
    // Related rows that come with this load are not asked for again: what
    // they lack is added here too.
    if (D.Related) {
      const Names ToRelated(Path.begin(),
                            Path.end() -
                                static_cast<std::ptrdiff_t>(D.Related->Length));
      if (std::any_of(V.Details->Loads.begin(), V.Details->Loads.end(),
                      [&](const EagerLoad &Load) {
                        return serves(F, Load, ToRelated) == Served::Yes;
                      }))
        D.Related.reset();
    }
    for (const EagerLoad &Load : V.Details->Loads) {
      Served Here = serves(F, Load, Path);
      // A prefetch goes the way back to the rows that are there; a join makes
      // others, which nothing leads to.
      if (Here == Served::No && Written != Path && !V.JoinKind)
        Here = serves(F, Load, Written);
      switch (Here) {
      case Served::Yes:
        D.Served |= (D.Servable || D.Cached) && !D.Modified;
        if ((D.Apart || D.Modified) && !D.Beside)
          D.Beside = At;
        break;
      case Served::Unknown:
        return unknown(std::move(D), "the path of an eager load cannot be read",
                       V.At);
      case Served::No:
        break;
      }
    }
    break;
  }
  }
  if (!V.Chained) {
    D.ChainEnd.reset();
    for (Demand::Eager &Load : D.Loads)
      Load.InChain = false;
  }
  return std::nullopt;
}

std::optional<Propagation::Walk::Arrivals>
Propagation::Walk::chooseColumns(Demand &D, const Value &V, ValueRef At) const {
  // The last word counts.
  if (V.Reads == Columns::Unchanged || D.Path.empty() || D.LeftOut ||
      D.Served || !relation(D.Path.front()).Column)
    return std::nullopt;
  const Names Column = namesOf(Graph.Unit, D.Path);
  bool Named = false, Beside = false;
  for (const EagerLoad &Other : V.Details->Loads) {
    if (Other.Unreadable)
      return unknown(std::move(D), "the columns of a query cannot be read",
                     V.At);
    Named |= Other.Names == Column;
    // Columns of a joined row are chosen where some of that row are named.
    Beside |= Other.Names.size() >= Column.size() &&
              std::equal(Column.begin(), Column.end() - 1, Other.Names.begin());
  }
  if (V.Reads == Columns::Defer ? Named : Beside && !Named)
    D.LeftOut = Anchor{At, D.Path.size()};
  else
    D.Served = Named || V.Details->Loads.empty();
  return std::nullopt;
}

bool Propagation::Walk::evaluated(const Function &F, const Value &Row) {
  return std::any_of(F.Events.begin(), F.Events.end(), [&](const Event &E) {
    return E.Kind == EventKind::Run && E.Value == Row.Base &&
           isBefore(E.At, Row.At);
  });
}

void Propagation::Walk::turn(Demand &D, const Function &F, const Value &V,
                             ValueRef At) {
  D.ChainEnd.reset();
  // Of a container of queries, each turn evaluates one.
  D.OnEvaluated &= D.What == Demand::Kind::Run && D.Path.empty();
  D.Narrowed = D.Picked = false;
  D.NarrowedBy.reset();
  D.Streamed = false;
  const Loop &L = F.Loops[V.Loop];
  if (!D.Absorb) {
    // A row that outlives its loop, or is returned out of it, is one row.
    if (!D.Stack.empty() || !encloses(F, V.Loop, D.Loop)) {
      D.UnderLoop = false;
      return;
    }
    leaveLoops(D, F, At.Function, V.Loop);
    Step Here;
    Here.What = Step::Kind::Loop;
    Here.At = L.At;
    Here.Turn = D.Turns.size();
    Turn Rows;
    Rows.Function = At.Function;
    Rows.Loop = V.Loop;
    Rows.Beyond = D.Path.size();
    D.Turns.push_back(std::move(Rows));
    D.Trace.push_back(std::move(Here));
  }
  D.UpTo |= L.EarlyExit;
  D.Loop = L.Parent;
  D.EveryTurn = L.EveryTurn;
  D.UnderLoop = D.Identify = true;
  if (!D.RelatedFixed)
    D.Related.reset();
  D.Loads.clear();
  D.ClearedJoins = D.ClearedPrefetches = false;
  D.AfterClear.reset();
  D.Returned.reset();
  D.Container = D.Absorb ? D.Filled : std::nullopt;
  D.Whole.reset();
}

void Propagation::Walk::fetchEach(Demand &D, const Function &F, const Value &V,
                                  ValueRef At) const {
  const Loop &L = F.Loops[V.Loop];
  D.ChainEnd.reset();
  D.OnEvaluated = D.UnderLoop = D.Narrowed = D.Picked = D.Streamed = false;
  D.NarrowedBy.reset();
  if (D.Absorb || !D.Stack.empty() || !encloses(F, V.Loop, D.Loop))
    return;
  leaveLoops(D, F, At.Function, V.Loop);
  D.Turns.push_back(openTurn(At.Function, V.Loop));
  D.Identity.push_back(identity(3, At.Function + 1, At.Value));
  D.UpTo |= L.EarlyExit;
  D.Loop = L.Parent;
  D.EveryTurn = L.EveryTurn;
}

void Propagation::Walk::loadOnce(Demand &D) const {
  if (D.What != Demand::Kind::Load ||
      std::any_of(D.Path.begin(), D.Path.end() - 1,
                  [&](RelationId Id) { return relation(Id).ToMany; }))
    return;
  for (std::size_t I = D.Turns.size(); I-- > 0;)
    if (!D.Turns[I].Open && D.Turns[I].Beyond == D.Path.size()) {
      forgetTurn(D, I);
      // It may run no turn at all.
      D.UpTo = true;
    }
}

bool Propagation::Walk::follow(Demand &D, ValueRef At, const Value &V) {
  const Relation &R = relation(V.Relation);
  const bool Own = D.Path.empty();
  const ValueRef Chain = D.Returned   ? *D.Returned
                         : D.ChainEnd ? *D.ChainEnd
                                      : At;
  // Rows read through the relation know the row they came from (rules 20, 32
  // of Django's semantics): the way back costs nothing and leads there, unless
  // their own query joins it.
  const bool Back =
      !Own && !R.Inverse.empty() && relation(D.Path.back()).Name == R.Inverse;
  if (Back && D.Path.size() == 1 && D.What != Demand::Kind::Probe)
    return false;
  if (Back && !D.Joins) {
    loadOnce(D);
    D.Written.push_back(V.Relation);
    for (Turn &Loop : D.Turns)
      if (!Loop.Open && Loop.Beyond == D.Path.size()) {
        --Loop.Beyond;
        Loop.Detour.insert(Loop.Detour.begin(), V.Relation);
      }
    D.Singles &= ~bitOf(D.Path.size());
    D.Path.pop_back();
    if (D.Related && D.Related->Length > D.Path.size()) {
      D.Related.reset();
      D.RelatedFixed = false;
    }
    resetQuery(D);
    return true;
  }
  if (Own) {
    if (R.Attached && D.What != Demand::Kind::Write &&
        D.What != Demand::Kind::Probe)
      return false;
    if (D.Narrowed || D.What == Demand::Kind::Pick)
      D.Servable = false;
    beApart(D, R);
    D.Evaluates = Chain;
  } else if (R.ToMany && !R.Attached && !D.RelatedFixed) {
    // Narrowed rows and picked ones come by another query: what is loaded
    // with the relation itself does not reach them.
    const bool Apart = D.Narrowed || D.Picked;
    if (!overRows(D)) {
      if (Apart && D.Servable) {
        D.Alone = Chain;
        D.BeyondAlone = static_cast<std::uint32_t>(D.Path.size());
      }
      D.Servable &= !Apart;
    } else {
      D.Turns.back().Narrowed |= D.UnderLoop && D.Narrowed;
      if (!D.Picked || !D.Related)
        D.Related = Anchor{Chain, D.Path.size()};
      D.RelatedFixed = Apart;
    }
  }
  // Where the key is the row's own, a null one costs nothing; where it lies
  // on the other side, finding no row costs a query too, and ends the path.
  if (!R.ToMany && R.Nullable && !(Own && R.Reverse))
    D.UpTo = true;
  // Several rows may lead to one target.
  if (!R.ToMany && R.IdentityMap)
    D.UpTo = true;
  D.Path.push_back(V.Relation);
  D.Written.push_back(V.Relation);
  resetQuery(D);
  return true;
}

void Propagation::Walk::beApart(Demand &D, const Relation &R) const {
  if (D.What != Demand::Kind::Run && D.What != Demand::Kind::Count &&
      D.What != Demand::Kind::Pick)
    return;
  const facts::Event &Asks = Graph.Unit.Functions[D.Origin].Events[D.Event];
  const bool InOrder = Asks.Kind == EventKind::Index ||
                       (Asks.First && R.Ordered) ||
                       D.What != Demand::Kind::Pick;
  if (D.NarrowedBy || !InOrder) {
    D.Apart = true;
    D.ApartBy = D.NarrowedBy;
  } else if (!D.Servable) {
    D.Cached = true;
  }
}

void Propagation::Walk::resetQuery(Demand &D) {
  D.ChainEnd.reset();
  D.Returned.reset();
  D.Container.reset();
  D.Whole.reset();
  D.AfterClear.reset();
  D.OnEvaluated = D.UnderLoop = D.Narrowed = D.Picked = false;
  D.NarrowedBy.reset();
  D.ClearedJoins = D.ClearedPrefetches = D.Joins = false;
  if (!D.RelatedFixed)
    D.Loads.clear();
}

} // namespace ormlint::analysis
