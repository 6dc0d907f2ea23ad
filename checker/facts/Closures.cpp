//===--- Closures.cpp - Lambdas and their captures ------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A lambda is an object with its captures as members. What it holds by
// reference is as it is where the lambda is called, and what the call makes of
// it is in the variable afterwards: a part of the closure after the call.
//
//===----------------------------------------------------------------------===//

#include "facts/Generator.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace ormlint::facts {

void Generator::VisitLambdaExpr(const LambdaExpr *Lambda) {
  if (!Unit.Types.carries(Lambda->getType()))
    return;
  Value New;
  New.Kind = ValueKind::Object;
  New.At = Unit.Where.at(Lambda->getBeginLoc());
  for (const FunctionDecl *Operator : callOperators(*Lambda)) {
    if (New.Details->Callee.empty())
      New.Details.edit().Callee = Unit.usr(*Operator);
    Callees.push_back(Operator);
  }
  const auto Changes = Hidden.Changes.lookup(Lambda);
  std::vector<Capture> References;
  auto Init = Lambda->capture_init_begin();
  auto Field = Lambda->getLambdaClass()->field_begin();
  for (const LambdaCapture &Capture : Lambda->captures()) {
    const Expr *Captured = *Init++;
    const FieldDecl *Into = *Field++;
    const ValueId Part = Captured ? valueOf(Captured) : None;
    if (Part == None)
      continue;
    New.Fields.push_back(Unit.field(*Into));
    New.Operands.push_back(Part);
    if (Capture.capturesVariable() && Capture.getCaptureKind() == LCK_ByRef)
      if (const VarDecl *Variable = variableIn(Captured))
        References.push_back({New.Fields.back(), target(Variable),
                              llvm::is_contained(Changes, Variable)});
  }
  const ValueId Closure = add(std::move(New));
  if (!References.empty())
    ByReference[Closure] = std::move(References);
  set(Lambda, Closure);
}

/// \p Closure with what it refers to as it is now.
ValueId Generator::refreshed(ValueId Closure) {
  auto Known = ByReference.find(Closure);
  if (Known == ByReference.end())
    return Closure;
  const auto References = Known->second;
  ValueId Result = Closure;
  for (const Capture &Each : References) {
    const ValueId Now = Variables.read(Each.Variable, Block);
    const Value &Old = Out.Values[Closure];
    const auto At = llvm::find(Old.Fields, Each.Field) - Old.Fields.begin();
    if (Now != None && Now != Old.Operands[static_cast<std::size_t>(At)])
      Result = object(Result, Each.Field, Now);
  }
  if (Result != Closure)
    ByReference[Result] = References;
  return Result;
}

/// The closures that call \p Id is handed may have changed what they refer to.
void Generator::leaveCaptures(CallId Id) {
  // An algorithm may call it never.
  const bool Maybe = Out.Calls[Id].Loop != Flow.loopOf(Block);
  for (std::uint32_t I = 0; I < Out.Calls[Id].Arguments.size(); ++I) {
    auto Known = ByReference.find(Out.Calls[Id].Arguments[I]);
    if (Known == ByReference.end())
      continue;
    const auto References = Known->second;
    ValueId Closure = None;
    for (const Capture &Each : References) {
      if (!Each.Changed)
        continue;
      if (Closure == None) {
        Value After;
        After.Kind = ValueKind::After;
        After.Base = Out.Calls[Id].Arguments[I];
        After.Call = Id;
        After.Index = I;
        After.At = Out.Calls[Id].At;
        Closure = add(std::move(After));
      }
      Value Now;
      Now.Kind = ValueKind::Part;
      Now.Base = Closure;
      Now.Field = Each.Field;
      Now.At = Out.Calls[Id].At;
      ValueId Left = add(std::move(Now));
      if (Maybe) {
        Value Either;
        Either.Kind = ValueKind::Merge;
        Either.Operands = {Variables.read(Each.Variable, Block), Left};
        Left = add(std::move(Either));
      }
      Variables.write(Each.Variable, Block, Left);
    }
  }
}

/// A callback that this function was handed is another one after a call: what
/// it refers to is in variables of the callers. So it is where it is handed on.
void Generator::leaveCallback(CallId Id, unsigned Index, const Expr &Object,
                              const Expr &Call) {
  const Expr *Callback = peel(&Object);
  if (const auto *Moved = dyn_cast_or_null<CallExpr>(Callback);
      Moved && Moved->getNumArgs() == 1 && Moved->getDirectCallee() &&
      standardEffect(Moved->getDirectCallee()) == StandardEffect::Object)
    Callback = peel(Moved->getArg(0));
  while (const auto *Copy = dyn_cast_or_null<CXXConstructExpr>(Callback)) {
    if (Copy->getNumArgs() != 1)
      return;
    Callback = peel(Copy->getArg(0));
  }
  if (isa_and_nonnull<ParmVarDecl>(variableIn(Callback)))
    leave(Id, Index, *Callback, Call);
}

