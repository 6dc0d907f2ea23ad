//===--- Algorithm.cpp - One call of an algorithm or a view ---------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/Algorithm.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"

using namespace clang;

namespace ormlint::facts {
namespace {

/// The class of the objects in the program that \p Type's call operator is
/// called on.
const CXXRecordDecl *functionObjectClass(QualType Type) {
  const CXXRecordDecl *Class = Type.getNonReferenceType()->getAsCXXRecordDecl();
  return Class && Class->hasDefinition() && !isStandard(*Class) &&
                 !Class
                      ->lookup(
                          Class->getASTContext()
                              .DeclarationNames.getCXXOperatorName(OO_Call))
                      .empty()
             ? Class
             : nullptr;
}

/// The container that \p E, an output iterator, fills.
const Expr *filledBy(const Expr *E) {
  const auto *Call = dyn_cast<CallExpr>(peel(E));
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee || !Callee->getIdentifier() || !isStandard(*Callee))
    return nullptr;
  const llvm::StringRef Name = Callee->getName();
  if (Name == "back_inserter" || Name == "front_inserter" || Name == "inserter")
    return Call->getArg(0);
  if (Name == "begin")
    return isa<CXXMemberCallExpr>(Call)
               ? cast<CXXMemberCallExpr>(Call)->getImplicitObjectArgument()
               : Call->getArg(0);
  return nullptr;
}

} // namespace

bool Generator::Algorithm::mayAct(QualType Type) {
  Type = Type.getNonReferenceType();
  if (const auto *Record = Type->getAsCXXRecordDecl())
    return !Record->hasDefinition() ||
           llvm::any_of(Record->methods(), [](const CXXMethodDecl *Method) {
             return Method->getOverloadedOperator() == OO_Call;
           });
  return !Type->isScalarType() || Type->isMemberPointerType() ||
         Type->isFunctionPointerType();
}

bool Generator::Algorithm::followed() const {
  // Without a function object rows are compared, added or written by operators
  // that are not looked up here.
  const bool Compares =
      (Kind.What == Traits::Reads && !IsView) || Kind.What == Traits::Finds;
  return Followed && !Sources.empty() && !(Compares && Callables.empty());
}

void Generator::Algorithm::add(const Expr &Argument) {
  if (const Expr *Container = filledBy(&Argument);
      Container && !Sources.empty()) {
    // The end of a source is no output.
    const ValueId Rows = Walk.valueOf(&Argument);
    if (!Walk.isIterator(Rows) ||
        !llvm::is_contained(Sources, Walk.rowsBehind(Rows))) {
      Filled = Container;
      return;
    }
  }
  const QualType Type = Argument.getType().getNonReferenceType();
  const auto *Record = Type->getAsCXXRecordDecl();
  if (memberNamed(&Argument) || functionObjectClass(Type)) {
    Callables.push_back(&Argument);
    return;
  }
  const ValueId Value = Walk.valueOf(&Argument);
  if (Value == None || !Walk.Unit.Types.carries(Argument.getType())) {
    Followed &= !mayAct(Type);
    return;
  }
  Types.push_back(elementOf(Type));
  if (Walk.isIterator(Value)) {
    const ValueId Rows = Walk.rowsBehind(Value);
    if (First == None)
      First = Value;
    if (Rows != None && !llvm::is_contained(Sources, Rows))
      Sources.push_back(Rows);
    return;
  }
  if (Type->isFunctionType() || Type->isFunctionPointerType() ||
      isFunctionWrapper(Record) ||
      Walk.Out.Values[Value].Kind == ValueKind::Object) {
    Callables.push_back(&Argument);
    return;
  }
  if (Walk.Unit.Types.isQuery(Type))
    Walk.event(EventKind::Run, Value, At);
  if (Record && !Walk.Unit.Types.isQuery(Type) && !isContainer(Record) &&
      !isStandard(*Record))
    return; // A row, such as what to find.
  Sources.push_back(Value);
}

