//===--- Analysis.cpp - Findings from facts -------------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Analysis.h"
#include "analysis/Callers.h"
#include "analysis/Cost.h"
#include "analysis/Coverage.h"
#include "analysis/EagerState.h"
#include "analysis/Forwards.h"
#include "analysis/MissingLoads.h"
#include "analysis/OtherChecks.h"
#include "analysis/Propagation.h"
#include "analysis/Spots.h"
#include "analysis/Summaries.h"
#include "analysis/WriteSets.h"
#include <algorithm>
#include <set>

using namespace ormlint::facts;

namespace ormlint::analysis {

/// The demands on a query that was returned through some calls, with those that
/// are made inside the innermost of them whoever calls.
static std::vector<Demand> priced(const Arrived &All, const QueryKey &Key) {
  std::vector<Demand> Result;
  QueryKey Inner = Key;
  for (;;) {
    if (auto Found = All.Queries.find(Inner); Found != All.Queries.end())
      Result.insert(Result.end(), Found->second.begin(), Found->second.end());
    if (Inner.Stack.empty())
      return Result;
    Inner.Stack.erase(Inner.Stack.begin());
  }
}

/// The demands of callers on rows that come to them in a container, of a query
/// that \p Key says is made in the function at hand: of each relation path one.
/// A run of the query is for one caller, which may ask for none.
static std::vector<Demand> askedByCallers(const Arrived &All,
                                          const QueryKey &Key) {
  std::vector<Demand> Result;
  if (!Key.Stack.empty())
    return Result;
  std::set<std::vector<RelationId>> Known;
  for (auto I = std::next(All.Queries.find(Key));
       I != All.Queries.end() && I->first.Query == Key.Query; ++I)
    for (const Demand &D : I->second)
      if (D.What != Demand::Kind::Probe && D.What != Demand::Kind::Write &&
          !D.Path.empty() && !D.Served && spotOf(D, Key.Query).Container &&
          Known.insert(D.Path).second) {
        Result.push_back(D);
        Result.back().UpTo = true;
      }
  return Result;
}

/// The related queries that do not run where an eager load brought their rows.
static std::set<ValueRef> provided(const Arrived &All) {
  std::set<ValueRef> Result;
  for (const auto &[Key, Demands] : All.Queries)
    for (const Demand &D : Demands)
      if (D.What == Demand::Kind::Run && D.Served && !D.Path.empty())
        Result.insert(D.Evaluates);
  return Result;
}

Findings analyze(const Unit &Facts, const Settings &Set) {
  Findings Result;
  const Propagation Graph(Facts, Set.MaxPathDepth);
  const Arrived All = collectDemands(Facts, Graph);
  const WriteSets Writes(Facts, Graph);
  const std::set<ValueRef> Provided = provided(All);
  std::set<Turn> Reported;
  DiscardedLoads Discarded(Facts);
  LeftOutColumns LeftOut(Facts, Writes);
  Forwards Rows(Facts, Graph, All);
  const ChoosingLoads Choices(Facts, All, Writes, Rows);
  UnusedLoads Unused(Facts, Graph, Set.UnusedLoads ? &All : nullptr, Rows);
  for (const auto &[Key, Demands] : All.Queries) {
    ChosenRows Chosen;
    if (Set.IneffectiveLoads)
      Chosen = choicesOf({Facts, Key, Demands, Demands}, Choices);
    // Only where it was returned by a call, or its rows are, does it pay for
    // more.
    std::vector<Demand> More;
    if (!Key.Stack.empty() || !Chosen.empty())
      More = priced(All, Key);
    else if (auto ByCallers = askedByCallers(All, Key); !ByCallers.empty()) {
      More = Demands;
      std::move(ByCallers.begin(), ByCallers.end(), std::back_inserter(More));
    }
    // What an eager load chooses, it answers.
    for (Demand &D : More)
      D.Servable |= Chosen.count(D.Path) != 0;
    const std::vector<Demand> &Priced = More.empty() ? Demands : More;
    const QueryDemands Query{Facts, Key, Demands, Priced};
    std::vector<Addition> Planned;
    if (Set.IneffectiveLoads)
      Planned = Discarded.wanted(Query);
    for (const auto &[Path, Rows] : Chosen)
      Planned.push_back({{}, Rows.Load.Names, 0});
    if (Set.MissingLoads) {
      const std::vector<Addition> Columns = LeftOut.wanted(Query, Reported);
      Planned.insert(Planned.end(), Columns.begin(), Columns.end());
    }
    std::vector<MissingEagerLoad> Found;
    const std::vector<Removal> Removed = Unused.of(Key);
    reportMissingLoads(Query, Writes, Planned, Removed, Provided, Set, Found,
                       Reported);
    // All findings of a query have one price.
    const auto Price = [&, &Key = Key] {
      if (const auto Made = std::find_if(Found.begin(), Found.end(), isMade);
          Made != Found.end())
        return Made->Cost;
      Claim Cost = costOf(Facts, Priced, Planned, Removed);
      locate(Facts, Key.Query, Cost);
      return Cost;
    };
    if (!Planned.empty() || !Removed.empty() || LeftOut.any(Key)) {
      const Claim Cost = Price();
      Discarded.price(Key, Cost);
      LeftOut.price(Key, Cost);
      Unused.price(Key, Cost);
    }
    std::vector<Names> Missing;
    for (const MissingEagerLoad &Each : Found)
      for (const MissingEagerLoad::Path &Path : Each.Paths)
        Missing.push_back(Path.Names);
    for (const Addition &Each : Planned)
      Missing.push_back(Each.Names);
    reportRelatedQueries(Query, Missing, Chosen, Price, Result.Others,
                         Reported);
    std::move(Found.begin(), Found.end(),
              std::back_inserter(Result.MissingEagerLoads));
  }
  agree(Facts, Result.MissingEagerLoads);
  if (Set.IneffectiveLoads)
    Discarded.report(Result.Others);
  if (Set.MissingLoads)
    LeftOut.report(Result.Others);
  reportStreamedLoads(Facts, Result.Others);
  const Callers CalledBy(Facts, Graph);
  reportRepeatedQueries(Facts, All, Writes, CalledBy, Result.Others);
  Unused.report(Result.Others);
  if (Set.UnknownRows)
    reportUnknownRows(Facts, All, Result.MissingEagerLoads);
  reportWrites(Facts, CalledBy, Result.Others);
  Result.Coverage = coverageOf(Facts, Graph, All, Reported);
  Result.Steps = Graph.steps();
  return Result;
}

} // namespace ormlint::analysis
