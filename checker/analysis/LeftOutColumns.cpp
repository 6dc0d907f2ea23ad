//===--- LeftOutColumns.cpp - Columns that a query leaves out -------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A column is asked for like a relation to one, and is there unless the query
// says otherwise. Not handled: the query of an eager-load object leaves it out.
//
//===----------------------------------------------------------------------===//

#include "analysis/OtherChecks.h"
#include "analysis/Propagation.h"
#include "analysis/Spots.h"
#include <algorithm>

using namespace ormlint::facts;

namespace ormlint::analysis {

std::vector<Addition> LeftOutColumns::wanted(const QueryDemands &Query,
                                             std::set<Turn> &Reported) {
  std::vector<std::pair<const Finding *, Addition>> Fixes;
  for (const Demand &D : Query.Demands) {
    if (!D.LeftOut || D.Served || D.What != Demand::Kind::Load || !overRows(D))
      continue;
    Reported.insert(D.Turns.begin(), D.Turns.end());
    const ValueRef By = D.LeftOut->At;
    const Value &V = Facts.Functions[By.Function].Values[By.Value];
    const auto Whole = namesOf(Facts, D.Path);
    const auto Rows =
        Whole.end() - static_cast<std::ptrdiff_t>(D.LeftOut->Length);
    const Names Column(Rows, Whole.end());
    auto [Known, New] = All.try_emplace({Query.Key, By});
    Finding &Says = Known->second;
    if (New) {
      Says.What = Finding::Kind::LeftOutColumn;
      Says.At = V.At;
      Says.Entity =
          entityAt(Facts, Query.Key.Query, D, Whole.size() - D.LeftOut->Length);
      Says.Profile = Facts.Functions[Query.Key.Query.Function]
                         .Values[Query.Key.Query.Value]
                         .Details->Profile;
      Says.Method = V.Details->Name;
      Says.Trace = traceOf(Facts, D);
      Says.UpTo = D.UpTo;
      Says.Site = V.Details->Site;
      Says.Loads = V.Details->Loads;
    }
    Says.UpTo &= D.UpTo;
    Says.Nesting =
        std::max(Says.Nesting, static_cast<unsigned>(D.Turns.size()));
    // Read before what the loop writes, it would be another value.
    if (std::any_of(D.Turns.begin(), D.Turns.end(), [&](const Turn &T) {
          return Writes.inLoop(T.Function, T.Loop,
                               {Facts.Relations[D.Path.front()].Owner});
        }))
      Says.Site.Why = EditSite::Obstacle::Opaque;
    if (std::find(Says.Paths.begin(), Says.Paths.end(), Column) ==
        Says.Paths.end()) {
      Says.Paths.push_back(Column);
      Says.Used.emplace_back();
      // Like a join, it costs no statement.
      Fixes.emplace_back(&Says, Addition{{Whole.begin(), Rows},
                                         Column,
                                         static_cast<unsigned>(Column.size())});
    }
  }
  std::vector<Addition> Result;
  for (auto &[Says, Fix] : Fixes)
    if (Says->Site.Why == EditSite::Obstacle::None)
      Result.push_back(std::move(Fix));
  return Result;
}

bool LeftOutColumns::any(const QueryKey &Key) const {
  return std::any_of(All.begin(), All.end(), [&](const auto &Entry) {
    return Entry.first.first == Key;
  });
}

void LeftOutColumns::price(const QueryKey &Key, const Claim &Cost) {
  for (auto &[Where, Says] : All)
    if (Where.first == Key)
      Says.Cost = Cost;
}

void LeftOutColumns::report(std::vector<Finding> &Out) const {
  for (const auto &[Where, Says] : All)
    Out.push_back(Says);
}

} // namespace ormlint::analysis
