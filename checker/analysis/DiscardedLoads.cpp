//===--- DiscardedLoads.cpp - Eager loads on queries thrown away ----------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/OtherChecks.h"
#include "analysis/Propagation.h"
#include "analysis/Spots.h"
#include <algorithm>

using namespace ormlint::facts;

namespace ormlint::analysis {

/// The query that \p At is made of in the same function, by refinements alone.
static ValueRef startOf(const Function &F, ValueRef At) {
  constexpr unsigned MaxSteps = 1024;
  for (unsigned Step = 0; Step < MaxSteps; ++Step) {
    const Value &V = F.Values[At.Value];
    if (V.Kind == ValueKind::Query)
      return At;
    if (V.Kind != ValueKind::Refined)
      break;
    At.Value = V.Base;
  }
  return {};
}

/// What \p Load adds to a query.
static Addition additionOf(const EagerLoad &Load) {
  Addition Result;
  Result.Names = Load.Names;
  Result.LeadingToOne =
      Load.Join ? static_cast<unsigned>(Load.Names.size()) : 0;
  return Result;
}

DiscardedLoads::DiscardedLoads(const Unit &Facts) : Facts(Facts) {
  for (std::uint32_t Id = 0; Id < Facts.Functions.size(); ++Id) {
    const Function &F = Facts.Functions[Id];
    for (ValueId I = 1; I < F.Values.size(); ++I) {
      const Value &V = F.Values[I];
      if (!V.Discarded || V.OnPurpose || V.How != Refinement::Load)
        continue;
      Entry New{{Id, I}, startOf(F, {Id, V.Base}), false, {}};
      New.Says.What = Finding::Kind::DiscardedLoad;
      New.Says.At = V.At;
      New.Says.Method = V.Details->Name;
      for (const EagerLoad &Load : V.Details->Loads)
        if (!Load.Unreadable)
          New.Says.Paths.push_back(Load.Names);
      if (New.Says.Paths.empty())
        continue;
      if (New.Query.Value != None) {
        const Value &Start = F.Values[New.Query.Value];
        New.Says.Entity = Start.Details->Entity;
        New.Says.Profile = Start.Details->Profile;
      }
      All.push_back(std::move(New));
    }
  }
}

std::vector<Addition> DiscardedLoads::wanted(const QueryDemands &Query) {
  std::vector<Addition> Result;
  for (Entry &E : All) {
    const Value &V = Facts.Functions[E.At.Function].Values[E.At.Value];
    if (E.Query != Query.Key.Query || !Query.Key.Stack.empty() ||
        V.Details->Fix->Variable.empty() || !V.Always || V.Made != None)
      continue;
    auto Follows = [&](const Demand &D) {
      if (D.What != Demand::Kind::Load && D.What != Demand::Kind::Run)
        return false;
      const Event &Asks = Facts.Functions[D.Origin].Events[D.Event];
      return !D.Served && D.Servable && overRows(D) &&
             (D.Origin != E.At.Function ||
              (Asks.At.File == V.At.File && Asks.At.Offset > V.At.Offset));
    };
    // Assigned, a longer path than is followed would be an unused load.
    const auto &Loads = V.Details->Loads;
    E.Wanted =
        std::all_of(Loads.begin(), Loads.end(), [&](const EagerLoad &Load) {
          return !Load.Unreadable && !Load.Object &&
                 std::any_of(Query.Demands.begin(), Query.Demands.end(),
                             [&](const Demand &D) {
                               return Follows(D) &&
                                      namesOf(Facts, D.Path) == Load.Names;
                             });
        });
    if (!E.Wanted)
      continue;
    E.Says.Variable = V.Details->Fix->Variable;
    E.Says.Statement = V.Details->Fix->Statement;
    for (const EagerLoad &Load : Loads)
      Result.push_back(additionOf(Load));
  }
  return Result;
}

void DiscardedLoads::price(const QueryKey &Key, const Claim &Cost) {
  for (Entry &E : All)
    if (E.Wanted && E.Query == Key.Query)
      E.Says.Cost = Cost;
}

void DiscardedLoads::report(std::vector<Finding> &Out) const {
  for (const Entry &E : All)
    Out.push_back(E.Says);
}

void reportStreamedLoads(const Unit &Facts, std::vector<Finding> &Out) {
  for (const Function &F : Facts.Functions)
    for (const Value &Stream : F.Values) {
      if (!Stream.Streamed)
        continue;
      constexpr unsigned MaxSteps = 1024;
      Finding New;
      ValueId At = Stream.Base;
      for (unsigned Step = 0; Step < MaxSteps; ++Step, At = F.Values[At].Base) {
        const Value &V = F.Values[At];
        if (V.Kind == ValueKind::Query) {
          New.Entity = V.Details->Entity;
          New.Profile = V.Details->Profile;
          break;
        }
        if (V.Kind != ValueKind::Refined ||
            (V.How == Refinement::Clear && !V.JoinKind))
          break;
        if (V.How == Refinement::Load && !V.JoinKind)
          for (const EagerLoad &Load : V.Details->Loads)
            if (!Load.Unreadable)
              New.Paths.push_back(Load.Names);
      }
      if (New.Paths.empty() || New.Profile.empty())
        continue;
      New.What = Finding::Kind::StreamedLoad;
      New.At = Stream.At;
      New.Method = Stream.Details->Name;
      Out.push_back(std::move(New));
    }
}

} // namespace ormlint::analysis
