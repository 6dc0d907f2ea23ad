//===--- AssignedRows.cpp - Rows whose relation a loop has set ------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/AssignedRows.h"
#include "analysis/Propagation.h"
#include "analysis/Spots.h"

using namespace ormlint::facts;

namespace ormlint::analysis {
namespace {

/// A helper of a helper of a helper that sets the relation.
constexpr unsigned MaxDepth = 3;

} // namespace

AssignedRows::AssignedRows(const facts::Unit &Unit, const Propagation &Graph)
    : Unit(Unit), Graph(Graph) {
  for (std::uint32_t F = 0; F < Unit.Functions.size(); ++F)
    for (ValueId V = 1; V < Unit.Functions[F].Values.size(); ++V)
      if (const ValueKind Kind = Unit.Functions[F].Values[V].Kind;
          Kind == ValueKind::Assigned || Kind == ValueKind::After)
        note(F, V);
}

/// Takes down what the value \p Changed says of all rows of a container.
void AssignedRows::note(std::uint32_t Id, ValueId Changed) {
  const Function &F = Unit.Functions[Id];
  const Value &V = F.Values[Changed];
  ValueId Row = V.Base;
  while (F.Values[Row].Kind == ValueKind::Assigned ||
         F.Values[Row].Kind == ValueKind::After)
    Row = F.Values[Row].Base;
  if (F.Values[Row].Kind != ValueKind::Each)
    return;
  const Loop &Around = F.Loops[F.Values[Row].Loop];
  const bool Call = V.Kind == ValueKind::After;
  if ((Call ? F.Calls[V.Call].Loop : V.Made) != F.Values[Row].Loop)
    return;
  const bool All =
      V.Always && !Around.EarlyExit && (!Call || F.Calls[V.Call].EveryTurn);
  for (RelationId Set : Call ? leaves(Id, V, 0) : std::set{V.Relation})
    Settings[{Id, F.Values[Row].Base, Set}].push_back(
        {F.Values[Row].Loop, V.At, All});
}

/// The relations that the call which leaves \p After has set for certain.
std::set<RelationId> AssignedRows::leaves(std::uint32_t Id, const Value &After,
                                          unsigned Depth) const {
  const Function &F = Unit.Functions[Id];
  const Call &Made = F.Calls[After.Call];
  const auto Callees = Graph.callees(Id, Made, After.Call);
  if (Callees.size() != 1 || Depth == MaxDepth)
    return {};
  const Function &To = Unit.Functions[Callees.front()];
  // A function object is argument 0 of a call through it.
  const std::uint32_t Shift = Made.Through != None && !To.Method ? 1 : 0;
  const std::uint32_t Param = After.Index - Shift;
  if (After.Index < Shift || Param >= To.Exits.size())
    return {};
  return set(Callees.front(), To.Exits[Param], Param, Depth + 1);
}

/// The relations of parameter \p Param that were set where it is \p At.
std::set<RelationId> AssignedRows::set(std::uint32_t Id, ValueId At,
                                       std::uint32_t Param,
                                       unsigned Depth) const {
  const Function &F = Unit.Functions[Id];
  std::set<RelationId> Result;
  for (;;) {
    const Value &V = F.Values[At];
    if (V.Kind == ValueKind::Assigned) {
      Result.insert(V.Relation);
    } else if (V.Kind == ValueKind::After) {
      Result.merge(leaves(Id, V, Depth));
    } else if (V.Kind == ValueKind::Param && V.Index == Param) {
      return Result;
    } else {
      // Another row, or one of two: an assignment on one branch is none.
      return {};
    }
    At = V.Base;
  }
}

AssignedRows::Which AssignedRows::before(std::uint32_t Id, ValueId Element,
                                         RelationId Relation) const {
  const Function &F = Unit.Functions[Id];
  const Value &Row = F.Values[Element];
  const auto Found = Settings.find({Id, Row.Base, Relation});
  if (Found == Settings.end())
    return Which::None;
  const Loop &Reads = F.Loops[Row.Loop];
  Which Result = Which::None;
  for (const Setting &S : Found->second) {
    const Loop &Sets = F.Loops[S.Loop];
    // By position, in one turn: what was set is this row.
    const bool Before =
        S.Loop == Row.Loop
            ? S.At.File == Row.At.File && S.At.Offset < Row.At.Offset
            : encloses(F, Sets.Parent, Row.Loop) &&
                  Sets.At.File == Reads.At.File &&
                  Sets.At.Offset < Reads.At.Offset;
    if (Before && S.All && (S.Loop == Row.Loop || Sets.EveryTurn))
      return Which::All;
    if (Before)
      Result = Which::Some;
  }
  return Result;
}

} // namespace ormlint::analysis
