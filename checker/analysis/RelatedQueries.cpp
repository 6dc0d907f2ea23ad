//===--- RelatedQueries.cpp - Queries for each row, by a relation ---------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/OtherChecks.h"
#include "analysis/Paths.h"
#include "analysis/Propagation.h"
#include "analysis/Spots.h"
#include <algorithm>
#include <map>

using namespace ormlint::facts;

namespace ormlint::analysis {
namespace {

class RelatedQueries {
public:
  RelatedQueries(const QueryDemands &Query, std::vector<Names> Missing)
      : Query(Query), Missing(std::move(Missing)) {}

  std::optional<Finding::Kind> kindOf(const Demand &D) const;
  Finding describe(const Demand &D, Finding::Kind What) const;

private:
  const Event &asks(const Demand &D) const {
    return Query.Facts.Functions[D.Origin].Events[D.Event];
  }
  /// Whether the eager load beside \p D might answer it after all.
  bool mayServe(const Demand &D) const;

  const QueryDemands &Query;
  const std::vector<Names> Missing;
};

/// Whether \p Load has rows that may have another order than the relation's
/// own: what its query is refined by is not followed.
bool mayOrder(const Function &F, const EagerLoad &Load) {
  ValueId Query = Load.Query;
  while (F.Values[Query].Kind == ValueKind::Refined &&
         (F.Values[Query].How == Refinement::All ||
          F.Values[Query].How == Refinement::Load))
    Query = F.Values[Query].Base;
  return Load.Object && F.Values[Query].Kind != ValueKind::Query;
}

bool RelatedQueries::mayServe(const Demand &D) const {
  const Function &F = Query.Facts.Functions[D.Beside->Function];
  const auto &Loads = F.Values[D.Beside->Value].Details->Loads;
  return asks(D).First && !D.ApartBy &&
         std::any_of(Loads.begin(), Loads.end(),
                     [&](const EagerLoad &Load) { return mayOrder(F, Load); });
}

std::optional<Finding::Kind> RelatedQueries::kindOf(const Demand &D) const {
  // A probe is asked by no event.
  if ((D.What != Demand::Kind::Run && D.What != Demand::Kind::Count &&
       D.What != Demand::Kind::Pick) ||
      D.Path.empty() || D.Served || !overRows(D) || looksFor(asks(D)))
    return std::nullopt;
  if (D.Modified)
    return D.Beside ? std::optional(Finding::Kind::ModifiedBesideLoad)
                    : std::nullopt;
  if (D.Beside && mayServe(D))
    return std::nullopt;
  // An eager load that serves another access is none in vain.
  if (D.Beside && std::none_of(Query.Demands.begin(), Query.Demands.end(),
                               [&](const Demand &Other) {
                                 return Other.Served && Other.Path == D.Path;
                               }))
    return Finding::Kind::NarrowedBesideLoad;
  if (D.Apart || D.Cached)
    return Finding::Kind::NarrowedPerRow;
  if (D.What != Demand::Kind::Count)
    return std::nullopt;
  const auto Path = namesOf(Query.Facts, D.Path);
  // Rows that are read too are loaded, and counting those costs nothing.
  if (std::any_of(Missing.begin(), Missing.end(),
                  [&](const auto &Long) { return isPrefix(Path, Long); }))
    return std::nullopt;
  return Finding::Kind::CountedPerRow;
}

Finding RelatedQueries::describe(const Demand &D, Finding::Kind What) const {
  const Unit &Facts = Query.Facts;
  const Value &Start =
      Facts.Functions[Query.Key.Query.Function].Values[Query.Key.Query.Value];
  const Spot Where = spotOf(D, Query.Key.Query);
  Finding New;
  New.What = What;
  New.At = Facts.Functions[Where.At.Function].Values[Where.At.Value].At;
  New.Entity = entityAt(Facts, Query.Key.Query, D, Where.To);
  New.Profile = Start.Details->Profile;
  auto Path = namesOf(Facts, D.Path);
  Path.erase(Path.begin(),
             Path.begin() + static_cast<std::ptrdiff_t>(Where.To));
  New.Paths = {std::move(Path)};
  New.Method = D.ApartBy ? Facts.Functions[D.ApartBy->Function]
                               .Values[D.ApartBy->Value]
                               .Details->Name
                         : asks(D).Name;
  New.ByRow = asks(D).In.Varies != None ||
              std::any_of(D.Own.begin(), D.Own.end(), [&](const ValueRef &At) {
                return Facts.Functions[At.Function]
                           .Values[At.Value]
                           .Details->In.Varies != None;
              });
  New.UpTo = D.UpTo;
  New.Nesting = static_cast<unsigned>(D.Turns.size());
  New.Trace = traceOf(Facts, D);
  return New;
}

} // namespace

ChosenRows choicesOf(const QueryDemands &Query, const ChoosingLoads &Choices) {
  const RelatedQueries Rules(Query, {});
  ChosenRows Result;
  for (const Demand &D : Query.Demands)
    if (Rules.kindOf(D) == Finding::Kind::NarrowedBesideLoad)
      if (auto Rows = Choices.of(Query.Key, D))
        Result.try_emplace(D.Path, std::move(*Rows));
  return Result;
}

void reportRelatedQueries(const QueryDemands &Query,
                          const std::vector<Names> &Missing,
                          const ChosenRows &Chosen,
                          const std::function<Claim()> &Price,
                          std::vector<Finding> &Out, std::set<Turn> &Reported) {
  const RelatedQueries Rules(Query, Missing);
  // One finding for each path and place, of the most specific kind.
  std::map<std::vector<RelationId>, Finding> Found;
  for (const Demand &D : Query.Demands)
    if (auto What = Rules.kindOf(D)) {
      Reported.insert(D.Turns.begin(), D.Turns.end());
      Finding New = Rules.describe(D, *What);
      if (auto Rows = Chosen.find(D.Path); Rows != Chosen.end())
        New.Chosen = Rows->second;
      auto [Known, First] = Found.try_emplace(D.Path, New);
      if (!First && New.What < Known->second.What)
        Known->second = std::move(New);
      else if (!First)
        Known->second.UpTo &= D.UpTo;
    }
  if (Found.empty())
    return;
  const Claim Cost = Price();
  for (auto &[Path, New] : Found) {
    New.Cost = Cost;
    if (!New.Chosen)
      New.Cost.After.reset();
    Out.push_back(std::move(New));
  }
}

} // namespace ormlint::analysis