LoopId Generator::Algorithm::loop() {
  if (Loop != None)
    return Loop;
  facts::Loop New;
  New.Shape = facts::Loop::Form::Range;
  New.Parent = Walk.Flow.loopOf(Walk.Block);
  New.EveryTurn = Walk.Flow.everyTurn(Walk.Block);
  New.EarlyExit = Kind.Early && Kind.What != Traits::Keeps;
  New.At = Walk.Unit.Where.at(At.getExprLoc());
  Walk.Out.Loops.push_back(New);
  return Loop = static_cast<LoopId>(Walk.Out.Loops.size() - 1);
}

ValueId Generator::Algorithm::element(unsigned Source) {
  if (Elements.size() <= Source)
    Elements.resize(Source + 1, None);
  if (Elements[Source] == None) {
    Value Row;
    Row.Kind = ValueKind::Each;
    Row.Base = Sources[Source];
    Row.Loop = loop();
    Row.At = Walk.Unit.Where.at(At.getExprLoc());
    Elements[Source] = Walk.add(std::move(Row));
  }
  return Elements[Source];
}

/// The function that an object of \p Callable's type runs: of several, the one
/// for what is looped over.
const FunctionDecl *Generator::Algorithm::targetOf(const Expr &Callable) const {
  const CXXRecordDecl *Class = functionObjectClass(Callable.getType());
  if (!Class)
    return nullptr;
  return callOperator(*Class, [&](const FunctionDecl &Each) {
    return llvm::all_of(Each.parameters(), [&](const ParmVarDecl *Param) {
      const QualType Wants = Param->getType().getNonReferenceType();
      return !Walk.Unit.Types.carries(Wants) ||
             llvm::any_of(Types, [&](QualType Has) {
               return !Has.isNull() &&
                      Walk.Unit.Context.hasSameUnqualifiedType(Wants, Has);
             });
    });
  });
}

/// What a pointer to \p Member makes of each element.
ValueId Generator::Algorithm::read(const ValueDecl &Member,
                                   const Expr &Callable) {
  if (const auto *Method = dyn_cast<CXXMethodDecl>(&Member)) {
    facts::Call New;
    New.Callee = Walk.Unit.usr(*Method);
    New.Name = Method->getNameAsString();
    New.Arguments = {element(0)};
    New.Depends.resize(1);
    New.Virtual = Method->isVirtual();
    if (New.Virtual)
      New.Callee = {};
    Walk.Callees.push_back(Method);
    return made(std::move(New), Method->getReturnType());
  }
  return Walk.memberOf(element(0), Member, Callable);
}

/// What the call \p Id leaves of the elements that it may change. They stay in
/// their container.
void Generator::Algorithm::leaveElements(CallId Id,
                                         const FunctionProtoType &Signature) {
  for (unsigned I = 0; I < Signature.getNumParams(); ++I) {
    const QualType Type = Signature.getParamType(I);
    if (!Type->isLValueReferenceType() ||
        Type->getPointeeType().isConstQualified() ||
        Walk.Out.Calls[Id].Arguments[I + 1] == None)
      continue;
    Value After;
    After.Kind = ValueKind::After;
    After.Base = Walk.Out.Calls[Id].Arguments[I + 1];
    After.Call = Id;
    After.Index = I + 1;
    After.At = Walk.Unit.Where.at(At.getExprLoc());
    Walk.add(std::move(After));
  }
}

/// Calls \p Callable for each element. \returns what it gives.
ValueId Generator::Algorithm::call(const Expr &Callable) {
  if (const ValueDecl *Member = memberNamed(&Callable))
    return read(*Member, Callable);
  facts::Call New;
  const ValueId Object = Walk.valueOf(&Callable);
  const FunctionDecl *Target = targetOf(Callable);
  const FunctionProtoType *Signature =
      Target ? Target->getType()->getAs<FunctionProtoType>()
             : signatureOf(Callable.getType().getNonReferenceType());
  const bool Bound =
      Object != None &&
      isBound(Callable.getType().getNonReferenceType()->getAsCXXRecordDecl());
  if (!Bound &&
      (!Signature || (Object == None && !(Target && mayRun(*Target)))))
    return None;
  // What an object of a class runs, its type says.
  if (Target) {
    New.Callee = Walk.Unit.usr(*Target);
    Walk.Callees.push_back(Target);
  } else {
    New.Through = Object;
  }
  New.Arguments = {Object};
  New.Depends.resize(1);
  unsigned Next = 0;
  if (Bound) {
    // What it takes it does not say: what there is.
    for (; Next < Sources.size(); ++Next) {
      New.Arguments.push_back(element(Next));
      New.Depends.emplace_back();
    }
    Followed &= Kind.What != Traits::Makes && Kind.What != Traits::Converts;
    New.Name = Name.str();
    return made(std::move(New), Walk.Unit.Context.VoidTy);
  }
  for (const QualType Param : Signature->param_types()) {
    const bool Row = Walk.Unit.Types.carries(Param);
    const unsigned Source = Next < Sources.size()
                                ? Next
                                : static_cast<unsigned>(Sources.size()) - 1;
    New.Arguments.push_back(Row && !Sources.empty() ? element(Source) : None);
    New.Depends.emplace_back();
    New.Depends.back().Varies = loop();
    Next += Row ? 1 : 0;
  }
  Followed &= Next != 0 && Object != None;
  New.Name = Name.str();
  return made(std::move(New), Signature->getReturnType(), Signature);
}