/// Whether a call of what has the type \p Type changes what others hold.
static bool isCallback(QualType Type) {
  Type = Type.getNonReferenceType();
  const CXXRecordDecl *Class = Type->getAsCXXRecordDecl();
  return Type->isFunctionPointerType() || isFunctionWrapper(Class) ||
         (Class && Class->isLambda());
}

/// Likewise for all that the call is handed.
void Generator::leaveCallbacks(CallId Id,
                               llvm::ArrayRef<const Expr *> Arguments,
                               unsigned First, const Expr &Call) {
  for (unsigned I = 0; I < Arguments.size(); ++I)
    if (isCallback(Arguments[I]->getType()))
      leaveCallback(Id, First + I, *Arguments[I], Call);
}

/// Whether \p Variable, a function wrapper, holds the lambda \p Class and never
/// anything else: by that name the lambda calls itself.
static bool holdsNothingElse(const VarDecl &Variable,
                             const CXXRecordDecl &Class) {
  const auto *Function = dyn_cast<FunctionDecl>(Variable.getDeclContext());
  if (!Function || !Function->hasBody() ||
      !isFunctionWrapper(Variable.getType()->getAsCXXRecordDecl()))
    return false;
  auto IsLambda = [&](const Expr *Held) {
    Held = peel(Held);
    while (const auto *Made = dyn_cast_or_null<CXXConstructExpr>(Held)) {
      if (Made->getNumArgs() == 0)
        return false;
      Held = peel(Made->getArg(0));
    }
    const auto *Lambda = dyn_cast_or_null<LambdaExpr>(Held);
    return Lambda && Lambda->getLambdaClass() == &Class;
  };
  struct Assignments : RecursiveASTVisitor<Assignments> {
    explicit Assignments(const VarDecl &Variable) : Variable(Variable) {}
    bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *Call) {
      if (Call->isAssignmentOp() && variableIn(Call->getArg(0)) == &Variable)
        From.push_back(Call->getArg(1));
      return true;
    }
    const VarDecl &Variable;
    llvm::SmallVector<const Expr *, 2> From;
  };
  Assignments Found(Variable);
  Found.TraverseStmt(Function->getBody());
  if (Variable.hasInit() && IsLambda(Variable.getInit()))
    return Found.From.empty();
  return Found.From.size() == 1 && IsLambda(Found.From.front());
}

/// What the captures of the lambda \p Class are at first.
void Generator::enterCaptures(const CXXRecordDecl &Class, ValueId Object) {
  llvm::DenseMap<const ValueDecl *, FieldDecl *> Captures;
  FieldDecl *This = nullptr;
  Class.getCaptureFields(Captures, This);
  CapturedThis = This;
  for (const auto &[Name, Field] : Captures) {
    const auto *Variable = dyn_cast<VarDecl>(Name);
    if (!Variable || !tracked(Variable))
      continue;
    if (Field->getType()->isReferenceType() &&
        holdsNothingElse(*Variable, Class)) {
      Value Itself;
      Itself.Kind = ValueKind::Object;
      Itself.Base = Object;
      Itself.Details.edit().Callee = Unit.usr(Source);
      Itself.At = Unit.Where.at(Variable->getLocation());
      Variables.write(Variable, Block, add(std::move(Itself)));
      continue;
    }
    Value Part;
    Part.Kind = Unit.Types.carries(Variable->getType()) ? ValueKind::Part
                                                        : ValueKind::Unknown;
    Part.Base = Part.Kind == ValueKind::Part ? Object : None;
    Part.Field = Part.Kind == ValueKind::Part ? Unit.field(*Field) : None;
    Part.At = Unit.Where.at(Variable->getLocation());
    const ValueId First = add(std::move(Part));
    Variables.write(Variable, Block, First);
    if (Field->getType()->isReferenceType() &&
        Out.Values[First].Kind == ValueKind::Part)
      Entered.push_back({Variable, First});
  }
}

/// \p Object, the closure, with what its references lead to at the end.
ValueId Generator::exitCaptures(ValueId Object) {
  for (const auto &[Variable, First] : Entered)
    if (const ValueId Last = Variables.read(Variable, Block); Last != First)
      Object = object(Object, Out.Values[First].Field, Last);
  return Object;
}

} // namespace ormlint::facts
