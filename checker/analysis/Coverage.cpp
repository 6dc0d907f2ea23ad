//===--- Coverage.cpp - How much could be decided -------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Coverage.h"
#include "analysis/Paths.h"
#include "analysis/Propagation.h"
#include "analysis/Spots.h"
#include <algorithm>

using namespace ormlint::facts;

namespace ormlint::analysis {

/// Not one that only hands on what it is handed.
static bool dealsWithRows(const Function &F) {
  return !F.Events.empty() ||
         std::any_of(F.Values.begin(), F.Values.end(), [](const Value &V) {
           switch (V.Kind) {
           case ValueKind::Unknown:
           case ValueKind::Param:
           case ValueKind::Object:
           case ValueKind::Part:
           case ValueKind::Merge:
             return false;
           default:
             return true;
           }
         });
}

Coverage coverageOf(const Unit &Facts, const Arrived &All,
                    const std::set<Turn> &Reported) {
  Coverage Result;
  std::set<std::pair<std::uint32_t, std::uint32_t>> Seen;
  auto PlaceOf = [](const Demand &D) { return D.Trace.front().At; };
  auto First = [&](const Place &At) {
    return Seen.insert({At.File, At.Offset}).second;
  };
  // Of a loop that asks for more than is known, that is what counts.
  std::set<std::pair<std::uint32_t, std::uint32_t>> Functions;
  for (const Arrival &A : All.Unknown) {
    if (!A.GivenUp || A.What.What == Demand::Kind::Probe)
      continue;
    const auto &Turns = A.What.Turns;
    const auto Rows = std::find_if(Turns.begin(), Turns.end(),
                                   [](const Turn &T) { return !T.Open; });
    if (Rows == Turns.end()) {
      if (Functions.insert({A.Place.File, A.Place.Offset}).second)
        Result.Skipped.push_back({A.Place, A.Reason});
    } else if (const Place At =
                   Facts.Functions[Rows->Function].Loops[Rows->Loop].At;
               First(At)) {
      Result.LoopsUndecided.push_back({At, A.Reason});
    }
  }
  for (const auto &[Key, Demands] : All.Queries)
    for (const Demand &D : Demands)
      if (D.What == Demand::Kind::Probe && First(PlaceOf(D)))
        Result.LoopsChecked.push_back(PlaceOf(D));
  for (const Arrival &A : All.Unknown)
    if (A.What.What == Demand::Kind::Probe && First(PlaceOf(A.What)))
      Result.LoopsUndecided.push_back({PlaceOf(A.What), A.Reason});
  Seen.clear();
  for (const Turn &T : Reported)
    if (const Place At = Facts.Functions[T.Function].Loops[T.Loop].At;
        First(At))
      Result.LoopsReported.push_back(At);
  Result.Functions = static_cast<std::size_t>(std::count_if(
      Facts.Functions.begin(), Facts.Functions.end(), dealsWithRows));
  for (const Unit::Skipped &Left : Facts.Left)
    Result.Skipped.push_back({Left.At, Left.Reason});
  return Result;
}

} // namespace ormlint::analysis
