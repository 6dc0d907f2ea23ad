//===--- Answers.cpp - Conditions that are asked again --------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Answers.h"
#include <algorithm>
#include <numeric>

using namespace ormlint::facts;

namespace ormlint::analysis {

static bool asks(const Value &V) {
  return V.Kind == ValueKind::Merge &&
         std::any_of(V.Ways.begin(), V.Ways.end(),
                     [](GuardsId Way) { return Way != None; });
}

ValueId Answers::Webs::find(ValueId Value) {
  while (Of[Value] != Value)
    Value = Of[Value] = Of[Of[Value]];
  return Value;
}

void Answers::Webs::join(const Function &F) {
  Of.resize(F.Values.size());
  std::iota(Of.begin(), Of.end(), 0);
  for (ValueId I = 1; I < F.Values.size(); ++I) {
    const Value &V = F.Values[I];
    if (V.Base != None)
      Of[find(I)] = find(V.Base);
    for (ValueId Operand : V.Operands)
      if (Operand != None)
        Of[find(I)] = find(Operand);
  }
  for (ValueId I = 1; I < F.Values.size(); ++I)
    Of[I] = find(I);
}

Answers::Answers(const Unit &Unit) : Functions(Unit.Functions.size()) {
  for (std::size_t I = 0; I < Functions.size(); ++I) {
    const Function &F = Unit.Functions[I];
    // Most functions end here.
    if (F.Guards.size() == 1 ||
        std::count_if(F.Values.begin(), F.Values.end(), asks) < 2)
      continue;
    Webs &Here = Functions[I];
    Here.join(F);
    std::set<std::pair<ValueId, std::uint32_t>> Asked;
    for (ValueId Id = 1; Id < F.Values.size(); ++Id) {
      if (!asks(F.Values[Id]))
        continue;
      std::set<std::uint32_t> Conditions;
      for (GuardsId Way : F.Values[Id].Ways)
        for (const Guard &There : F.Guards[Way])
          Conditions.insert(There.Condition);
      for (std::uint32_t Condition : Conditions)
        if (!Asked.insert({Here.Of[Id], Condition}).second)
          Here.AskedAgain.insert({Here.Of[Id], Condition});
    }
  }
}

bool Answers::matter(std::uint32_t Function, ValueId Merge,
                     std::uint32_t Condition) const {
  const Webs &Here = Functions[Function];
  return !Here.Of.empty() &&
         Here.AskedAgain.count({Here.Of[Merge], Condition}) > 0;
}

} // namespace ormlint::analysis