/// Makes the call \p New for each element. \returns what it gives.
ValueId Generator::Algorithm::made(facts::Call New, QualType Given,
                                   const FunctionProtoType *Signature) {
  New.ReturnsQuery = Walk.Unit.Types.isQuery(Given);
  const CallId Id = Walk.addCall(std::move(New), At);
  facts::Call &Made = Walk.Out.Calls[Id];
  Made.Loop = loop();
  Made.EveryTurn = true;
  Walk.leaveCaptures(Id);
  if (Signature)
    leaveElements(Id, *Signature);
  if (!Walk.Unit.Types.carries(Given))
    return None;
  Value Result;
  Result.Kind = ValueKind::Result;
  Result.Call = Id;
  Walk.setSite(Result, At);
  Result.Details.edit().Site.Why = EditSite::Obstacle::Opaque;
  return Walk.add(std::move(Result));
}

ValueId Generator::Algorithm::construct(const CXXConstructorDecl &Constructor,
                                        QualType Class) {
  facts::Call New;
  New.Callee = Walk.Unit.usr(Constructor);
  New.Name = Constructor.getParent()->getNameAsString();
  New.Arguments = {None, element(0)};
  New.Depends.resize(2);
  New.Depends.back().Varies = loop();
  Walk.Callees.push_back(&Constructor);
  return made(std::move(New), Class);
}

/// Whether a call of \p Target matters although it is handed no value.
bool Generator::Algorithm::mayRun(const FunctionDecl &Target) const {
  return Walk.Unit.Types.carries(Target.getType()) ||
         Walk.Unit.runsQueries(Target);
}

void Generator::Algorithm::run() {
  ValueId Made = None;
  for (const Expr *Callable : Callables)
    if (!Sources.empty() ||
        (targetOf(*Callable) && mayRun(*targetOf(*Callable))))
      Made = call(*Callable);
  if (Kind.Orders && Callables.empty() && !Sources.empty())
    if (const FunctionDecl *Less = Walk.lessOf(Types.front());
        Less && mayRun(*Less)) {
      facts::Call New;
      New.Callee = Walk.Unit.usr(*Less);
      New.Name = Name.str();
      New.Arguments = {element(0), element(0)};
      New.Depends.resize(2);
      Walk.Callees.push_back(Less);
      made(std::move(New), Less->getReturnType());
    }
  if (!Filled || Sources.empty()) {
    Followed &= Kind.What != Traits::Copies &&
                (Kind.What != Traits::Makes || Made == None);
    return;
  }
  Value New;
  New.Kind = ValueKind::Collected;
  New.Base = Walk.valueOf(Filled);
  New.At = Walk.Unit.Where.at(At.getExprLoc());
  if (Kind.What == Traits::Copies && !Kind.Early)
    Walk.addRange(New, Sources.front());
  else if (Kind.What == Traits::Copies)
    New.Operands.push_back(element(0));
  else if (Kind.What == Traits::Makes && Made != None)
    New.Operands.push_back(Made);
  if (!New.Operands.empty() || New.Base != Walk.valueOf(Filled))
    Followed &= Walk.assignTo(Filled, Walk.add(std::move(New)));
}

} // namespace ormlint::facts
