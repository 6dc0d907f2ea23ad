//===--- UnusedLoads.cpp - Eager loads that nothing follows ---------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two questions: does the query, or a row of it, get anywhere out of sight
// (forwards, from the eager load on)? And which relations do the demands on
// the query follow? A demand that is undecided in a function the rows come to
// is out of sight too.
//
//===----------------------------------------------------------------------===//

#include "analysis/OtherChecks.h"
#include "analysis/Propagation.h"
#include "analysis/Spots.h"
#include <algorithm>
#include <map>

using namespace ormlint::facts;

namespace ormlint::analysis {
namespace {

using Path = std::vector<std::string>;

std::size_t common(const Path &A, const Path &B) {
  return static_cast<std::size_t>(
      std::mismatch(A.begin(), A.end(), B.begin(), B.end()).first - A.begin());
}

/// Follows values forwards.
class Forwards {
public:
  Forwards(const Unit &Facts, const Propagation &Graph, const Arrived &All);

  /// Whether all that becomes of \p From is in sight. What function objects
  /// run is what the callers in sight bring, unless there must be none.
  bool inSight(ValueRef From, bool NoObjects = false);

private:
  struct Uses {
    bool Made = false;
    std::vector<std::vector<ValueId>> Of;
    std::vector<std::vector<std::pair<CallId, std::uint32_t>>> Arguments;
    std::vector<bool> Hidden, Leaves;
    std::vector<ValueId> Params;
    /// What comes back of each call.
    std::map<CallId, std::vector<ValueId>> Back;
  };
  const Uses &usesIn(std::uint32_t Function);
  bool step(ValueRef At, std::vector<ValueRef> &Work);

