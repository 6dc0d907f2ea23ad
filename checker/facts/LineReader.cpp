//===--- LineReader.cpp - What stands in a line of facts ------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/LineReader.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace ormlint::facts {

void LineReader::readPlace(Place &At) {
  SmallVector<StringRef, 3> Parts;
  StringRef(now().Text).split(Parts, ':');
  At.File = F ? F->At.File : 0;
  bool Bad = Parts.size() < 2 || Parts.size() > 3;
  if (Parts.size() == 3) {
    Bad |= !Parts[0].consume_front("f") || Parts[0].getAsInteger(10, At.File);
    Parts.erase(Parts.begin());
  }
  if (Bad || Parts[0].getAsInteger(10, At.Line) ||
      Parts[1].getAsInteger(10, At.Column) || !At.valid())
    return expected("@line:column");
  At.Offset = At.Line << 10 | std::min(At.Column, 1023u);
  ++Next;
}

void LineReader::place(Place &At) {
  if (now().Is == Token::Kind::Place)
    return readPlace(At);
  if (Places == Unplaced::InTheText)
    At = {F ? F->At.File : 0, Number, 1, Number << 10};
}

void LineReader::relation(RelationId &Id) {
  if (Relations.count(now().Text))
    return reference(Relations, Id, "relation");
  SmallVector<StringRef, 4> Fitting;
  for (const auto &[Label, Known] : Relations)
    if (Result.Relations[Known].Name == now().Text) {
      Fitting.push_back(Label);
      Id = Known;
    }
  if (Fitting.empty())
    return expected("a relation");
  if (Fitting.size() > 1) {
    sort(Fitting);
    fail("'" + now().Text + "' may be " + join(Fitting, " or "));
  }
  ++Next;
}

void LineReader::guards(GuardsId &Id) {
  if (!has("[", true))
    return;
  std::vector<Guard> List;
  while (Error.empty() && !has("]", true)) {
    StringRef Condition = now().Text;
    Guard &New = List.emplace_back();
    New.Holds = !Condition.consume_front("!");
    if (now().Is == Token::Kind::End ||
        Condition.getAsInteger(10, New.Condition))
      return expected("the number of a condition");
    ++Next;
  }
  Id = static_cast<GuardsId>(find(F->Guards, List) - F->Guards.begin());
  if (Id == F->Guards.size())
    F->Guards.push_back(std::move(List));
}

} // namespace ormlint::facts
