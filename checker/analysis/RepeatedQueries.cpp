//===--- RepeatedQueries.cpp - Queries that loops start anew --------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A query that is made on each turn of a loop is one too many where its
// arguments stand for a single element of what the loop runs over, or are the
// same each time. It is none where they stand for many rows (a chunk, a page),
// where its own result decides whether the loop goes on, and where the loop
// waits for something.
//
//===----------------------------------------------------------------------===//

#include "analysis/Callers.h"
#include "analysis/OtherChecks.h"
#include "analysis/Propagation.h"
#include "analysis/Spots.h"
#include <algorithm>
#include <map>

using namespace ormlint::facts;

namespace ormlint::analysis {
namespace {

/// A query as a place in some function makes it: how often, and of what.
struct Occurrence {
  std::uint32_t Function = 0;
  LoopId Loop = None;
  Inputs In;
  bool EveryTurn = true;
  bool UpTo = false;
  std::vector<Step> Trace; ///< Innermost first.
};

/// What the refinement \p V depends on. That an eager load has a query of its
/// own makes no batch of the rows it is made for.
Inputs inputsOf(const Value &V) {
  Inputs Result = V.Details->In;
  Result.Batch &= V.How != Refinement::Load;
  return Result;
}

/// Whether \p D asks for some rows at a time of those that the refinement \p V
/// cuts out: on purpose, by their size. One row of a slice is no page.
bool isPage(const Demand &D, const Value &V) {
  return V.Slice && V.How != Refinement::AtMostOne &&
         D.What != Demand::Kind::Pick;
}

class Repetition {
public:
  Repetition(const Unit &Facts, const Arrived &All, const WriteSets &Writes,
             const Callers &CalledBy)
      : Facts(Facts), All(All), Writes(Writes), CalledBy(CalledBy) {}

  void run(std::vector<Finding> &Out);

private:
  std::optional<Occurrence> start(const QueryKey &Key, const Demand &D) const;
  std::optional<Finding> asked(const Demand &D) const;
  std::optional<Finding> find(const QueryKey &Key, const Demand &D) const;
  std::optional<Finding> judge(const Occurrence &At, Symbol Entity) const;
  std::optional<Finding> look(Occurrence At, Symbol Entity, unsigned Depth,
                              unsigned &Ways) const;
  std::optional<Hoist> moved(const QueryKey &Key) const;
  Claim onceFor(const ValueRef &Query) const;

