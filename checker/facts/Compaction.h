//===--- Compaction.h - Values that somebody asks for -----------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The renaming leaves merges that merge nothing and positions that nobody asks
// for once it is known which loop a row belongs to: every other value of a
// function with loops.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_FACTS_COMPACTION_H
#define ORMLINT_FACTS_COMPACTION_H

#include "facts/Facts.h"

namespace ormlint::facts {

/// Calls \p Visit with each value that \p V is made of.
template <typename Visitor> void operandsOf(Value &V, Visitor &&Visit) {
  Visit(V.Base);
  for (ValueId &Operand : V.Operands)
    Visit(Operand);
  if (!V.Details->Loads.empty())
    for (EagerLoad &Load : V.Details.edit().Loads)
      Visit(Load.Query);
}

/// Calls \p Visit with each value that \p F names elsewhere.
template <typename Visitor> void usesIn(Function &F, Visitor &&Visit) {
  for (Event &E : F.Events)
    Visit(E.Value);
  for (Call &C : F.Calls) {
    Visit(C.Through);
    for (ValueId &Argument : C.Arguments)
      Visit(Argument);
  }
  for (List<ValueId> *Each : {&F.Returns, &F.Exits, &F.Escapes, &F.Stores})
    for (ValueId &Id : *Each)
      Visit(Id);
}

/// Takes out the values that are steps to others and lead to none, and numbers
/// the rest anew.
void compact(Function &F);

} // namespace ormlint::facts

#endif // ORMLINT_FACTS_COMPACTION_H
