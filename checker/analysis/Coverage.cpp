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

Coverage coverageOf(const Unit &Facts, const Propagation &Graph,
                    const Arrived &All, const std::set<Turn> &Reported) {
  Coverage Result;
  std::set<std::pair<std::uint32_t, std::uint32_t>> Seen;
  auto PlaceOf = [](const Demand &D) { return D.Trace.front().At; };
  auto LoopAt = [&](const Turn &T) -> const Place & {
    return Facts.Functions[T.Function].Loops[T.Loop].At;
  };
  auto First = [&](const Place &At) {
    return Seen.insert({At.File, At.Offset}).second;
  };
  // Of a loop that asks for more than is known, that is what counts.
  std::set<std::pair<std::uint32_t, std::uint32_t>> Functions;
  for (const Arrival &A : All.Unknown) {
    if (!A.GivenUp || A.What.What == Demand::Kind::Probe)
      continue;
    const Turn *Rows = rowLoop(A.What);
    if (!Rows) {
      if (Functions.insert({A.Place.File, A.Place.Offset}).second)
        Result.Skipped.push_back({A.Place, A.Reason});
    } else if (const Place &At = LoopAt(*Rows); First(At)) {
      Result.LoopsUndecided.push_back({At, A.Reason});
    }
  }
  // One with a finding is decided, whatever else it may ask for.
  std::set<std::pair<std::uint32_t, std::uint32_t>> Found;
  for (const Turn &T : Reported)
    if (const Place &At = LoopAt(T); Found.insert({At.File, At.Offset}).second)
      Result.LoopsReported.push_back(At);
  for (const auto &[Key, Demands] : All.Queries)
    for (const Demand &D : Demands)
      if (const Turn *Rows = D.Handed ? rowLoop(D) : nullptr)
        if (const Place &At = LoopAt(*Rows);
            Found.count({At.File, At.Offset}) == 0 && First(At)) {
          const Function &F = Facts.Functions[D.Handed->Caller];
          const Call &To = F.Calls[D.Handed->Call];
          Result.LoopsUndecided.push_back(
              {At,
               "'" + To.Name +
                   Propagation::unseen(To, Graph.callees(D.Handed->Caller, To,
                                                         D.Handed->Call))});
        }
  auto IsOfLoop = [](const Demand &D) {
    return D.What == Demand::Kind::Probe && !D.Handed;
  };
  for (const auto &[Key, Demands] : All.Queries)
    for (const Demand &D : Demands)
      if (IsOfLoop(D) && First(PlaceOf(D)))
        Result.LoopsChecked.push_back(PlaceOf(D));
  for (const Arrival &A : All.Unknown)
    if (IsOfLoop(A.What) && First(PlaceOf(A.What)))
      Result.LoopsUndecided.push_back({PlaceOf(A.What), A.Reason});
  Result.Functions = static_cast<std::size_t>(std::count_if(
      Facts.Functions.begin(), Facts.Functions.end(), dealsWithRows));
  for (const Unit::Skipped &Left : Facts.Left)
    Result.Skipped.push_back({Left.At, Left.Reason});
  return Result;
}

} // namespace ormlint::analysis
