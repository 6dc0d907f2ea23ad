//===--- UnknownRows.cpp - Loops over rows of unknown origin --------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/OtherChecks.h"
#include "analysis/Propagation.h"
#include "analysis/Spots.h"
#include <algorithm>
#include <map>

using namespace ormlint::facts;

namespace ormlint::analysis {

void reportUnknownRows(const Unit &Facts, const Arrived &All,
                       std::vector<MissingEagerLoad> &Out) {
  // One for each loop.
  std::map<std::pair<std::uint32_t, LoopId>, MissingEagerLoad> Found;
  for (const Arrival &A : All.Unknown) {
    const Demand &D = A.What;
    if (D.Served || !D.Servable || D.Path.empty() ||
        (D.What != Demand::Kind::Load && D.What != Demand::Kind::Run) ||
        Facts.Relations[D.Path.front()].Column)
      continue;
    // The loop over the rows that the path starts from.
    const auto Outermost =
        std::find_if(D.Turns.begin(), D.Turns.end(), [&](const Turn &T) {
          return !T.Open && T.Beyond == D.Path.size();
        });
    if (Outermost == D.Turns.end())
      continue;
    MissingEagerLoad &New = Found[{Outermost->Function, Outermost->Loop}];
    New.At = Facts.Functions[Outermost->Function].Loops[Outermost->Loop].At;
    New.Entity = Facts.Relations[D.Path.back()].Owner;
    New.Profile = Facts.Functions[D.Origin].Events[D.Event].Profile;
    New.Why = NoFix::Unknown;
    New.Sure = Confidence::Possible;
    New.Nesting = std::max(New.Nesting, static_cast<unsigned>(D.Turns.size()));
    MissingEagerLoad::Path Path;
    Path.Names = namesOf(Facts, D.Path);
    if (std::any_of(New.Paths.begin(), New.Paths.end(), [&](const auto &Known) {
          return Known.Names == Path.Names;
        }))
      continue;
    for (auto Id = D.Path.rbegin();
         Id != D.Path.rend() && !Facts.Relations[*Id].ToMany; ++Id)
      ++Path.LeadingToOne;
    Path.UpTo = D.UpTo;
    Path.Trace = traceOf(Facts, D);
    New.Paths.push_back(std::move(Path));
  }
  for (auto &[Loop, New] : Found)
    Out.push_back(std::move(New));
}

} // namespace ormlint::analysis
