//===--- WriteSets.cpp - What loops change in the database ----------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/WriteSets.h"
#include "analysis/Spots.h"
#include <algorithm>

using namespace ormlint::facts;

namespace ormlint::analysis {
namespace {

bool meet(const std::set<Symbol> &A, const std::set<Symbol> &B) {
  return std::any_of(A.begin(), A.end(),
                     [&](Symbol E) { return B.count(E) != 0; });
}

} // namespace

WriteSets::WriteSets(const Unit &Facts, const Propagation &Graph)
    : Facts(Facts), Graph(Graph), Written(Facts.Functions.size()) {
  // What a function writes, its callers write.
  std::vector<std::pair<std::uint32_t, Symbol>> Work;
  auto Add = [&](std::uint32_t F, Symbol Entity) {
    const bool New = Written[F].insert(Entity).second;
    if (New)
      Work.emplace_back(F, Entity);
  };
  for (std::uint32_t F = 0; F < Facts.Functions.size(); ++F)
    for (const Event &E : Facts.Functions[F].Events)
      if (E.Kind == EventKind::Write)
        Add(F, E.Entity);
  if (Work.empty())
    return;
  std::vector<std::vector<std::uint32_t>> Callers(Facts.Functions.size());
  for (std::uint32_t F = 0; F < Facts.Functions.size(); ++F)
    for (const Call &C : Facts.Functions[F].Calls)
      if (auto Callee = Graph.find(C.Callee))
        Callers[*Callee].push_back(F);
  while (!Work.empty()) {
    const auto [Callee, Entity] = Work.back();
    Work.pop_back();
    for (std::uint32_t F : Callers[Callee])
      Add(F, Entity);
  }
}

bool WriteSets::inLoop(std::uint32_t Id, LoopId Loop,
                       const std::set<Symbol> &Entities) const {
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

bool WriteSets::around(const Demand &D) const {
  std::set<Symbol> Entities;
  for (RelationId Id : D.Path) {
    Entities.insert(Facts.Relations[Id].Target);
    if (Facts.Relations[Id].ToMany)
      Entities.insert(Facts.Relations[Id].Owner);
  }
  return std::any_of(D.Turns.begin(), D.Turns.end(), [&](const Turn &T) {
    return inLoop(T.Function, T.Loop, Entities);
  });
}

} // namespace ormlint::analysis
