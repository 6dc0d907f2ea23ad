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

/// The container that \p E is an element of, or null.
static const Expr *containerOf(const Expr *E) {
  if (const auto *Subscript = dyn_cast_or_null<ArraySubscriptExpr>(E))
    return Subscript->getBase();
  const auto *Call = dyn_cast_or_null<CallExpr>(E);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee || !isa<CXXMethodDecl>(Callee))
    return nullptr;
  const auto Effect = standardEffect(Callee);
  return Effect == StandardEffect::Element || Effect == StandardEffect::One
             ? objectOf(*Call)
             : nullptr;
}

/// The container that the position that \p E looks through is in, or null: of
/// `at->second`, where `find` or an insertion gave `at`.
static const Expr *containerBehind(const Expr *E) {
  const auto *Access = dyn_cast_or_null<CXXOperatorCallExpr>(E);
  if (!Access ||
      (Access->getOperator() != OO_Arrow && Access->getOperator() != OO_Star))
    return nullptr;
  const Expr *Position = peel(Access->getArg(0));
  if (const VarDecl *Variable = variableIn(Position);
      Variable && Variable->getInit())
    Position = peel(Variable->getInit());
  // Where it went, and whether it is new.
  if (const auto *Where = dyn_cast<MemberExpr>(Position))
    Position = peel(Where->getBase());
  const auto *Call = dyn_cast<CXXMemberCallExpr>(Position);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  const auto Effect = Callee ? standardEffect(Callee) : std::nullopt;
  return Effect == StandardEffect::Find || Effect == StandardEffect::Append ||
                 Effect == StandardEffect::Emplace
             ? objectOf(*Call)
             : nullptr;
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

bool Generator::assignTo(const Expr *E, ValueId Value) {
  constexpr unsigned MaxSteps = 8;
  for (unsigned Steps = 0; Steps < MaxSteps; ++Steps) {
    E = peel(E);
    if (isa_and_nonnull<CXXThisExpr>(E) && !CapturedThis) {
      Variables.write(&Source, Block, Value);
      return true;
    }
    if (const VarDecl *Variable = variableIn(E)) {
      if (!tracked(Variable))
        return false;
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
      E = Member->getBase();
    } else if (const auto *Operator = dyn_cast_or_null<UnaryOperator>(E);
               Operator && (Operator->getOpcode() == UO_Deref ||
                            Operator->getOpcode() == UO_AddrOf)) {
      E = Operator->getSubExpr();
    } else if (const Expr *Behind = containerBehind(E),
               *Whole = Behind ? Behind : containerOf(E);
               Whole) {
      facts::Value New;
      New.Kind = ValueKind::Collected;
      New.Base = current(Whole);
      New.Always = false;
      if (!Behind &&
          isMap(Whole->getType().getNonReferenceType()->getAsCXXRecordDecl()))
        Value = object(None, Unit.element(1, /*Pair=*/true), Value);
      New.Operands = {Value};
      New.At = Unit.Where.at(E->getExprLoc());
      Value = add(std::move(New));
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
