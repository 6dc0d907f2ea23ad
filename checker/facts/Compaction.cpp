//===--- Compaction.cpp - Values that somebody asks for -------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/Compaction.h"

namespace ormlint::facts {

/// Whether a value of \p Kind says nothing by being there.
static bool isStep(ValueKind Kind) {
  return Kind == ValueKind::Merge || Kind == ValueKind::Iterator ||
         Kind == ValueKind::Target || Kind == ValueKind::Unknown;
}

void compact(Function &F) {
  std::vector<bool> Used(F.Values.size());
  std::vector<ValueId> Work;
  auto Mark = [&](ValueId Id) {
    if (!Used[Id])
      Work.push_back(Id);
    Used[Id] = true;
  };
  Mark(None);
  for (ValueId Id = 1; Id < F.Values.size(); ++Id)
    if (!isStep(F.Values[Id].Kind))
      Mark(Id);
  usesIn(F, Mark);
  while (!Work.empty()) {
    const ValueId Id = Work.back();
    Work.pop_back();
    operandsOf(F.Values[Id], Mark);
  }

  std::vector<ValueId> Now(F.Values.size());
  ValueId Count = 0;
  for (ValueId Id = 0; Id < F.Values.size(); ++Id)
    if (Used[Id]) {
      Now[Id] = Count;
      if (Count != Id)
        F.Values[Count] = std::move(F.Values[Id]);
      ++Count;
    }
  F.Values.resize(Count);
  F.Values.shrink_to_fit();
  auto Rename = [&](ValueId &Id) { Id = Now[Id]; };
  for (Value &V : F.Values)
    operandsOf(V, Rename);
  usesIn(F, Rename);
}

} // namespace ormlint::facts
