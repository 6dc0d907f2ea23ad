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

#include "analysis/EagerState.h"
#include "analysis/Forwards.h"
#include "analysis/OtherChecks.h"
#include "analysis/Propagation.h"
#include "analysis/Spots.h"
#include <algorithm>
#include <map>

using namespace ormlint::facts;

namespace ormlint::analysis {
namespace {

using Path = Names;

std::size_t common(const Path &A, const Path &B) {
  return static_cast<std::size_t>(
      std::mismatch(A.begin(), A.end(), B.begin(), B.end()).first - A.begin());
}

/// Whether the relation is loaded and \p D asks for it again. In a loop that is
/// said of the load by another check.
bool asksBeside(const Demand &D) {
  return D.Beside && !D.Served && !D.Modified && !overRows(D);
}

class Finder {
public:
  Finder(const Unit &Facts, const Propagation &Graph, const Arrived &All,
         Forwards &Rows)
      : Facts(Facts), Graph(Graph), Rows(Rows) {
    for (const auto &[Key, Demands] : All.Queries)
      for (const Demand &D : Demands)
        if (D.What != Demand::Kind::Probe && !D.Path.empty() &&
            !asksBeside(D)) {
          Followed[Key.Query].insert(namesOf(Facts, D.Path));
          Written[Key.Query].insert(namesOf(Facts, D.Written));
        }
  }

  /// What is unused of the eager load \p At, with the \p Queries it is on.
  std::optional<Finding> look(ValueRef At, std::set<QueryKey> &Queries);

private:
  const Unit &Facts;
  const Propagation &Graph;
  Forwards &Rows;
  /// Along these a load may go: ways back are part of what is written, and a
  /// prefetch goes them to the rows that are there.
  std::map<ValueRef, std::set<Path>> Followed, Written;
};

std::optional<Finding> Finder::look(ValueRef At, std::set<QueryKey> &Starts) {
  const Function &F = Facts.Functions[At.Function];
  const Value &V = F.Values[At.Value];
  // Whose rows are they? An expression in a template or a macro stands for
  // others that are not seen.
  if (V.Details->Site.Why != EditSite::Obstacle::None)
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
                   ? Start.Details->Entity
                   : Facts.Relations[First.What.Path.front()].Target;
  New.Profile = Start.Details->Profile;
  for (const EagerLoad &Load : V.Details->Loads) {
    if (Load.Object || Load.Unreadable || !Load.Literal.valid())
      continue;
    std::size_t Used = 0;
    for (const Arrival &Query : Queries) {
      Path Whole = namesOf(Facts, Query.What.Path);
      const std::size_t To = Whole.size();
      Whole.insert(Whole.end(), Load.Names.begin(), Load.Names.end());
      auto Follow = [&](const std::set<Path> &Paths) {
        for (const Path &Each : Paths)
          if (const std::size_t Same = common(Whole, Each); Same > To)
            Used = std::max(Used, Same - To);
      };
      Follow(Followed[Query.Value]);
      if (Load.Join)
        continue;
      Follow(Written[Query.Value]);
      // Behind a way back it loads a relation of the rows that are there.
      for (std::size_t I = 1; I <= Load.Names.size() && Load.Back != 0; ++I) {
        const Names Straight = straight(Load, I);
        Path There(Whole.begin(),
                   Whole.begin() + static_cast<std::ptrdiff_t>(To));
        There.insert(There.end(), Straight.begin(), Straight.end());
        const std::set<Path> &Paths = Followed[Query.Value];
        const auto Next = Paths.lower_bound(There);
        if (!Straight.empty() && (Load.Back >> (I - 1) & 1) == 0 &&
            Next != Paths.end() && isPrefix(There, *Next))
          Used = std::max(Used, I);
      }
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
  New.Method = V.Details->Name;
  New.Site = V.Details->Site;
  New.Loads = V.Details->Loads;
  return New;
}

} // namespace

UnusedLoads::UnusedLoads(const Unit &Facts, const Propagation &Graph,
                         const Arrived *Demands, Forwards &Rows) {
  if (!Demands)
    return;
  Finder Rules(Facts, Graph, *Demands, Rows);
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
