//===--- Analysis.cpp - Findings from facts -------------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Analysis.h"
#include "analysis/Cost.h"
#include "analysis/EagerState.h"
#include "analysis/Propagation.h"
#include "analysis/Summaries.h"
#include "analysis/WriteSets.h"
#include <algorithm>
#include <set>

using namespace ormlint::facts;

namespace ormlint::analysis {
namespace {

/// The query expression a demand would be fixed at.
struct Spot {
  ValueRef At;
  /// Relations from the query's own rows to the rows of the expression.
  std::size_t To = 0;
  /// The expression is a call that gives a container of rows.
  bool Container = false;
  friend auto operator<=>(const Spot &, const Spot &) = default;
};

Spot spotOf(const Demand &D, const ValueRef &Query) {
  if (D.Related)
    return {D.Related->At, D.Path.size() - D.Related->Length, false};
  if (D.Container)
    return {*D.Container, 0, true};
  if (D.Returned)
    return {*D.Returned, 0, false};
  if (D.AfterClear)
    return {*D.AfterClear, 0, false};
  return {D.ChainEnd.value_or(Query), 0, false};
}

NoFix obstacle(EditSite::Obstacle Why) {
  switch (Why) {
  case EditSite::Obstacle::None:
    return NoFix::None;
  case EditSite::Obstacle::Macro:
    return NoFix::Macro;
  case EditSite::Obstacle::Template:
    return NoFix::Template;
  case EditSite::Obstacle::SystemHeader:
    return NoFix::SystemHeader;
  case EditSite::Obstacle::Opaque:
    return NoFix::Opaque;
  }
  return NoFix::Opaque;
}

/// Turns the demands that arrived at one query into findings.
class QueryReport {
public:
  /// \p Priced are the demands that cost statements of this query, those that
  /// the functions make that return it included.
  QueryReport(const Unit &Facts, const QueryKey &Key,
              const std::vector<Demand> &Demands,
              const std::vector<Demand> &Priced, const WriteSets &Writes)
      : Facts(Facts), Key(Key), Demands(Demands), Priced(Priced),
        Writes(Writes) {}

  void run(std::vector<MissingEagerLoad> &Out, std::set<Turn> &Reported);

private:
  using Path = MissingEagerLoad::Path;

  const Value &value(const ValueRef &At) const {
    return Facts.Functions[At.Function].Values[At.Value];
  }
  bool missing(const Demand &D) const {
    return !D.Served && D.Servable && !D.Path.empty() &&
           std::any_of(D.Turns.begin(), D.Turns.end(),
                       [](const Turn &T) { return !T.Open; }) &&
           (D.What == Demand::Kind::Load || D.What == Demand::Kind::Run);
  }
  bool written(const Demand &D) const;
  std::vector<Path> paths(const std::vector<const Demand *> &Group,
                          std::size_t To) const;
  std::vector<Step> trace(const Demand &D) const;
  std::string entity(const Demand &D, std::size_t To) const;

