//===--- StandardCalls.cpp - Calls of the standard library ----------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/Generator.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace ormlint::facts {

void Generator::standardCall(const CallExpr &Call, StandardEffect Effect) {
  const auto Arguments = argumentsOf(Call);
  const Expr *Object = objectOf(Call);
  const Expr *Subject = Object              ? Object
                        : Arguments.empty() ? nullptr
                                            : Arguments.front();
  ValueId Base = Subject ? valueOf(Subject) : None;
  switch (Effect) {
  case StandardEffect::Object:
    set(&Call, isIterator(Base) ? dereference(Base, Call) : Base);
    return;
  case StandardEffect::Dereference:
    // A view may make of rows what is none.
    if (Unit.Types.carries(Call.getType()))
      set(&Call, isIterator(Base) ? dereference(Base, Call) : Base);
    return;
  case StandardEffect::Begin:
  case StandardEffect::End: {
    if (Base == None)
      return;
    if (Subject && Unit.Types.isQuery(Subject->getType()) &&
        Effect == StandardEffect::Begin)
      event(EventKind::Run, Base, Call);
    Value Position;
    Position.Kind = ValueKind::Iterator;
    Position.Base = Base;
    set(&Call, add(std::move(Position)));
    return;
  }
  case StandardEffect::Element:
    if (Base != None && !Arguments.empty()) {
      // A map that is asked for a key that it has not has it then.
      if (const ValueId Key = known(Arguments.back());
          Key != None && !Subject->getType().isConstQualified() &&
          isMap(
              Subject->getType().getNonReferenceType()->getAsCXXRecordDecl())) {
        Value More;
        More.Kind = ValueKind::Collected;
        More.Base = Base;
        More.Always = false;
        More.Operands = {object(None, Unit.element(0, /*Pair=*/true), Key)};
        More.At = Unit.Where.at(Call.getExprLoc());
        order(*Subject, More.Operands.front(), Call);
        assignTo(Subject, add(std::move(More)));
      }
      if (const ValueId Known = placed(Base, Call)) {
        set(&Call, Known);
        return;
      }
      const ValueId Found = element(Base, {Arguments.back()}, None, Call);
      set(&Call,
          isMap(Subject->getType().getNonReferenceType()->getAsCXXRecordDecl())
              ? part(Found, Unit.element(1, /*Pair=*/true), Call)
              : Found);
    }
    return;
  case StandardEffect::Find:
    if (Base != None && !Arguments.empty())
      set(&Call,
          positionOf(element(Base, {Arguments.back()}, None, Call), Call));
    return;
  case StandardEffect::Some:
    set(&Call, someOf(Base, Call));
    return;
  case StandardEffect::Between:
    if (Base != None) {
      // Both positions are in what lies between them.
      Value Bounds;
      Bounds.Kind = ValueKind::Object;
      for (unsigned I = 0; I < 2; ++I) {
        Value Position;
        Position.Kind = ValueKind::Iterator;
        Position.Base = I == 0 ? someOf(Base, Call)
                               : Out.Values[Bounds.Operands.front()].Base;
        Bounds.Fields.push_back(Unit.element(I, /*Pair=*/true));
        Bounds.Operands.push_back(add(std::move(Position)));
      }
      set(&Call, add(std::move(Bounds)));
    }
    return;
  case StandardEffect::One:
    // Where a loop takes elements out, each turn sees another one.
    if (Base != None) {
      if (const ValueId Known = placed(Base, Call)) {
        set(&Call, Known);
        return;
      }
      const VarDecl *Variable = variableIn(Subject);
      const bool Taken = Variable && Hidden.Advanced.contains(target(Variable));
      set(&Call, element(Base, {}, Taken ? Base : None, Call));
    }
    return;
  case StandardEffect::Remove:
    if (Object)
      leaveOut(*Object, Call);
    if (Unit.Types.carries(Call.getType()))
      set(&Call, unknown(Call, "a position behind what was taken out"));
    return;
  case StandardEffect::Advance: {
    if (!isIterator(Base))
      return;
    if (Call.getDirectCallee()->getOverloadedOperator() == OO_Subscript) {
      set(&Call, element(None, {Arguments.back()}, Base, Call));
      return;
    }
    Value Position;
    Position.Kind = ValueKind::Iterator;
    Position.Base = Base;
    const ValueId Moved = add(std::move(Position));
    const OverloadedOperatorKind Operator =
        Call.getDirectCallee()->getOverloadedOperator();
    if (Operator == OO_PlusPlus || Operator == OO_MinusMinus ||
        Operator == OO_PlusEqual)
      assignTo(Subject, Moved);
    // The postfix forms have a dummy argument and give the old position.
    const bool Postfix =
        (Operator == OO_PlusPlus || Operator == OO_MinusMinus) &&
        Call.getNumArgs() == 2;
    if (!Postfix && !Arguments.empty() && Arguments.back() != Subject)
      Offsets[Moved] = Arguments.back();
    set(&Call, Postfix ? Base : Moved);
    return;
  }
  case StandardEffect::Append:
    if (Object)
      append(Call, *Object);
    return;
  case StandardEffect::Emplace:
    if (Object)
      emplace(Call, *Object);
    return;
  case StandardEffect::Swap:
  case StandardEffect::Exchange: {
    const Expr *Other = Object                 ? Arguments.front()
                        : Arguments.size() > 1 ? Arguments[1]
                                               : nullptr;
    const ValueId Old = Base, New = Other ? valueOf(Other) : None;
    if (Old == None && New == None)
      return;
    auto OrNew = [&](ValueId Given) {
      return Given != None ? Given : add(Value());
    };
    assignTo(Subject, OrNew(New));
    if (Effect == StandardEffect::Swap)
      assignTo(Other, OrNew(Old));
    else
      set(&Call, Old);
    return;
  }
  case StandardEffect::Assign: {
    ValueId New = Arguments.empty() ? None : valueOf(Arguments.front());
    if (isIterator(New))
      New = rowsBehind(New);
    if (Object)
      assignTo(Object, New);
    set(&Call, New);
    return;
  }
  case StandardEffect::Tuple:
    set(&Call,
        tuple(Arguments, isPair(Call.getType()->getAsCXXRecordDecl()), Call));
    return;
  case StandardEffect::Get: {
    if (Base == None)
      return;
    const auto *Tuple =
        Subject->getType().getNonReferenceType()->getAsCXXRecordDecl();
    if (!Unit.Types.carries(Call.getType()))
      return;
    if (!isTuple(Tuple)) {
      set(&Call, Base);
      return;
    }
    const std::optional<unsigned> Index =
        chosenElement(*Call.getDirectCallee(), *Tuple);
    set(&Call, Index ? part(Base, Unit.element(*Index, isPair(Tuple)), Call)
                     : unknown(Call, "an element of a tuple"));
    return;
  }
  case StandardEffect::Invoke: {
    llvm::SmallVector<const Expr *, 4> All;
    if (Object)
      All.push_back(Object);
    All.append(Arguments.begin(), Arguments.end());
    // How a task is to be run says an argument before it.
    if (All.size() > 1 && All.front()->getType()->isEnumeralType())
      All.erase(All.begin());
    if (!All.empty())
      callThrough(Call, All);
    return;
  }
  case StandardEffect::Apply:
    if (Object && Arguments.size() == 1)
      callThrough(Call, {Arguments.front(), Object});
    return;
  case StandardEffect::Spread:
    if (Arguments.size() == 2)
      callSpread(Call, *Arguments.front(), *Arguments.back());
    return;
  case StandardEffect::Bind:
    if (!Arguments.empty())
      set(&Call, bound(Call, Arguments));
    return;
  case StandardEffect::Wrap:
    set(&Call, constructed(elementType(Call.getType()->getAsCXXRecordDecl()),
                           Arguments, Call));
    return;
  case StandardEffect::Opaque:
    for (unsigned I = 0; !Object && I < Arguments.size() &&
                         I < Call.getDirectCallee()->getNumParams();
         ++I) {
      const QualType Type = Call.getDirectCallee()->getParamDecl(I)->getType();
      if (Type->isLValueReferenceType() &&
          !Type->getPointeeType().isConstQualified() &&
          Unit.Types.carries(Type) && valueOf(Arguments[I]) != None)
        assignTo(Arguments[I], unknown(Call, "changed by a standard function "
                                             "that is not followed"));
    }
    if (Unit.Types.carries(Call.getType()))
      set(&Call, unknown(Call, "returned by a standard function that is not "
                               "followed"));
    return;
  }
}

} // namespace ormlint::facts
