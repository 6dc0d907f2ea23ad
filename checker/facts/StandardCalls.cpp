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
#include <array>

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
      const ValueId Found = element(Base, {Arguments.back()}, None, Call);
      set(&Call,
          isMap(Subject->getType().getNonReferenceType()->getAsCXXRecordDecl())
              ? part(Found, Unit.element(1, /*Pair=*/true), Call)
              : Found);
    }
    return;
  case StandardEffect::Find:
    if (Base != None && !Arguments.empty()) {
      Value Rows;
      Rows.Kind = ValueKind::Collected;
      Rows.Operands = {element(Base, {Arguments.back()}, None, Call)};
      Rows.At = Unit.Where.at(Call.getExprLoc());
      Value Position;
      Position.Kind = ValueKind::Iterator;
      Position.Base = add(std::move(Rows));
      set(&Call, add(std::move(Position)));
    }
    return;
  case StandardEffect::One:
    // Where a loop takes elements out, each turn sees another one.
    if (Base != None) {
      const VarDecl *Variable = variableIn(Subject);
      const bool Taken = Variable && Hidden.Advanced.contains(target(Variable));
      set(&Call, element(Base, {}, Taken ? Base : None, Call));
    }
    return;
  case StandardEffect::Remove: {
    if (Base == None || !Object)
      return;
    Value Rest;
    Rest.Kind = ValueKind::Collected;
    Rest.Base = Base;
    Rest.At = Unit.Where.at(Call.getExprLoc());
    assignTo(Object, add(std::move(Rest)));
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
  // A key and a value.
  ValueId Pair = None;
  if (isMap(Record) && Arguments.size() == 2 &&
      !isIterator(valueOf(Arguments[0])))
    Pair = tuple(Arguments, /*Pair=*/true, Call);
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

/// What is made of the arguments becomes the wrapper or container \p Into, or
/// an element of it.
void Generator::emplace(const CallExpr &Call, const Expr &Into) {
  llvm::SmallVector<const Expr *, 4> Parts = argumentsOf(Call);
  const auto *Record =
      Into.getType().getNonReferenceType()->getAsCXXRecordDecl();
  const ValueId Old = valueOf(&Into);
  if (isWrapper(Record)) {
    if (const ValueId New = constructed(elementType(Record), Parts, Call)) {
      assignTo(&Into, New);
      set(&Call, New);
    }
    return;
  }
  // Where it goes says a position before the rest.
  if (!Parts.empty() && isIterator(valueOf(Parts.front())) &&
      rowsBehind(valueOf(Parts.front())) == Old)
    Parts.erase(Parts.begin());
  Value New;
  New.Kind = ValueKind::Collected;
  New.Base = Old;
  New.At = Unit.Where.at(Call.getExprLoc());
  if (isMap(Record) && Parts.size() > 1) {
    // A key, and what the value is made of.
    Value Entry;
    Entry.Kind = ValueKind::Object;
    Entry.At = New.At;
    const ValueId Second = constructed(
        mappedType(Record), llvm::ArrayRef(Parts).drop_front(), Call);
    for (const auto &[I, Part] :
         llvm::enumerate(std::array{valueOf(Parts.front()), Second}))
      if (Part != None) {
        Entry.Fields.push_back(Unit.element(static_cast<unsigned>(I), true));
        Entry.Operands.push_back(Part);
      }
    if (!Entry.Operands.empty())
      New.Operands.push_back(add(std::move(Entry)));
  } else if (const ValueId Made =
                 isMap(Record)
                     ? Parts.empty() ? None : valueOf(Parts.front())
                     : constructed(elementType(Record), Parts, Call)) {
    New.Operands.push_back(Made);
  }
  if (!New.Operands.empty())
    assignTo(&Into, add(std::move(New)));
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
