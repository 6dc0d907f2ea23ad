//===--- Variables.cpp - Variables, and what is in them -------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An assignment is a new value of the variable; one to a part of it (a member,
// an element, what a position leads to) makes the whole another one.
//
//===----------------------------------------------------------------------===//

#include "facts/Generator.h"
#include "clang/AST/ASTContext.h"

using namespace clang;

namespace ormlint::facts {

const VarDecl *Generator::target(const VarDecl *Variable) const {
  for (auto Next = Aliases.find(Variable); Next != Aliases.end();
       Next = Aliases.find(Variable))
    Variable = Next->second;
  return Variable;
}

bool Generator::tracked(const VarDecl *Variable) {
  // Integers index rows.
  const QualType Type = Variable->getType().getNonReferenceType();
  return Variable->hasLocalStorage() &&
         (Type->isIntegerType() || Unit.Types.carries(Type));
}

void Generator::assign(const VarDecl *Variable, ValueId Value) {
  Variables.write(target(Variable), Block, Value);
}

/// What \p E, something that can be assigned to, holds now. It may have changed
/// since it was named.
ValueId Generator::current(const Expr *E) {
  E = peel(E);
  if (isa_and_nonnull<CXXThisExpr>(E) && !CapturedThis)
    return Variables.read(&Source, Block);
  if (const VarDecl *Variable = variableIn(E); Variable && tracked(Variable))
    return Variables.read(target(Variable), Block);
  return valueOf(E);
}

/// What \p Element, of which the code says a number, is in \p Container, if it
/// was assigned; where others were, \p Container becomes what it was before.
ValueId Generator::placed(ValueId &Container, const Expr &Element) const {
  const auto Place = placeOf(&Element, Unit.Context);
  while (Place) {
    const auto Known = Placed.find(Container);
    if (Known == Placed.end())
      break;
    if (Known->second.first == *Place)
      return Known->second.second;
    Container = Out.Values[Container].Base;
  }
  return None;
}

/// Before \p Loop, which may assign each element: what the container holds
/// afterwards is known once the loop is.
void Generator::enterRange(const CXXForRangeStmt &Loop) {
  const Expr *Container = peel(Loop.getRangeInit());
  const QualType Type = Loop.getLoopVariable()->getType();
  if (!mayChange(Type) || !Unit.Types.carries(Type) ||
      !(Unit.Types.isQuery(Type) || isObject(Type)) ||
      !(variableIn(Container) || isa<MemberExpr>(Container)))
    return;
  const ValueId Before = current(Container);
  if (Before == None)
    return;
  Value New;
  New.Kind = ValueKind::Merge;
  const ValueId After = add(std::move(New));
  if (assignTo(Container, After))
    Ranges.push_back({&Loop, Before, After});
}

/// Now that all loops are known, says what they leave in their containers: what
/// is in the loop's variable at the end of a turn.
void Generator::leaveRanges() {
  Variables.simplify();
  for (const Range &Each : Ranges) {
    const VarDecl *Element = Each.Loop->getLoopVariable();
    const ValueId Given = Variables.resolved(valueOf(Element->getInit()));
    Value Rest;
    Rest.Kind = ValueKind::Collected;
    Rest.At = Unit.Where.at(Each.Loop->getBeginLoc());
    for (const ControlFlow::NaturalLoop &Loop : Flow.loops()) {
      if (Loop.written() != Each.Loop)
        continue;
      for (const CFGBlock *Latch : Loop.Latches)
        if (const ValueId Left =
                Variables.resolved(Variables.read(target(Element), Latch));
            Left != None && Left != Given)
          Rest.Operands.push_back(Left);
      // The rest is as it was.
      Rest.Always = !Loop.EarlyExit;
      if (Loop.EarlyExit)
        Rest.Base = Each.Before;
    }
    const ValueId Left =
        Rest.Operands.empty() ? Each.Before : add(std::move(Rest));
    Out.Values[Each.After].Operands.push_back(Left);
    Out.Values[Each.After].Ways.push_back(GuardsId());
  }
}

bool Generator::assignTo(const Expr *E, ValueId Value) {
  constexpr unsigned MaxSteps = 8;
  // Behind a pointer; what it points at may have a name of its own.
  bool Behind = false;
  for (unsigned Steps = 0; Steps < MaxSteps; ++Steps) {
    E = peel(E);
    if (isa_and_nonnull<CXXThisExpr>(E) && !CapturedThis) {
      Variables.write(&Source, Block, Value);
      return true;
    }
    if (const VarDecl *Variable = variableIn(E)) {
      if (!tracked(Variable))
        return false;
      if (Behind && target(Variable)->getType()->isPointerType())
        for (const VarDecl *Pointed : Hidden.AddressTaken)
          if (isObject(Pointed->getType()) && tracked(Pointed) &&
              Unit.Context.hasSameUnqualifiedType(
                  Pointed->getType().getNonReferenceType(),
                  target(Variable)->getType()->getPointeeType()))
            assign(Pointed, unknown(*E, "assigned through a pointer"));
      assign(Variable, Value);
      // A reference to a part: the whole is another one, too.
      const auto Bound = BoundTo.find(target(Variable));
      if (Bound == BoundTo.end())
        return true;
      E = Bound->second;
      continue;
    }
    if (const VarDecl *Kept = keptIn(E)) {
      keep(*Kept, Value);
      return true;
    }
    // A part of an object, a row behind a pointer, an element of a container:
    // the whole is another one then.
    if (const auto *Member = dyn_cast_or_null<MemberExpr>(E)) {
      const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
      if (!Field || !isObject(Member->getBase()->getType()))
        return false;
      Value = object(current(Member->getBase()), Unit.field(*Field), Value);
      Behind = Member->isArrow();
      E = Member->getBase();
    } else if (const auto *Operator = dyn_cast_or_null<UnaryOperator>(E);
               Operator && (Operator->getOpcode() == UO_Deref ||
                            Operator->getOpcode() == UO_AddrOf)) {
      Behind = Operator->getOpcode() == UO_Deref;
      E = Operator->getSubExpr();
    } else if (const Expr *Held = heldIn(E)) {
      E = Held;
    } else if (const Expr *Through = containerBehind(E),
               *Whole = Through ? Through : containerOf(E);
               Whole) {
      facts::Value New;
      New.Kind = ValueKind::Collected;
      New.Base = current(Whole);
      New.Always = false;
      const ValueId Element = Value;
      if (!Through &&
          isMap(Whole->getType().getNonReferenceType()->getAsCXXRecordDecl()))
        Value = object(None, Unit.element(1, /*Pair=*/true), Value);
      New.Operands = {Value};
      New.At = Unit.Where.at(E->getExprLoc());
      Value = add(std::move(New));
      if (const auto Place = placeOf(E, Unit.Context))
        Placed[Value] = {*Place, Element};
      Behind = false;
      E = Whole;
    } else {
      return false;
    }
  }
  return false;
}

void Generator::VisitDeclRefExpr(const DeclRefExpr *Reference) {
  if (const auto *Binding = dyn_cast<BindingDecl>(Reference->getDecl())) {
    if (const VarDecl *Holding = Binding->getHoldingVar()) {
      if (tracked(Holding))
        set(Reference, Variables.read(target(Holding), Block));
    } else if (const auto *Member = dyn_cast_or_null<MemberExpr>(
                   Binding->getBinding() ? peel(Binding->getBinding())
                                         : nullptr)) {
      const auto *Whole = dyn_cast<VarDecl>(Binding->getDecomposedDecl());
      const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
      if (Whole && Field && tracked(Whole) &&
          Unit.Types.carries(Field->getType()))
        set(Reference, part(Variables.read(target(Whole), Block),
                            Unit.field(*Field), *Reference));
    }
    return;
  }
  const auto *Variable = dyn_cast<VarDecl>(Reference->getDecl());
  if (!Variable)
    return;
  if (!Variable->hasLocalStorage()) {
    if (!Unit.Types.carries(Variable->getType()))
      return;
    if (const ValueId Constant = constant(*Variable); Constant != None)
      set(Reference, Constant);
    else if (isKept(*Variable) || isObject(Variable->getType()))
      set(Reference, kept(*Variable, *Reference));
    else
      set(Reference, unknown(*Reference, "kept in a global variable"));
    return;
  }
  if (!tracked(Variable))
    return;
  if (Hidden.Variables.contains(target(Variable))) {
    set(Reference, unknown(*Reference, "assigned in a lambda"));
    return;
  }
  // A row is changed through a pointer, a query set is replaced.
  if (Hidden.AddressTaken.contains(target(Variable)) &&
      Unit.Types.isQuery(Variable->getType())) {
    set(Reference, unknown(*Reference, "its address is taken"));
    return;
  }
  if (const auto Refined = Hidden.Scattered.find(target(Variable));
      Refined != Hidden.Scattered.end() &&
      Unit.Types.isQuery(Refined->second->getType())) {
    set(Reference, unknown(*Reference, "some of its elements are replaced"));
    return;
  }
  const auto Held = Holders.find(target(Variable));
  set(Reference, refreshed(Held != Holders.end()
                               ? Held->second
                               : Variables.read(target(Variable), Block)));
}

void Generator::VisitDeclStmt(const DeclStmt *Statement) {
  for (const Decl *Declaration : Statement->decls()) {
    const auto *Variable = dyn_cast<VarDecl>(Declaration);
    if (!Variable)
      continue;
    if (const auto Loop = Hidden.Ranges.find(Variable);
        Loop != Hidden.Ranges.end())
      enterRange(*Loop->second);
    const Expr *Init = Variable->getInit();
    if (Init && isKept(*Variable))
      keep(*Variable, valueOf(Init));
    if (!tracked(Variable))
      continue;
    if (Variable->getType()->isReferenceType() &&
        !isa<DecompositionDecl>(Variable))
      if (const VarDecl *Named = variableIn(Init);
          Named && tracked(Named) && target(Named) != Variable) {
        Aliases[Variable] = target(Named);
        continue;
      }
    // A pointer that stays where it is put is another name, too.
    if (const auto *Address = dyn_cast_or_null<UnaryOperator>(peel(Init));
        Address && Address->getOpcode() == UO_AddrOf &&
        Variable->getType()->isPointerType() &&
        !Hidden.Reseated.contains(Variable) &&
        !Hidden.Advanced.contains(Variable))
      if (const VarDecl *Named = variableIn(Address->getSubExpr());
          Named && tracked(Named) && target(Named) != Variable) {
        Aliases[Variable] = target(Named);
        continue;
      }
    if (Variable->getType()->isLValueReferenceType() && Init &&
        !Variable->getType()->getPointeeType().isConstQualified() &&
        (containerOf(peel(Init)) || isa<MemberExpr>(peel(Init)) ||
         keptIn(Init)))
      BoundTo[Variable] = Init;
    ValueId New = Init ? valueOf(Init) : None;
    if (New == None) {
      // A number, or a container that is filled later.
      Value Fresh;
      const CXXRecordDecl *Record =
          Variable->getType().getNonReferenceType()->getAsCXXRecordDecl();
      Fresh.Kind =
          isContainer(Record) || isWrapper(Record) ? ValueKind::Collected
          : !Init && isObject(Variable->getType()) ? ValueKind::Object
                                                   : ValueKind::Unknown;
      Fresh.At = Unit.Where.at(Variable->getLocation());
      New = add(std::move(Fresh));
      Expr::EvalResult First;
      if (Init && Variable->getType()->isIntegerType() &&
          !Init->isValueDependent() &&
          Init->EvaluateAsInt(First, Unit.Context) && First.Val.getInt() != 0)
        Uneven.insert(New);
    }
    assign(Variable, position(Variable->getType(), New,
                              Hidden.Advanced.contains(Variable)));
    if (const auto *Class = Variable->getType()->getAsCXXRecordDecl();
        Class && Class->isLambda() && ByReference.contains(New))
      Holders[Variable] = New;
  }
}

} // namespace ormlint::facts