  const Unit &Facts;
  const Propagation &Graph;
  std::vector<Uses> Known;
  std::vector<std::vector<Frame>> Callers;
  std::set<std::uint32_t> Undecided;
  bool NoObjects = false;
};

Forwards::Forwards(const Unit &Facts, const Propagation &Graph,
                   const Arrived &All)
    : Facts(Facts), Graph(Graph), Known(Facts.Functions.size()),
      Callers(Facts.Functions.size()) {
  for (std::uint32_t F = 0; F < Facts.Functions.size(); ++F)
    for (CallId C = 1; C < Facts.Functions[F].Calls.size(); ++C)
      for (std::uint32_t Callee :
           Graph.callees(F, Facts.Functions[F].Calls[C], C))
        Callers[Callee].push_back({F, C});
  for (const Arrival &A : All.Unknown)
    Undecided.insert(A.What.Chain.begin(), A.What.Chain.end());
}

const Forwards::Uses &Forwards::usesIn(std::uint32_t Id) {
  Uses &Result = Known[Id];
  if (Result.Made)
    return Result;
  Result.Made = true;
  const Function &F = Facts.Functions[Id];
  Result.Of.resize(F.Values.size());
  Result.Arguments.resize(F.Values.size());
  Result.Hidden.resize(F.Values.size());
  Result.Leaves.resize(F.Values.size());
  for (ValueId I = 1; I < F.Values.size(); ++I) {
    const Value &V = F.Values[I];
    if (V.Base != None)
      Result.Of[V.Base].push_back(I);
    for (ValueId Operand : V.Operands)
      if (Operand != None)
        Result.Of[Operand].push_back(I);
    if (V.Kind == ValueKind::Param)
      Result.Params.push_back(I);
    if (V.Kind == ValueKind::Result || V.Kind == ValueKind::After)
      Result.Back[V.Call].push_back(I);
    // The rows of an object's own query go where its parents go.
    for (const EagerLoad &Load : V.Loads)
      if (Load.Query != None)
        Result.Hidden[Load.Query] = true;
  }
  for (CallId C = 1; C < F.Calls.size(); ++C)
    for (std::uint32_t I = 0; I < F.Calls[C].Arguments.size(); ++I)
      if (const ValueId Given = F.Calls[C].Arguments[I])
        Result.Arguments[Given].emplace_back(C, I);
  for (ValueId Escape : F.Escapes)
    Result.Hidden[Escape] = true;
  for (ValueId Value : F.Returns)
    Result.Leaves[Value] = true;
  // Left behind in a variable of the caller's.
  for (ValueId Value : F.Exits)
    if (F.Values[Value].Kind != ValueKind::Param)
      Result.Leaves[Value] = true;
  return Result;
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

class Finder {
public:
  Finder(const Unit &Facts, const Propagation &Graph, const Arrived &All)
      : Facts(Facts), Graph(Graph), Rows(Facts, Graph, All) {
    for (const auto &[Key, Demands] : All.Queries)
      for (const Demand &D : Demands)
        if (D.What != Demand::Kind::Probe && !D.Path.empty())
          Followed[Key.Query].insert(
              {namesOf(Facts, D.Path), namesOf(Facts, D.Written)});
  }

  /// What is unused of the eager load \p At, with the \p Queries it is on.
  std::optional<Finding> look(ValueRef At, std::set<QueryKey> &Queries);

private:
  const Unit &Facts;
  const Propagation &Graph;
  Forwards Rows;
  std::map<ValueRef, std::set<Path>> Followed;
};

std::optional<Finding> Finder::look(ValueRef At, std::set<QueryKey> &Starts) {
  const Function &F = Facts.Functions[At.Function];
  const Value &V = F.Values[At.Value];
  // Whose rows are they? An expression in a template or a macro stands for
  // others that are not seen.
  if (V.Site.Why != EditSite::Obstacle::None)
    return std::nullopt;
  Demand Probe;
  Probe.What = Demand::Kind::Probe;
  Probe.Chain = {At.Function};
  const std::vector<Arrival> Queries = Graph.carry(std::move(Probe), At);
  if (Queries.empty())
    return std::nullopt;
  for (const Arrival &Query : Queries)
    if (Query.At == Arrival::Where::Query)
      Starts.insert({Query.Value, Query.What.Stack});
    else
      return std::nullopt;

  Finding New;
  New.What = Finding::Kind::UnusedLoad;
  const Arrival &First = Queries.front();
  const Value &Start =
      Facts.Functions[First.Value.Function].Values[First.Value.Value];
  New.Entity = First.What.Path.empty()
                   ? Start.Entity
                   : Facts.Relations[First.What.Path.front()].Target;
  New.Profile = Start.Profile;
  for (const EagerLoad &Load : V.Loads) {
    if (Load.Object || Load.Unreadable || !Load.Literal.valid())
      continue;
    std::size_t Used = 0;
    for (const Arrival &Query : Queries) {
      Path Whole = namesOf(Facts, Query.What.Path);
      const std::size_t To = Whole.size();
      Whole.insert(Whole.end(), Load.Names.begin(), Load.Names.end());
      for (const Path &Each : Followed[Query.Value])
        if (const std::size_t Same = common(Whole, Each); Same > To)
          Used = std::max(Used, Same - To);
    }
    if (Used == Load.Names.size())
      continue;
    if (New.Paths.empty())
      New.At = Load.Literal;
    New.Paths.push_back(Load.Names);
    New.Used.emplace_back(Load.Names.begin(),
                          Load.Names.begin() +
                              static_cast<std::ptrdiff_t>(Used));
  }
  if (New.Paths.empty() || !Rows.inSight(At))
    return std::nullopt;
  New.Method = V.Name;
  New.Site = V.Site;
  New.Loads = V.Loads;
  return New;
}

} // namespace

bool staysInSight(const Unit &Facts, const Propagation &Graph,
                  const Arrived &All, ValueRef From) {
  return Forwards(Facts, Graph, All).inSight(From, /*NoObjects=*/true);
}

UnusedLoads::UnusedLoads(const Unit &Facts, const Propagation &Graph,
                         const Arrived *Demands) {
  if (!Demands)
    return;
  Finder Rules(Facts, Graph, *Demands);
  for (std::uint32_t F = 0; F < Facts.Functions.size(); ++F)
    for (ValueId I = 1; I < Facts.Functions[F].Values.size(); ++I) {
      const Value &V = Facts.Functions[F].Values[I];
      if (V.Kind != ValueKind::Refined || V.How != Refinement::Load ||
          V.Discarded)
        continue;
      std::set<QueryKey> Queries;
      if (auto Found = Rules.look({F, I}, Queries))
        All.push_back({{F, I}, std::move(Queries), std::move(*Found)});
    }
  for (std::size_t I = 0; I < All.size(); ++I)
    for (const QueryKey &Query : All[I].Queries)
      On[Query].push_back(I);
}

std::vector<std::size_t> UnusedLoads::on(const QueryKey &Query) const {
  std::vector<std::size_t> Result;
  auto Add = [&](const QueryKey &Key) {
    if (auto Found = On.find(Key); Found != On.end())
      Result.insert(Result.end(), Found->second.begin(), Found->second.end());
  };
  Add(Query);
  if (!Query.Stack.empty())
    Add({Query.Query, {}});
  std::sort(Result.begin(), Result.end());
  Result.erase(std::unique(Result.begin(), Result.end()), Result.end());
  return Result;
}

std::vector<Removal> UnusedLoads::of(const QueryKey &Query) const {
  std::vector<Removal> Result;
  for (std::size_t Id : on(Query)) {
    const Entry &E = All[Id];
    for (std::size_t I = 0; I < E.Says.Paths.size(); ++I)
      Result.push_back({E.At, E.Says.Paths[I], E.Says.Used[I]});
  }
  return Result;
}

void UnusedLoads::price(const QueryKey &Query, const Claim &Cost) {
  for (std::size_t Id : on(Query))
    if (Entry &E = All[Id];
        E.Says.Cost.BeforeText.empty() || Query.Stack.size() > E.Calls) {
      E.Says.Cost = Cost;
      E.Calls = Query.Stack.size();
    }
}

void UnusedLoads::report(std::vector<Finding> &Out) const {
  for (const Entry &E : All)
    Out.push_back(E.Says);
}

} // namespace ormlint::analysis
