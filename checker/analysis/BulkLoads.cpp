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

/// Whether \p Bulk loads something for the rows of \p Loop before it turns.
static bool isFor(const Unit &Facts, const Demand &Bulk, const Turn &Loop) {
  const Function &F = Facts.Functions[Bulk.Origin];
  const Event &Loads = F.Events[Bulk.Event];
  return Bulk.Origin == Loop.Function && Bulk.Identity.back() == Loop.Rows &&
         Loads.EveryTurn &&
         encloses(F, Loads.Loop, F.Loops[Loop.Loop].Parent) &&
         isBefore(Loads.At, F.Loops[Loop.Loop].At);
}

/// Whether \p Loop comes by the rows that \p D and \p Bulk share a path to.
static bool meets(const Demand &D, const Turn &Loop, const Demand &Bulk) {
  return !Loop.Open && Loop.Detour.empty() && Loop.Beyond > 0 &&
         std::equal(D.Path.begin() + static_cast<std::ptrdiff_t>(Loop.Beyond),
                    D.Path.end(), Bulk.Path.begin(), Bulk.Path.end());
}

static void share(const Unit &Facts, const Demand &Bulk, Demand &D) {
  const auto Loop =
      std::find_if(D.Turns.begin(), D.Turns.end(), [&](const Turn &T) {
        return meets(D, T, Bulk) && isFor(Facts, Bulk, T);
      });
  if (Loop == D.Turns.end())
    return;
  const Function &F = Facts.Functions[Bulk.Origin];
  const ValueId At = F.Events[Bulk.Event].Value;
  Names Path = namesOf(Facts, D.Path);
  Path.erase(Path.begin(),
             Path.end() - static_cast<std::ptrdiff_t>(Loop->Beyond));
  const auto &Made = F.Values[At].Details->Loads;
  D.Served |= D.Servable &&
              std::any_of(Made.begin(), Made.end(), [&](const EagerLoad &Load) {
                return serves(F, Load, Path) == Served::Yes;
              });
  // What it brought is one row for all that lead to it, too.
  if (Bulk.Path.size() ==
      (D.RelatedFixed ? D.Path.size() - D.Related->Length : 0))
    D.Loads.push_back(
        {{Bulk.Origin, At}, /*InChain=*/false, /*EveryWay=*/false});
}

void shareBulkLoads(const Unit &Facts, Arrived &All) {
  for (auto &[Key, Demands] : All.Queries) {
    std::vector<const Demand *> Bulks;
    for (const Demand &D : Demands)
      if (D.What == Demand::Kind::Bulk)
        Bulks.push_back(&D);
    for (Demand &D : Demands)
      if (D.What != Demand::Kind::Bulk)
        for (const Demand *Bulk : Bulks)
          share(Facts, *Bulk, D);
  }
}

} // namespace ormlint::analysis