  const Unit &Facts;
  const QueryKey &Key;
  const std::vector<Demand> &Demands;
  const std::vector<Demand> &Priced;
  const WriteSets &Writes;
};

/// Whether a loop around the access changes rows that the path reads: then an
/// eager load, which reads them before, could make another output. What a
/// called function writes is seen where it is handed a row or a query.
bool QueryReport::written(const Demand &D) const {
  std::set<std::string> Entities;
  for (RelationId Id : D.Path) {
    Entities.insert(Facts.Relations[Id].Target);
    if (Facts.Relations[Id].ToMany)
      Entities.insert(Facts.Relations[Id].Owner);
  }
  return std::any_of(D.Turns.begin(), D.Turns.end(), [&](const Turn &T) {
    return Writes.inLoop(T.Function, T.Loop, Entities);
  });
}

std::vector<Step> QueryReport::trace(const Demand &D) const {
  std::vector<Step> Result(D.Trace.rbegin(), D.Trace.rend());
  const auto Names = namesOf(Facts, D.Path);
  for (Step &Here : Result)
    if (Here.What == Step::Kind::Loop) {
      for (const std::string &Name : rowsOf(Facts, D, D.Turns.at(Here.Turn)))
        Here.Over += (Here.Over.empty() ? "" : "__") + Name;
    } else if (Here.What == Step::Kind::Access) {
      Here.Name = Names.back();
    }
  return Result;
}

/// The paths that are missing: each once, and none that another one covers.
std::vector<MissingEagerLoad::Path>
QueryReport::paths(const std::vector<const Demand *> &Group,
                   std::size_t To) const {
  std::vector<Path> Result;
  for (const Demand *D : Group) {
    const auto Whole = namesOf(Facts, D->Path);
    Path New;
    New.Names.assign(Whole.begin() + static_cast<std::ptrdiff_t>(To),
                     Whole.end());
    for (std::size_t I = D->Path.size() - To; I-- > 0;) {
      if (Facts.Relations[D->Path[I]].ToMany)
        break;
      ++New.LeadingToOne;
    }
    for (std::size_t I = 0; I < D->Path.size() - To; ++I) {
      if (Facts.Relations[D->Path[I]].ToMany)
        break;
      ++New.TrailingToOne;
    }
    New.UpTo = D->UpTo;
    New.Trace = trace(*D);
    auto Same = std::find_if(Result.begin(), Result.end(), [&](const Path &P) {
      return P.Names == New.Names;
    });
    if (Same == Result.end())
      Result.push_back(std::move(New));
    else
      Same->UpTo &= New.UpTo;
  }
  return Result;
}

std::string QueryReport::entity(const Demand &D, std::size_t To) const {
  if (To == 0)
    return value(Key.Query).Entity;
  return Facts.Relations[D.Path[D.Path.size() - To]].Target;
}

void QueryReport::run(std::vector<MissingEagerLoad> &Out,
                      std::set<Turn> &Reported) {
  std::map<Spot, std::vector<const Demand *>> Groups;
  for (const Demand &D : Demands)
    if (missing(D)) {
      Groups[spotOf(D, Key.Query)].push_back(&D);
      Reported.insert(D.Turns.begin(), D.Turns.end());
    }
  if (Groups.empty())
    return;
  // Chains that part further down meet at the start of the query: one place,
  // one fix.
  std::vector<const Demand *> AtStart;
  std::size_t Starts = 0;
  for (const auto &[Where, Group] : Groups)
    if (!Group.front()->Related) {
      ++Starts;
      AtStart.insert(AtStart.end(), Group.begin(), Group.end());
    }
  if (Starts > 1) {
    std::erase_if(Groups, [](const auto &Entry) {
      return !Entry.second.front()->Related;
    });
    Groups[{Key.Query, 0, false}] = std::move(AtStart);
  }

  // All fixes of a query are applied together, so they are priced together.
  std::vector<Addition> Fix;
  std::vector<MissingEagerLoad> Found;
  for (const auto &[Where, Group] : Groups) {
    MissingEagerLoad New;
    const Value &At = value(Where.At);
    New.At = At.At;
    New.Site = At.Site;
    New.Why = Where.Container ? NoFix::Container : obstacle(At.Site.Why);
    New.Entity = entity(*Group.front(), Where.To);
    New.Profile = value(Key.Query).Profile;
    New.Paths = paths(Group, Where.To);
    const auto Whole = namesOf(Facts, Group.front()->Path);
    for (const Path &P : New.Paths) {
      Addition A;
      A.To.assign(Whole.begin(),
                  Whole.begin() + static_cast<std::ptrdiff_t>(Where.To));
      A.Names = P.Names;
      A.LeadingToOne = P.LeadingToOne;
      Fix.push_back(std::move(A));
    }
    if (std::any_of(Group.begin(), Group.end(),
                    [&](const Demand *D) { return written(*D); }))
      New.Why = NoFix::Written;
    const Demand &First = *Group.front();
    if (!First.Related || First.RelatedFixed)
      for (const Demand::Eager &Load : First.Loads)
        if (Load.InChain)
          for (const EagerLoad &Path : value(Load.At).Loads)
            New.Existing.push_back(Path);
    Found.push_back(std::move(New));
  }
  Claim Cost = costOf(Facts, Priced, Fix);
  const Value &Query = value(Key.Query);
  Cost.File = Facts.Files[Query.At.File];
  Cost.Line = Query.At.Line;
  Cost.Column = Query.At.Column;
  Cost.Entity = Query.Entity;
  for (MissingEagerLoad &New : Found) {
    New.Cost = Cost;
    Out.push_back(std::move(New));
  }
}

} // namespace

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

Findings analyze(const Unit &Facts) {
  Findings Result;
  const Propagation Graph(Facts);
  const Arrived All = collectDemands(Facts, Graph);
  const WriteSets Writes(Facts, Graph);
  std::set<Turn> Reported;
  for (const auto &[Key, Demands] : All.Queries)
    QueryReport(Facts, Key, Demands, priced(All, Key), Writes)
        .run(Result.MissingEagerLoads, Reported);

  // Loops: each is checked, undecided, or both where it has several callers.
  std::set<std::pair<std::uint32_t, std::uint32_t>> Checked, Undecided;
  auto PlaceOf = [](const Demand &D) { return D.Trace.front().At; };
  for (const auto &[Key, Demands] : All.Queries)
    for (const Demand &D : Demands)
      if (D.What == Demand::Kind::Probe)
        Checked.insert({PlaceOf(D).File, PlaceOf(D).Offset});
  for (const Arrival &A : All.Unknown)
    if (A.What.What == Demand::Kind::Probe) {
      const Place At = PlaceOf(A.What);
      const std::pair Loop{At.File, At.Offset};
      if (!Checked.count(Loop) && Undecided.insert(Loop).second)
        Result.Coverage.LoopsUndecided.push_back({At, A.Reason});
    }
  Result.Coverage.LoopsChecked = static_cast<unsigned>(Checked.size());
  std::set<std::pair<std::uint32_t, LoopId>> Loops;
  for (const Turn &T : Reported)
    Loops.insert({T.Function, T.Loop});
  Result.Coverage.LoopsReported = static_cast<unsigned>(Loops.size());
  return Result;
}

} // namespace ormlint::analysis
