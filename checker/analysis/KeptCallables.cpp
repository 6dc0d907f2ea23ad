//===--- KeptCallables.cpp - Function objects that are called later -------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Callables.h"
#include <algorithm>
#include <set>

using namespace ormlint::facts;

namespace ormlint::analysis {

namespace {

/// The values of \p F that hold its parameter \p Param.
std::vector<bool> holding(const Function &F, std::uint32_t Param) {
  std::vector<bool> Holds(F.Values.size());
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (ValueId Id = 1; Id < F.Values.size(); ++Id) {
      const Value &V = F.Values[Id];
      if (Holds[Id] || V.Kind == ValueKind::Result)
        continue;
      Holds[Id] = V.Kind == ValueKind::Param
                      ? V.Index == Param
                      : Holds[V.Base] ||
                            std::any_of(V.Operands.begin(), V.Operands.end(),
                                        [&](ValueId Of) { return Holds[Of]; });
      Changed |= Holds[Id];
    }
  }
  return Holds;
}

} // namespace

bool Callables::keeps(std::uint32_t Function, std::uint32_t Argument,
                      const Call &Made) const {
  constexpr std::size_t MaxFunctions = 64;
  std::set<std::pair<std::uint32_t, std::uint32_t>> Seen;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> Work;
  auto Hand = [&](const Call &To, std::uint32_t Callee, std::uint32_t Index) {
    const facts::Function &F = Unit.Functions[Callee];
    for (std::uint32_t Param = 0; Param < F.Params; ++Param)
      if (argumentIndex(To, F, Param) == Index)
        Work.emplace_back(Callee, Param);
  };
  Hand(Made, Function, Argument);
  while (!Work.empty()) {
    const auto Next = Work.back();
    Work.pop_back();
    if (!Seen.insert(Next).second)
      continue;
    if (Seen.size() > MaxFunctions)
      return true;
    const auto &[In, Param] = Next;
    const facts::Function &F = Unit.Functions[In];
    const std::vector<bool> Holds = holding(F, Param);
    auto Any = [&](const List<ValueId> &Values) {
      return std::any_of(Values.begin(), Values.end(),
                         [&](ValueId Id) { return Holds[Id]; });
    };
    if (Any(F.Escapes) || Any(F.Stores) || Any(F.Returns))
      return true;
    for (std::uint32_t I = 0; I < F.Exits.size(); ++I)
      if (I != Param && Holds[F.Exits[I]])
        return true;
    for (CallId C = 1; C < F.Calls.size(); ++C)
      for (std::uint32_t I = 0; I < F.Calls[C].Arguments.size(); ++I) {
        const Call &To = F.Calls[C];
        // To be called is what it is there for.
        if (!Holds[To.Arguments[I]] || (To.Through != None && I == 0))
          continue;
        if (To.Through != None) {
          for (std::uint32_t Target : targets(In, C))
            Hand(To, Target, I);
          continue;
        }
        const auto Callee = ByUsr.find(To.Callee);
        if (Callee == ByUsr.end())
          return true;
        Hand(To, Callee->second, I);
      }
  }
  return false;
}

} // namespace ormlint::analysis
