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

#include "analysis/OtherChecks.h"
#include "analysis/Propagation.h"
#include "analysis/Spots.h"
#include <algorithm>
#include <set>

using namespace ormlint::facts;

namespace ormlint::analysis {
namespace {

using Path = std::vector<std::string>;

bool isPrefix(const Path &Short, const Path &Long) {
  return Short.size() <= Long.size() &&
         std::equal(Short.begin(), Short.end(), Long.begin());
}

/// Whether \p A stands before \p B in one file.
bool before(const Place &A, const Place &B) {
  return A.valid() && B.valid() && A.File == B.File &&
         std::tie(A.Line, A.Column) < std::tie(B.Line, B.Column);
}

bool isEditable(const Value &V) {
  return V.Site.Why == EditSite::Obstacle::None;
}

bool isSteady(const Inputs &In) {
  return In.Varies == None && !In.Opaque && !In.Outside;
}

/// The plain path \p Names among the eager loads of the query that \p D
/// arrived at, if it is in the expression that starts the query, and nothing
/// else loads that relation or beyond it.
std::optional<EagerLoad> onlyLoad(const Unit &Facts, const Demand &D,
                                  const Path &Names) {
  std::optional<EagerLoad> Result;
  for (const Demand::Eager &Each : D.Loads) {
    const Value &V = Facts.Functions[Each.At.Function].Values[Each.At.Value];
    for (const EagerLoad &Load : V.Loads) {
      if (Load.Unreadable)
        return std::nullopt;
      if (!isPrefix(Names, Load.Names))
        continue;
      if (Result || Load.Names != Names || Load.Object || Load.Join ||
          !Load.Literal.valid() || !Each.InChain || !isEditable(V))
        return std::nullopt;
      Result = Load;
    }
  }
  return Result;
}

/// Whether the entity of each relation's target is written like that of its
/// owner, from \p Entity on.
bool areNeighbours(const Unit &Facts, const Demand &D, std::string Entity) {
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
        !isSteady(V.In) || !before(V.Since, There) || !before(There, V.At) ||
        (!Result.empty() && !Result.back()->Chained))
      return {};
    Result.push_back(&V);
  }
  return Result;
}

} // namespace

/// Whether \p D, and what else asks for the very same rows, are all that reads
/// the relation, and read it of the rows of this query alone.
bool ChoosingLoads::isOnlyUse(const QueryKey &Query, const Demand &D) const {
  const Path Names = namesOf(Facts, D.Path);
  std::set<std::pair<std::uint32_t, std::uint32_t>> Asking;
  for (const auto &[Key, Demands] : All.Queries)
    for (const Demand &Other : Demands) {
      if (Key.Query != Query.Query || Other.What == Demand::Kind::Probe ||
          !isPrefix(Names, namesOf(Facts, Other.Path)))
        continue;
      if (Key != Query || Other.Path != D.Path || Other.Own != D.Own ||
          Other.Beside != D.Beside || Other.Modified ||
          (Other.What != Demand::Kind::Run &&
           Other.What != Demand::Kind::Count))
        return false;
      Asking.insert({Other.Origin, Other.Event});
    }
  const auto IsOne = [&](const Demand &Other) {
    return Other.What != Demand::Kind::Probe &&
           Asking.count({Other.Origin, Other.Event}) != 0;
  };
  return std::all_of(All.Queries.begin(), All.Queries.end(),
                     [&](const auto &Entry) {
                       return Entry.first == Query ||
                              std::none_of(Entry.second.begin(),
                                           Entry.second.end(), IsOne);
                     }) &&
         std::none_of(All.Unknown.begin(), All.Unknown.end(),
                      [&](const Arrival &A) { return IsOne(A.What); });
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
  if (!Load || !isEditable(Start) || !isSteady(Start.In) ||
      !areNeighbours(Facts, D, Start.Entity))
    return std::nullopt;
  const auto Moves = choosing(F, D, Load->Literal);
  if (Moves.empty() || Writes.around(D) || !isOnlyUse(Query, D) ||
      !staysInSight(Facts, Graph, All, *D.Beside))
    return std::nullopt;
  Choice Result;
  Result.Load = *Load;
  Result.Query = Start.At;
  Result.QueryEnd = Start.Site.End;
  Result.Target = Facts.Relations[D.Path.front()].Target;
  Result.From = Moves.back()->Site.LastDot;
  Result.To = Moves.front()->Site.End;
  Result.All = Moves.size() != D.Own.size();
  return Result;
}

} // namespace ormlint::analysis
