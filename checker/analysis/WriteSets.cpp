//===--- WriteSets.cpp - What loops change in the database ----------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/WriteSets.h"
#include <algorithm>

using namespace ormlint::facts;

namespace ormlint::analysis {
namespace {

bool encloses(const Function &F, LoopId Outer, LoopId Inner) {
  while (Inner != None && Inner != Outer)
    Inner = F.Loops[Inner].Parent;
  return Inner == Outer;
}

bool meet(const std::set<std::string> &A, const std::set<std::string> &B) {
  return std::any_of(A.begin(), A.end(),
                     [&](const std::string &E) { return B.count(E) != 0; });
}

} // namespace

WriteSets::WriteSets(const Unit &Facts, const Propagation &Graph)
    : Facts(Facts), Graph(Graph), Written(Facts.Functions.size()) {
  for (std::size_t F = 0; F < Facts.Functions.size(); ++F)
    for (const Event &E : Facts.Functions[F].Events)
      if (E.Kind == EventKind::Write)
        Written[F].insert(E.Entity);
  // Sets only grow, and there are few entities: this ends soon.
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (std::size_t F = 0; F < Facts.Functions.size(); ++F)
      for (const Call &C : Facts.Functions[F].Calls)
        if (auto Callee = Graph.find(C.Callee)) {
          const std::size_t Before = Written[F].size();
          Written[F].insert(Written[*Callee].begin(), Written[*Callee].end());
          Changed |= Written[F].size() != Before;
        }
  }
}

bool WriteSets::inLoop(std::uint32_t Id, LoopId Loop,
                       const std::set<std::string> &Entities) const {
  const Function &F = Facts.Functions[Id];
  for (const Event &E : F.Events)
    if (E.Kind == EventKind::Write && encloses(F, Loop, E.Loop) &&
        Entities.count(E.Entity))
      return true;
  for (const Call &C : F.Calls)
    if (encloses(F, Loop, C.Loop))
      if (auto Callee = Graph.find(C.Callee);
          Callee && meet(Written[*Callee], Entities))
        return true;
  return false;
}

} // namespace ormlint::analysis