  const Unit &Facts;
  const Arrived &All;
  const WriteSets &Writes;
  const Callers &CalledBy;
};

/// Which of two loops around one place is further in.
LoopId inner(const Function &F, LoopId A, LoopId B) {
  if (A == None || encloses(F, A, B))
    return B;
  return A;
}

/// Where \p D asks for the query of \p Key, seen from the function in which
/// the loop around it would be.
std::optional<Occurrence> Repetition::start(const QueryKey &Key,
                                            const Demand &D) const {
  const Event &Asks = Facts.Functions[D.Origin].Events[D.Event];
  if (looksFor(Asks))
    return std::nullopt;
  Occurrence Result;
  Result.UpTo = D.UpTo;
  Step Access;
  Access.What = Step::Kind::Access;
  Access.At = Asks.At;
  Result.Trace.push_back(std::move(Access));

  // Refinements and the question itself, by the function they are made in.
  std::map<std::uint32_t, Inputs> By;
  auto Take = [&](std::uint32_t Function, const Inputs &In) {
    Inputs &To = By[Function];
    add(To, In);
    To.Varies = inner(Facts.Functions[Function], To.Varies, In.Varies);
  };
  Take(D.Origin, Asks.In);
  bool Page = false;
  for (const ValueRef &At : D.Own) {
    const Value &V = Facts.Functions[At.Function].Values[At.Value];
    Take(At.Function, inputsOf(V));
    Page |= isPage(D, V);
  }
  if (Page)
    return std::nullopt;
  const Function &Home = Facts.Functions[Key.Query.Function];
  const Value &Query = Home.Values[Key.Query.Value];
  if (Query.Details->In.Varies != None)
    return std::nullopt; // A database for each turn.

  if (Key.Stack.empty()) {
    Result.Function = Key.Query.Function;
    Result.In = By[Result.Function];
    // What other functions ask of it is the same for this one each time,
    // unless it is of their own making.
    for (const auto &[Function, In] : By)
      if (Function != Result.Function)
        Result.In.Opaque |= In.Varies != None || In.Opaque || In.Outside;
    Result.Loop = Query.Made;
    if (D.Origin == Result.Function) {
      // Asked again, even if it was made before.
      if (D.What != Demand::Kind::Run)
        Result.Loop = Asks.Loop;
      Result.EveryTurn = Asks.EveryTurn || Asks.Loop != Result.Loop;
    }
    // Made under a condition, it may be kept from turn to turn.
    if (D.What == Demand::Kind::Run)
      Result.EveryTurn &= Query.Always;
    return Result;
  }
  // Returned by a call: as often as that is made.
  if (Key.Stack.size() != 1)
    return std::nullopt;
  const Frame &Call = Key.Stack.front();
  const facts::Call &Made = Facts.Functions[Call.Caller].Calls[Call.Call];
  Result.Function = Call.Caller;
  const Inputs OfCallee = By[Key.Query.Function];
  Result.In = given(Made, Facts.Functions[Key.Query.Function], OfCallee.Params);
  Result.In.Opaque |= OfCallee.Varies != None || OfCallee.Opaque;
  Result.In.Outside |= OfCallee.Outside;
  Result.In.Batch |= OfCallee.Batch;
  for (const auto &[Function, In] : By)
    if (Function == Call.Caller) {
      const LoopId Varies = Result.In.Varies;
      add(Result.In, In);
      Result.In.Varies = inner(Facts.Functions[Call.Caller], Varies, In.Varies);
    } else if (Function != Key.Query.Function) {
      Result.In.Opaque |= In.Varies != None || In.Opaque || In.Outside;
    }
  Result.Loop = Made.Loop;
  if (D.What != Demand::Kind::Run && D.Origin == Call.Caller)
    Result.Loop = Asks.Loop;
  Result.EveryTurn = Made.EveryTurn;
  return Result;
}

std::optional<Finding> Repetition::judge(const Occurrence &At,
                                         Symbol Entity) const {
  if (At.Loop == None || At.In.Batch || At.In.Outside)
    return std::nullopt;
  const Function &F = Facts.Functions[At.Function];
  Finding New;
  New.UpTo = At.UpTo || !At.EveryTurn;
  New.Trace.assign(At.Trace.rbegin(), At.Trace.rend());
  for (LoopId L = At.Loop; L != None; L = F.Loops[L].Parent)
    ++New.Nesting;
  Step Here;
  Here.What = Step::Kind::Turn;
  if (At.In.Varies != None) {
    if (!encloses(F, At.In.Varies, At.Loop) || !iterates(F, At.In.Varies))
      return std::nullopt;
    New.What = Finding::Kind::QueryPerTurn;
    Here.At = F.Loops[At.In.Varies].At;
    New.UpTo |= F.Loops[At.In.Varies].EarlyExit;
  } else {
    const Loop &Around = F.Loops[At.Loop];
    // What a loop might change, or leaves when it has found something, it asks
    // again for a reason.
    if (At.In.Opaque || !At.EveryTurn || Around.EarlyExit ||
        !iterates(F, At.Loop) ||
        Writes.inLoop(At.Function, At.Loop, {Entity, ""}))
      return std::nullopt;
    New.What = Finding::Kind::SameQuery;
    Here.At = Around.At;
  }
  New.Trace.insert(New.Trace.begin(), std::move(Here));
  return New;
}

/// Where \p D asks, in the function that asks: what differs there from turn to
/// turn makes another query each time, wherever the rest of it comes from.
std::optional<Finding> Repetition::asked(const Demand &D) const {
  const Event &Asks = Facts.Functions[D.Origin].Events[D.Event];
  Occurrence Here;
  Here.Function = D.Origin;
  Here.UpTo = D.UpTo;
  Here.In = Asks.In;
  Here.Loop = Asks.Loop;
  Here.EveryTurn = Asks.EveryTurn;
  for (const ValueRef &At : D.Own) {
    const Value &V = Facts.Functions[At.Function].Values[At.Value];
    if (isPage(D, V))
      return std::nullopt;
    if (At.Function != D.Origin)
      continue;
    add(Here.In, inputsOf(V));
    Here.In.Varies =
        inner(Facts.Functions[D.Origin], Here.In.Varies, V.Details->In.Varies);
  }
  if (looksFor(Asks) || Here.In.Varies == None)
    return std::nullopt;
  Here.Trace = {D.Trace.front()};
  auto Found = judge(Here, {});
  if (Found)
    for (const Step &Way : D.Trace)
      if (Way.What == Step::Kind::Call)
        Found->Trace.insert(Found->Trace.begin(), Way);
  return Found;
}

std::optional<Finding> Repetition::find(const QueryKey &Key,
                                        const Demand &D) const {
  const Value &Query =
      Facts.Functions[Key.Query.Function].Values[Key.Query.Value];
  unsigned Ways = 0;
  if (D.Path.empty())
    if (const auto At = start(Key, D))
      if (auto Found = look(*At, Query.Details->Entity, 0, Ways))
        return Found;
  return asked(D);
}

/// In the function at hand, then where it is called.
std::optional<Finding> Repetition::look(Occurrence At, Symbol Entity,
                                        unsigned Depth, unsigned &Ways) const {
  if (auto Found = judge(At, Entity))
    return Found;
  // A loop with the same arguments each time is decided here; with others, it
  // is what the callers do that may count.
  if (Depth == MaxCallsOutwards || At.In.Batch || At.In.Outside ||
      At.In.Varies != None || At.Loop != None)
    return std::nullopt;
  for (const Frame &From : CalledBy.of(At.Function)) {
    if (++Ways > MaxWaysOutwards)
      return std::nullopt;
    const Function &Caller = Facts.Functions[From.Caller];
    const facts::Call &Made = Caller.Calls[From.Call];
    // It asks for that answer.
    if (endsAlgorithm(Caller, Made))
      continue;
    Occurrence Next = At;
    Next.Function = From.Caller;
    Next.Loop = Made.Loop;
    const Inputs Given =
        given(Made, Facts.Functions[At.Function], At.In.Params);
    Next.In = Given;
    Next.In.Opaque |= At.In.Opaque;
    // The same for each call of a helper: whether that is worth a change, only
    // who knows all callers can say.
    Next.In.Opaque |= Given.Varies == None;
    Next.EveryTurn = At.EveryTurn && Made.EveryTurn;
    Next.UpTo |= !At.EveryTurn;
    Step Here;
    Here.What = Step::Kind::Call;
    Here.At = Made.At;
    Here.Name = Made.Name;
    Next.Trace.push_back(std::move(Here));
    if (auto Found = look(std::move(Next), Entity, Depth + 1, Ways))
      return Found;
  }
  return std::nullopt;
}

/// Where the query of \p Key can be moved so that the loop does not repeat it:
/// its declaration does all that is asked of it, or its rows are, which it then
/// keeps. What may find nothing and throw is not asked of no turn.
std::optional<Hoist> Repetition::moved(const QueryKey &Key) const {
  const Value &Query =
      Facts.Functions[Key.Query.Function].Values[Key.Query.Value];
  const Hoist &Move = Query.Details->Fix->Moved;
  auto Inside = [&](const Place &At) {
    auto Position = [](const Place &P) { return std::pair(P.Line, P.Column); };
    return At.File == Move.From.File && Position(At) >= Position(Move.From) &&
           Position(At) < Position(Move.To);
  };
  if (!Move.From.valid() || !Key.Stack.empty())
    return std::nullopt;
  for (auto It = All.Queries.lower_bound({Key.Query, {}});
       It != All.Queries.end() && It->first.Query == Key.Query; ++It)
    for (const Demand &D : It->second) {
      const Event &Asks = Facts.Functions[D.Origin].Events[D.Event];
      if (D.What == Demand::Kind::Probe)
        continue;
      if (!D.Path.empty() || !D.Loads.empty() || !It->first.Stack.empty() ||
          (D.What != Demand::Kind::Run &&
           !(Inside(Asks.At) &&
             (D.What == Demand::Kind::Count ||
              (D.What == Demand::Kind::Pick && Asks.First)))))
        return std::nullopt;
    }
  return Move;
}

/// One statement for each turn, and one with the fix.
Claim Repetition::onceFor(const ValueRef &Query) const {
  Claim Cost;
  locate(Facts, Query, Cost);
  Cost.Before.emplace_back();
  Cost.After = 1;
  Cost.FewerRuns = true;
  return Cost;
}

void Repetition::run(std::vector<Finding> &Out) {
  // A query that is asked several things is said once: that it asks for other
  // rows each time comes first, since what mends that mends the rest.
  std::map<std::pair<ValueRef, std::vector<RelationId>>, std::size_t> Said;
  for (const auto &[Key, Demands] : All.Queries)
    for (const Demand &D : Demands) {
      // What a loop over rows asks by a relation, another check says.
      if ((D.What != Demand::Kind::Run && D.What != Demand::Kind::Count &&
           D.What != Demand::Kind::Pick) ||
          (!D.Path.empty() && (overRows(D) || D.Served)))
        continue;
      const auto Before = Said.find({Key.Query, D.Path});
      if (Before != Said.end() &&
          Out[Before->second].What != Finding::Kind::SameQuery)
        continue;
      const Value &Query =
          Facts.Functions[Key.Query.Function].Values[Key.Query.Value];
      auto Found = find(Key, D);
      if (!Found ||
          (Before != Said.end() && Found->What == Finding::Kind::SameQuery))
        continue;
      Found->At = Query.At;
      Found->Entity = Query.Details->Entity;
      if (!D.Path.empty()) {
        Found->At = Facts.Functions[D.Origin].Events[D.Event].At;
        Found->Entity = Facts.Relations[D.Path.front()].Target;
        Found->Paths = {namesOf(Facts, D.Path)};
        Found->Cost = costOf(Facts, Demands, {});
        Found->Cost.After.reset();
        locate(Facts, Key.Query, Found->Cost);
      } else if (Found->What == Finding::Kind::SameQuery) {
        Found->Moved = moved(Key);
        if (Found->Moved)
          Found->Cost = onceFor(Key.Query);
      }
      Found->Profile = Query.Details->Profile;
      if (D.What == Demand::Kind::Pick)
        Found->Method = Facts.Functions[D.Origin].Events[D.Event].Name;
      if (Before != Said.end()) {
        Out[Before->second] = std::move(*Found);
      } else {
        Said.emplace(std::pair(Key.Query, D.Path), Out.size());
        Out.push_back(std::move(*Found));
      }
    }
}

} // namespace

void reportRepeatedQueries(const Unit &Facts, const Arrived &All,
                           const WriteSets &Writes, const Callers &CalledBy,
                           std::vector<Finding> &Out) {
  Repetition(Facts, All, Writes, CalledBy).run(Out);
}

} // namespace ormlint::analysis
