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

using namespace clang;

namespace ormlint::facts {

void Generator::standardCall(const CallExpr &Call, StandardEffect Effect) {
  const auto Arguments = argumentsOf(Call);
  const Expr *Object = objectOf(Call);
  const Expr *Subject = Object              ? Object
                        : Arguments.empty() ? nullptr
                                            : Arguments.front();
  const ValueId Base = Subject ? valueOf(Subject) : None;
  switch (Effect) {
  case StandardEffect::Object:
    set(&Call, isIterator(Base) ? dereference(Base, Call) : Base);
    return;
  case StandardEffect::Dereference:
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
    if (Base != None && !Arguments.empty())
      set(&Call, element(Base, {Arguments.back()}, None, Call));
    return;
  case StandardEffect::One: {
    if (Base == None)
      return;
    Value Row;
    Row.Kind = ValueKind::One;
    Row.Base = Base;
    Row.At = Unit.Where.at(Call.getExprLoc());
    set(&Call, add(std::move(Row)));
    return;
  }
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
    set(&Call, Postfix ? Base : Moved);
    return;
  }
  case StandardEffect::Append:
    if (Object)
      append(Call, *Object);
    return;
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
    if (!isTuple(Tuple)) {
      set(&Call, Base);
      return;
    }
    if (!Unit.Types.carries(Call.getType()))
      return;
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
    if (!All.empty())
      callThrough(Call, All);
    return;
  }
  case StandardEffect::Wrap:
    set(&Call, Base);
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

/// The arguments become elements of \p Container: rows, or all rows of another
/// one.
void Generator::append(const CallExpr &Call, const Expr &Container) {
  const auto Arguments = argumentsOf(Call);
  const auto *Record =
      Container.getType().getNonReferenceType()->getAsCXXRecordDecl();
  Value New;
  New.Kind = ValueKind::Collected;
  New.Base = valueOf(&Container);
  New.At = Unit.Where.at(Call.getExprLoc());
  // A key and a value, or the parts of a pair that is made in place.
  const QualType Element = elementType(Record);
  const bool OfPairs =
      isMap(Record) ||
      (!Element.isNull() && isTuple(Element->getAsCXXRecordDecl()));
  ValueId Pair = None;
  if (OfPairs && Arguments.size() >= 2 && !isIterator(valueOf(Arguments[0])))
    Pair = tuple(Arguments,
                 isMap(Record) || isPair(Element->getAsCXXRecordDecl()), Call);
  if (Pair != None) {
    New.Operands.push_back(Pair);
  } else {
    // All between two positions elsewhere; a position here says only where.
    ValueId Source = None;
    for (const Expr *Argument : Arguments) {
      const ValueId Row = valueOf(Argument);
      if (Row == None)
        continue;
      if (!isIterator(Row)) {
        New.Operands.push_back(Row);
        continue;
      }
      const ValueId Rows = rowsBehind(Row);
      if (Rows != New.Base && Rows != Source) {
        Source = Rows;
        addRange(New, Rows);
      }
    }
  }
  if (!New.Operands.empty() || New.Base != valueOf(&Container))
    assignTo(&Container, add(std::move(New)));
}

/// All rows of \p Rows become elements of \p Container.
void Generator::addRange(Value &Container, ValueId Rows) {
  const Value &Old = Out.Values[Container.Base];
  if (Container.Operands.empty() &&
      (Container.Base == None || (Old.Kind == ValueKind::Collected &&
                                  Old.Base == None && Old.Operands.empty()))) {
    Container.Base = Rows;
    return;
  }
  Value Range;
  Range.Kind = ValueKind::Collected;
  Range.Base = Rows;
  Range.At = Container.At;
  Container.Operands.push_back(add(std::move(Range)));
}

} // namespace ormlint::facts
