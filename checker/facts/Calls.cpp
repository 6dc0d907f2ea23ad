//===--- Calls.cpp - Ordinary and standard calls --------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/Generator.h"
#include "clang/AST/DeclCXX.h"

using namespace clang;
using namespace ormlint::vocabulary;

namespace ormlint::facts {

void Generator::VisitCallExpr(const CallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (!Callee) {
    if (Unit.Types.carries(Call->getType()))
      set(Call, unknown(*Call, "returned by a call that is not followed"));
    return;
  }
  if (auto Meaning = Unit.Lexicon.call(Callee)) {
    profileCall(*Call, *Meaning);
    return;
  }
  const Expr *Object = objectOf(*Call);
  // Copying and assigning are no calls of interest, whoever declares them.
  if (const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
      Method && Object &&
      (Method->isCopyAssignmentOperator() ||
       Method->isMoveAssignmentOperator())) {
    const ValueId New = valueOf(Call->getArg(Call->getNumArgs() - 1));
    if (New != None || valueOf(Object) != None)
      assignTo(Object,
               New != None
                   ? New
                   : unknown(*Call, "assigned from code that is not followed"));
    set(Call, New);
    return;
  }
  const bool IteratorOperand =
      (Object && isIterator(valueOf(Object))) ||
      (isa<CXXOperatorCallExpr>(Call) && Call->getNumArgs() > 0 &&
       isIterator(valueOf(Call->getArg(0))));
  if (IteratorOperand && isa<CXXOperatorCallExpr>(Call)) {
    switch (Callee->getOverloadedOperator()) {
    case OO_Star:
    case OO_Arrow:
      standardCall(*Call, StandardEffect::Dereference);
      return;
    case OO_PlusPlus:
    case OO_MinusMinus:
    case OO_PlusEqual:
    case OO_Plus:
    case OO_Subscript:
      standardCall(*Call, StandardEffect::Advance);
      return;
    default:
      return;
    }
  }
  if (auto Effect = standardEffect(Callee)) {
    standardCall(*Call, *Effect);
    return;
  }
  llvm::SmallVector<const Expr *, 4> Arguments;
  if (Object)
    Arguments.push_back(Object);
  for (const Expr *Argument : argumentsOf(*Call))
    Arguments.push_back(Argument);
  ordinaryCall(*Call, *Callee, Arguments, Object != nullptr);
}

/// Whether the call says which class's function it means: `Base::print()`.
static bool namesItsClass(const Expr &Call) {
  const auto *Member = dyn_cast<CXXMemberCallExpr>(&Call);
  const auto *Callee =
      Member ? dyn_cast<MemberExpr>(Member->getCallee()->IgnoreParens())
             : nullptr;
  return Callee && Callee->hasQualifier();
}

void Generator::ordinaryCall(const Expr &Call, const FunctionDecl &Callee,
                             llvm::ArrayRef<const Expr *> Arguments,
                             bool HasObject) {
  facts::Call New;
  bool Carries = false;
  for (const Expr *Argument : Arguments) {
    const ValueId Value =
        Unit.Types.carries(Argument->getType()) ? valueOf(Argument) : None;
    Carries |= Value != None;
    New.Arguments.push_back(Value);
  }
  const bool Returns = Unit.Types.carries(Call.getType());
  if (!Carries && !Returns)
    return;
  // A virtual call is followed only where the object's class is known.
  const auto *Method = dyn_cast<CXXMethodDecl>(&Callee);
  New.Virtual = Method && Method->isVirtual() && HasObject &&
                !namesItsClass(Call) &&
                !Method->getDevirtualizedMethod(Arguments.front(), false);
  New.Callee = New.Virtual ? "" : Unit.usr(Callee);
  New.Name = Callee.getNameAsString();
  New.Loop = Flow.loopOf(Block);
  New.EveryTurn = Flow.everyTurn(Block);
  New.ReturnsQuery = Unit.Types.isQuery(Call.getType());
  New.At = Unit.Where.at(Call.getExprLoc());
  if (Out.Calls.empty())
    Out.Calls.emplace_back(); // Call 0 is unused.
  Out.Calls.push_back(std::move(New));
  const auto Id = static_cast<CallId>(Out.Calls.size() - 1);
  if (!Out.Calls[Id].Virtual)
    Callees.push_back(&Callee);

  // What the callee may assign through a mutable reference is what it leaves.
  for (unsigned I = 0; I < Arguments.size(); ++I) {
    const ValueId Given = Out.Calls[Id].Arguments[I];
    const unsigned Parameter = HasObject ? I - 1 : I;
    if (Given == None || (HasObject && I == 0) ||
        Parameter >= Callee.getNumParams())
      continue;
    const QualType Type = Callee.getParamDecl(Parameter)->getType();
    if (!Type->isLValueReferenceType() ||
        Type->getPointeeType().isConstQualified())
      continue;
    const VarDecl *Variable = variableIn(Arguments[I]);
    if (!Variable || !tracked(Variable))
      continue;
    Value After;
    After.Kind = ValueKind::After;
    After.Base = Given;
    After.Call = Id;
    After.Index = I;
    After.At = Unit.Where.at(Call.getExprLoc());
    assign(Variable, add(std::move(After)));
  }
  if (Returns) {
    Value Result;
    Result.Kind = ValueKind::Result;
    Result.Call = Id;
    setSite(Result, Call);
    if (Call.getType()->isPointerType())
      Result.Site.Why = EditSite::Obstacle::Opaque;
    set(&Call, add(std::move(Result)));
  }
}

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
  case StandardEffect::Append: {
    Value New;
    New.Kind = ValueKind::Collected;
    New.Base = Base;
    New.At = Unit.Where.at(Call.getExprLoc());
    for (const Expr *Argument : Arguments)
      if (const ValueId Row = valueOf(Argument))
        New.Operands.push_back(Row);
    if (!New.Operands.empty() && Object)
      assignTo(Object, add(std::move(New)));
    return;
  }
  case StandardEffect::Assign: {
    const ValueId New = Arguments.empty() ? None : valueOf(Arguments.front());
    if (Object)
      assignTo(Object, New);
    set(&Call, New);
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

void Generator::VisitCXXConstructExpr(const CXXConstructExpr *Construct) {
  const CXXConstructorDecl *Constructor = Construct->getConstructor();
  if (auto Meaning = Unit.Lexicon.call(Constructor);
      Meaning && Meaning->What == Effect::Lookup) {
    Value New;
    New.Kind = ValueKind::Lookup;
    New.Loads.push_back(lookup(*Construct, *Meaning));
    New.At = Unit.Where.at(Construct->getBeginLoc());
    set(Construct, add(std::move(New)));
    return;
  }
  llvm::SmallVector<const Expr *, 4> Arguments;
  for (const Expr *Argument : Construct->arguments())
    if (!isa<CXXDefaultArgExpr>(Argument))
      Arguments.push_back(Argument);
  if (Arguments.empty())
    return;
  const ValueId First = valueOf(Arguments.front());
  if (Constructor->isCopyOrMoveConstructor() ||
      isWrapper(Construct->getType()->getAsCXXRecordDecl())) {
    set(Construct, First);
    return;
  }
  if (isContainer(Construct->getType()->getAsCXXRecordDecl())) {
    Value New;
    New.Kind = ValueKind::Collected;
    New.At = Unit.Where.at(Construct->getBeginLoc());
    if (isIterator(First))
      New.Base = rowsBehind(First);
    else
      New.Base = First;
    if (New.Base != None)
      set(Construct, add(std::move(New)));
    return;
  }
  // A conversion between iterators or query sets keeps what it converts.
  if (Arguments.size() == 1 && First != None &&
      Unit.Types.carries(Construct->getType())) {
    set(Construct, First);
    return;
  }
  if (!Unit.Lexicon.type(Construct->getType()))
    ordinaryCall(*Construct, *Constructor, Arguments, false);
}

void Generator::VisitCXXNewExpr(const CXXNewExpr *New) {
  if (const Expr *Init = New->getInitializer())
    set(New, valueOf(Init));
}

} // namespace ormlint::facts
