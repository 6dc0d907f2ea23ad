//===--- ChoosingLoads.cpp - Eager loads that could choose their rows -----===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `filter` of a relation that is loaded as a whole: with the filter in the
// query of the eager load, `all()` is answered from memory. That is safe where
// the filter means the same at the query, nobody else reads the relation of
// these rows, and the access is not one to other rows, too.
//
// Rejected: accesses in another function, which other callers may reach; they
// would need every caller's query to change at once.
//
//===----------------------------------------------------------------------===//

#include "analysis/Forwards.h"
#include "analysis/OtherChecks.h"
#include "analysis/Paths.h"
#include "analysis/Propagation.h"
#include "analysis/Spots.h"
#include <algorithm>
#include <set>

using namespace ormlint::facts;

namespace ormlint::analysis {
namespace {

bool isEditable(const Value &V) {
  return V.Details->Site.Why == EditSite::Obstacle::None;
}

bool isSteady(const Inputs &In) {
  return In.Varies == None && !In.Opaque && !In.Outside;
}

/// The plain path \p Path among the eager loads of the query that \p D
/// arrived at, if it is in the expression that starts the query, and nothing
/// else loads that relation or beyond it.
std::optional<EagerLoad> onlyLoad(const Unit &Facts, const Demand &D,
                                  const Names &Path) {
  std::optional<EagerLoad> Result;
  for (const Demand::Eager &Each : D.Loads) {
    const Value &V = Facts.Functions[Each.At.Function].Values[Each.At.Value];
    for (const EagerLoad &Load : V.Details->Loads) {
      if (Load.Unreadable)
        return std::nullopt;
      if (!isPrefix(Path, Load.Names))
        continue;
      if (Result || Load.Names != Path || Load.Object || Load.Join ||
          !Load.Literal.valid() || !Each.InChain || !isEditable(V))
        return std::nullopt;
      Result = Load;
    }
  }
  return Result;
}

/// Whether the entity of each relation's target is written like that of its
/// owner, from \p Entity on.
bool areNeighbours(const Unit &Facts, const Demand &D, Symbol Entity) {
  return std::all_of(D.Path.rbegin(), D.Path.rend(), [&](RelationId Id) {
    const Relation &R = Facts.Relations[Id];
    const bool Fine = R.Neighbours && R.Owner == Entity;
    Entity = R.Target;
    return Fine;
  });
}

/// The refinements that choose the rows, last one first; empty if they could
/// not be written at \p There.
std::vector<const Value *> choosing(const Function &F, const Demand &D,
                                    const Place &There) {
  std::vector<const Value *> Result;
  for (const ValueRef &At : D.Own) {
    const Value &V = F.Values[At.Value];
    // Only `all()` says nothing, and only at first.
    if (V.How == Refinement::All && &At == &D.Own.back())
      break;
    if (At.Function != D.Origin || V.How != Refinement::Narrow || V.Slice ||
        V.Streamed || V.Reads != Columns::Unchanged || !isEditable(V) ||
        !isSteady(V.Details->In) || !V.Details->Fix->Since.valid() ||
        V.Details->Fix->Since.File != There.File ||
        !isBefore(V.Details->Fix->Since, There) || !isBefore(There, V.At) ||
        (!Result.empty() && !Result.back()->Chained))
      return {};
    Result.push_back(&V);
  }
  return Result;
}

} // namespace

ChoosingLoads::ChoosingLoads(const Unit &Facts, const Arrived &All,
                             const WriteSets &Writes, Forwards &Rows)
    : Facts(Facts), All(All), Writes(Writes), Rows(Rows) {}

/// The query that is all that the event of \p D asks; null if it asks others,
/// too, or what is not known.
const QueryKey *ChoosingLoads::onlyQuery(const Demand &D) const {
  if (Asked.empty()) {
    for (const auto &[Key, Demands] : All.Queries)
      for (const Demand &Each : Demands)
        if (Each.What != Demand::Kind::Probe)
          if (const auto [Known, New] =
                  Asked.try_emplace({Each.Origin, Each.Event}, &Key);
              Known->second != &Key)
            Known->second = nullptr;
    for (const Arrival &Each : All.Unknown)
      if (Each.What.What != Demand::Kind::Probe)
        Asked[{Each.What.Origin, Each.What.Event}] = nullptr;
  }
  return Asked.at({D.Origin, D.Event});
}

/// Whether \p D, and what else asks for the very same rows, are all that reads
/// the relation, and read it of the rows of this query alone.
bool ChoosingLoads::isOnlyUse(const QueryKey &Query, const Demand &D) const {
  const Names Path = namesOf(Facts, D.Path);
  // A key without calls is the first one of its query.
  for (auto Entry = All.Queries.lower_bound({Query.Query, {}});
       Entry != All.Queries.end() && Entry->first.Query == Query.Query; ++Entry)
    for (const Demand &Other : Entry->second) {
      if (Other.What == Demand::Kind::Probe ||
          !isPrefix(Path, namesOf(Facts, Other.Path)))
        continue;
      if (Entry->first != Query || Other.Path != D.Path || Other.Own != D.Own ||
          Other.Beside != D.Beside || Other.Modified ||
          (Other.What != Demand::Kind::Run &&
           Other.What != Demand::Kind::Count) ||
          !onlyQuery(Other))
        return false;
    }
  return true;
}

std::optional<Choice> ChoosingLoads::of(const QueryKey &Query,
                                        const Demand &D) const {
  const Function &F = Facts.Functions[D.Origin];
  if (!Query.Stack.empty() || D.Origin != Query.Query.Function ||
      D.Chain.size() != 1 || !D.Beside || D.Beside->Function != D.Origin ||
      D.Own.empty())
    return std::nullopt;
  const Value &Start = F.Values[Query.Query.Value];
  const auto Load = onlyLoad(Facts, D, namesOf(Facts, D.Path));
  if (!Load || !isEditable(Start) || !isSteady(Start.Details->In) ||
      !areNeighbours(Facts, D, Start.Details->Entity))
    return std::nullopt;
  const auto Moves = choosing(F, D, Load->Literal);
  if (Moves.empty() || Writes.around(D) || !isOnlyUse(Query, D) ||
      !Rows.inSight(*D.Beside, /*NoObjects=*/true))
    return std::nullopt;
  Choice Result;
  Result.Load = *Load;
  Result.Query = Start.At;
  Result.QueryEnd = Start.Details->Site.End;
  Result.Target = Facts.Relations[D.Path.front()].Target;
  Result.From = Moves.back()->Details->Site.LastDot;
  Result.To = Moves.front()->Details->Site.End;
  Result.All = Moves.size() != D.Own.size();
  return Result;
}

} // namespace ormlint::analysis
