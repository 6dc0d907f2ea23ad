//===--- Spots.cpp - Where findings sit -----------------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Spots.h"
#include "analysis/Paths.h"
#include "analysis/Propagation.h"
#include <algorithm>

using namespace ormlint::facts;

namespace ormlint::analysis {

Spot spotOf(const Demand &D, const ValueRef &Query) {
  if (D.Related)
    return {D.Related->At, D.Path.size() - D.Related->Length, false};
  if (D.Container)
    return {*D.Container, 0, true};
  if (D.Returned)
    return {*D.Returned, 0, false};
  if (D.AfterClear)
    return {*D.AfterClear, 0, false};
  return {D.ChainEnd.value_or(Query), 0, false};
}

std::vector<Step> traceOf(const Unit &Facts, const Demand &D) {
  std::vector<Step> Result(D.Trace.rbegin(), D.Trace.rend());
  const Names Path = namesOf(Facts, D.Path);
  for (Step &Here : Result)
    if (Here.What == Step::Kind::Loop) {
      Here.Over = keyOf(rowsOf(Facts, D, D.Turns.at(Here.Turn)));
    } else if (Here.What == Step::Kind::Access && !Path.empty()) {
      Here.Name = Path.back();
    }
  return Result;
}

Symbol entityAt(const Unit &Facts, const ValueRef &Query, const Demand &D,
                std::size_t To) {
  const Value &Start = Facts.Functions[Query.Function].Values[Query.Value];
  // Of rows that are tuples, the part that is followed.
  if (To == 0)
    return Start.Details->Entity.empty() && !D.Path.empty()
               ? Facts.Relations[D.Path.back()].Owner
               : Start.Details->Entity;
  return Facts.Relations[D.Path[D.Path.size() - To]].Target;
}

void locate(const Unit &Facts, const ValueRef &Query, Claim &Cost) {
  const Value &Start = Facts.Functions[Query.Function].Values[Query.Value];
  Cost.File = Facts.Files[Start.At.File];
  Cost.Line = Start.At.Line;
  Cost.Column = Start.At.Column;
  Cost.Entity = Start.Details->Entity;
}

bool encloses(const Function &F, LoopId Outer, LoopId Inner) {
  while (Inner != None && Inner != Outer)
    Inner = F.Loops[Inner].Parent;
  return Inner == Outer;
}

bool iterates(const Function &F, LoopId Id) {
  const Loop &L = F.Loops[Id];
  return !L.Short && (L.Rows || L.Shape != Loop::Form::Other);
}

bool looksFor(const Event &Asks) {
  return Asks.Ends && Asks.Kind != EventKind::Index;
}

const Turn *rowLoop(const Demand &D) {
  const auto Found = std::find_if(D.Turns.begin(), D.Turns.end(),
                                  [](const Turn &T) { return !T.Open; });
  return Found == D.Turns.end() ? nullptr : &*Found;
}

} // namespace ormlint::analysis
