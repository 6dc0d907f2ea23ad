//===--- MixedRows.cpp - Rows of several entities in one place ------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/MixedRows.h"
#include <algorithm>
#include <set>
#include <tuple>

using namespace ormlint::facts;

namespace ormlint::analysis {
namespace {

/// One access, in one loop.
using Access = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, LoopId>;

Access accessOf(const Demand &D) {
  return {D.Origin, D.Event, D.Turns.front().Function, D.Turns.front().Loop};
}

/// Whether the rows of \p Query are of the entity whose relation \p D follows;
/// of rows that are tuples nobody knows.
bool fits(const Unit &Facts, const QueryKey &Query, const Demand &D) {
  const Symbol Entity = Facts.Functions[Query.Query.Function]
                            .Values[Query.Query.Value]
                            .Details->Entity;
  const Symbol Owner = Facts.Relations[D.Path.back()].Owner;
  return Entity.empty() || Owner.empty() || Entity == Owner;
}

} // namespace

void separateMixedRows(const Unit &Facts, Arrived &All) {
  std::set<Access> Mixed, Fitting;
  for (const auto &[Query, Demands] : All.Queries)
    for (const Demand &D : Demands)
      if (!D.Path.empty() && !D.Turns.empty())
        (fits(Facts, Query, D) ? Fitting : Mixed).insert(accessOf(D));
  if (Mixed.empty())
    return;
  for (auto &Each : All.Queries)
    std::erase_if(Each.second, [&](const Demand &D) {
      return !D.Path.empty() && !D.Turns.empty() &&
             !fits(Facts, Each.first, D) && Fitting.count(accessOf(D));
    });
}

} // namespace ormlint::analysis
