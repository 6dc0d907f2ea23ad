//===--- BulkLoads.cpp - Rows that are loaded for others too --------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/BulkLoads.h"
#include "analysis/EagerState.h"
#include "analysis/Propagation.h"
#include "analysis/Spots.h"
#include <algorithm>

using namespace ormlint::facts;

namespace ormlint::analysis {

/// Whether \p Bulk has loaded \p Path before \p Loop, for its rows.
static bool answers(const Unit &Facts, const Demand &Bulk, const Turn &Loop,
                    const Names &Path) {
  const Function &F = Facts.Functions[Bulk.Origin];
  const Event &Loads = F.Events[Bulk.Event];
  if (Bulk.Origin != Loop.Function || Bulk.Identity.back() != Loop.Rows ||
      !Loads.EveryTurn || !encloses(F, Loads.Loop, F.Loops[Loop.Loop].Parent) ||
      !isBefore(Loads.At, F.Loops[Loop.Loop].At))
    return false;
  const auto &Made = F.Values[Loads.Value].Details->Loads;
  return std::any_of(Made.begin(), Made.end(), [&](const EagerLoad &Load) {
    return serves(F, Load, Path) == Served::Yes;
  });
}

void shareBulkLoads(const Unit &Facts, Arrived &All) {
  for (auto &[Key, Demands] : All.Queries) {
    std::vector<const Demand *> Bulks;
    for (const Demand &D : Demands)
      if (D.What == Demand::Kind::Bulk && D.Path.empty())
        Bulks.push_back(&D);
    for (Demand &D : Demands) {
      if (D.What == Demand::Kind::Bulk || D.Turns.empty() || !D.Servable)
        continue;
      const Turn &Loop = D.Turns.back();
      if (!Loop.Open && !D.Path.empty() && Loop.Beyond == D.Path.size())
        D.Served |=
            std::any_of(Bulks.begin(), Bulks.end(), [&](const Demand *Bulk) {
              return answers(Facts, *Bulk, Loop, namesOf(Facts, D.Path));
            });
    }
  }
}

} // namespace ormlint::analysis
