//===--- RepeatedWrites.cpp - Writes that a loop repeats ------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/OtherChecks.h"
#include "analysis/Spots.h"
#include <map>
#include <tuple>

using namespace ormlint::facts;

namespace ormlint::analysis {
namespace {

/// What is written, followed back within the function.
struct Subject {
  LoopId Made = None;
  bool Batch = false;
  std::string Entity;
};

Subject subjectOf(const Function &F, ValueId Id) {
  Subject Result;
  constexpr unsigned MaxSteps = 64;
  for (unsigned Step = 0; Id != None && Step < MaxSteps; ++Step) {
    const Value &V = F.Values[Id];
    Result.Batch |= V.In.Batch || V.Slice;
    // Where the object comes from says whether it is another one on each turn;
    // a relation of it is just named there.
    if (V.Kind == ValueKind::Each)
      Result.Made = V.Loop;
    else if (V.In.Varies != None)
      Result.Made = V.In.Varies;
    else if (V.Kind == ValueKind::One || V.Kind == ValueKind::Unknown ||
             V.Kind == ValueKind::Result)
      Result.Made = V.Made;
    if (Result.Made != None)
      break;
    Id = V.Base;
  }
  return Result;
}

} // namespace

void reportWrites(const Unit &Facts, std::vector<Finding> &Out) {
  // One for each loop and method.
  std::set<std::tuple<std::uint32_t, LoopId, std::string, std::string>> Seen;
  for (std::uint32_t Id = 0; Id < Facts.Functions.size(); ++Id) {
    const Function &F = Facts.Functions[Id];
    for (const Event &E : F.Events) {
      if (E.Kind != EventKind::Write || E.Loop == None || E.Name.empty() ||
          E.In.Batch || E.In.Outside || E.Ends)
        continue;
      const Subject Of = subjectOf(F, E.Value);
      const LoopId Loop = E.In.Varies != None ? E.In.Varies : Of.Made;
      if (Of.Batch || Loop == None || !encloses(F, Loop, E.Loop) ||
          !iterates(F, Loop) ||
          !Seen.insert({Id, Loop, E.Name, E.Entity}).second)
        continue;
      Finding New;
      New.What = Finding::Kind::WritePerTurn;
      New.At = E.At;
      New.Entity = E.Entity;
      New.Profile = E.Profile;
      New.Method = E.Name;
      New.UpTo = !E.EveryTurn || F.Loops[Loop].EarlyExit;
      for (LoopId At = E.Loop; At != None; At = F.Loops[At].Parent)
        ++New.Nesting;
      Step Here;
      Here.What = Step::Kind::Turn;
      Here.At = F.Loops[Loop].At;
      New.Trace.push_back(std::move(Here));
      Out.push_back(std::move(New));
    }
  }
}

} // namespace ormlint::analysis
