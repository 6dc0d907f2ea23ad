//===--- Objects.cpp - Members of objects ---------------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An assignment to a member makes a new version of the object: the old one with
// another part. `this` is a variable like others.
//
//===----------------------------------------------------------------------===//

#include "facts/Generator.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;
using namespace ormlint::vocabulary;

namespace ormlint::facts {

bool Generator::isObject(QualType Type) {
  if (Type.isNull())
    return false;
  Type = Type.getNonReferenceType();
  if (Type->isPointerType())
    Type = Type->getPointeeType();
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  return Record && !Unit.Lexicon.type(Type) && !isWrapper(Record) &&
         !isContainer(Record) && (isTuple(Record) || !isStandard(*Record));
}

/// \p Base with \p Value as its part \p Field.
ValueId Generator::object(ValueId Base, FieldId Field, ValueId Part) {
  Value New;
  New.Kind = ValueKind::Object;
  New.Base = Base;
  New.Fields = {Field};
  New.Operands = {Part};
  if (const Symbol Callee = Out.Values[Base].Details->Callee; !Callee.empty())
    New.Details.edit().Callee = Callee;
  return add(std::move(New));
}

ValueId Generator::part(ValueId Object, FieldId Field, const Expr &At) {
  // What is known here need not be looked for later.
  constexpr unsigned MaxSteps = 16;
  ValueId Base = Object;
  for (unsigned Steps = 0; Base != None && Steps < MaxSteps; ++Steps) {
    const Value &V = Out.Values[Base];
    if (V.Kind != ValueKind::Object)
      break;
    for (std::size_t I = 0; I < V.Fields.size(); ++I)
      if (V.Fields[I] == Field)
        return V.Operands[I];
    Base = V.Base;
  }
  if (Object == None)
    return unknown(At, "kept in an object that is not followed");
  Value New;
  New.Kind = ValueKind::Part;
  New.Base = Object;
  New.Field = Field;
  New.At = Unit.Where.at(At.getExprLoc());
  return add(std::move(New));
}

ValueId Generator::tuple(llvm::ArrayRef<const Expr *> Elements, bool Pair,
                         const Expr &At) {
  Value New;
  New.Kind = ValueKind::Object;
  New.At = Unit.Where.at(At.getBeginLoc());
  for (unsigned I = 0; I < Elements.size(); ++I)
    if (const ValueId Element = valueOf(Elements[I])) {
      New.Fields.push_back(Unit.element(I, Pair));
      New.Operands.push_back(Element);
    }
  return New.Operands.empty() ? None : add(std::move(New));
}

/// A function as a value.
ValueId Generator::functionObject(const FunctionDecl &Function,
                                  const Expr &At) {
  Value New;
  New.Kind = ValueKind::Object;
  New.Details.edit().Callee = Unit.usr(Function);
  New.At = Unit.Where.at(At.getExprLoc());
  Callees.push_back(&Function);
  return add(std::move(New));
}

/// The value of \p E, if it names a function that deals with rows. Only asked
/// for what is used as a value: each call names a function, too.
ValueId Generator::namedFunction(const Expr *E) {
  if (const auto *Operator = dyn_cast_or_null<UnaryOperator>(E);
      Operator && Operator->getOpcode() == UO_AddrOf)
    E = peel(Operator->getSubExpr());
  const auto *Reference = dyn_cast_or_null<DeclRefExpr>(E);
  const auto *Function =
      Reference ? dyn_cast<FunctionDecl>(Reference->getDecl()) : nullptr;
  if (!Function || isStandard(*Function) || Unit.Lexicon.call(Function) ||
      !Unit.Types.carries(Function->getType()))
    return None;
  const ValueId New = functionObject(*Function, *Reference);
  Values[E] = New;
  return New;
}

void Generator::VisitCXXThisExpr(const CXXThisExpr *This) {
  const auto *Method = dyn_cast<CXXMethodDecl>(&Source);
  if (!Method || !Method->isImplicitObjectMemberFunction() ||
      !Unit.Types.carries(This->getType()))
    return;
  const ValueId Object = Variables.read(&Source, Block);
  set(This,
      CapturedThis ? part(Object, Unit.field(*CapturedThis), *This) : Object);
}

/// What the object of a method and the captures of a lambda are at first.
void Generator::enterObject() {
  const auto *Method = dyn_cast<CXXMethodDecl>(&Source);
  if (!Method || !Method->isImplicitObjectMemberFunction())
    return;
  Value New;
  // A constructor begins with an object without parts.
  New.Kind =
      isa<CXXConstructorDecl>(Method) ? ValueKind::Object : ValueKind::Param;
  New.At = Unit.Where.at(Method->getLocation());
  const ValueId Object = add(std::move(New));
  Variables.write(&Source, Block, Object);
  if (Method->getParent()->isLambda())
    enterCaptures(*Method->getParent(), Object);
}

/// A member initializer, also one that the class has for all constructors; a
/// base or another constructor makes what the object begins as.
void Generator::initialize(const CXXCtorInitializer &Initializer) {
  const Expr *Init = Initializer.getInit();
  if (const auto *Default = dyn_cast_or_null<CXXDefaultInitExpr>(Init))
    Init = Default->getExpr();
  const ValueId New = Init ? valueOf(Init) : None;
  const FieldDecl *Field = Initializer.getAnyMember();
  if (Field && !Unit.Types.carries(Field->getType()))
    return;
  const ValueId Object = Variables.read(&Source, Block);
  if (Field)
    Variables.write(&Source, Block,
                    object(Object, Unit.field(*Field),
                           New != None
                               ? New
                               : unknown(*Init, "made by code that is not "
                                                "followed")));
  else if (New != None)
    Variables.write(&Source, Block, New);
}

/// The end of \p Object, of what \p Type points at where it is a pointer.
void Generator::destroy(QualType Type, ValueId Object, const Stmt &Trigger) {
  if (const auto *Owner = Type->getAsCXXRecordDecl(); isWrapper(Owner))
    Type = elementType(Owner);
  const CXXRecordDecl *Class =
      Type.isNull() || !isObject(Type) ? nullptr : Type->getAsCXXRecordDecl();
  const CXXDestructorDecl *Destructor =
      Class && Class->hasDefinition() ? Class->getDestructor() : nullptr;
  if (Object == None || !Destructor || !Destructor->isUserProvided() ||
      Destructor->isVirtual())
    return;
  facts::Call New;
  New.Callee = Unit.usr(*Destructor);
  New.Name = Destructor->getNameAsString();
  New.Arguments = {Object};
  New.Depends.resize(1);
  New.At = Unit.Where.at(Trigger.getEndLoc());
  New.Loop = Flow.loopOf(Block);
  New.EveryTurn = Flow.everyTurn(Block);
  New.When = guards();
  Out.Calls.push_back(std::move(New));
  Callees.push_back(Destructor);
}

/// An object of \p Class, an aggregate, made of \p Parts.
ValueId Generator::aggregate(QualType Class, llvm::ArrayRef<const Expr *> Parts,
                             const Expr &At) {
  const auto *Record = Class->getAsCXXRecordDecl();
  Value New;
  New.Kind = ValueKind::Object;
  New.At = Unit.Where.at(At.getBeginLoc());
  // Bases come first.
  unsigned I = Record->getNumBases();
  for (const FieldDecl *Field : Record->fields()) {
    if (I >= Parts.size())
      break;
    const Expr *Init = Parts[I++];
    if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(Init))
      Init = Default->getExpr();
    if (const ValueId Part = valueOf(Init)) {
      New.Fields.push_back(Unit.field(*Field));
      New.Operands.push_back(Part);
    }
  }
  return add(std::move(New));
}

void Generator::VisitCXXParenListInitExpr(const CXXParenListInitExpr *List) {
  if (isObject(List->getType()) && List->getType()->getAsCXXRecordDecl())
    set(List, aggregate(List->getType(), List->getInitExprs(), *List));
}

void Generator::VisitInitListExpr(const InitListExpr *List) {
  Value New;
  New.At = Unit.Where.at(List->getBeginLoc());
  const auto *Record = List->getType()->getAsCXXRecordDecl();
  if (Record && isObject(List->getType()) && !List->isTransparent()) {
    if (!Unit.Types.carries(List->getType()))
      return;
    set(List, aggregate(List->getType(), List->inits(), *List));
    return;
  }
  // An array within a class.
  if (isContainer(Record) && List->getNumInits() == 1 &&
      List->getInit(0)->getType()->isArrayType()) {
    set(List, valueOf(List->getInit(0)));
    return;
  }
  // `Query q{other}` is no list.
  if (!List->getType()->isArrayType())
    return;
  New.Kind = ValueKind::Collected;
  for (const Expr *Init : List->inits())
    if (const ValueId Row = valueOf(Init))
      New.Operands.push_back(Row);
  if (!New.Operands.empty())
    set(List, add(std::move(New)));
}

/// Whether \p Row is a variable that holds a row by value.
bool Generator::isCopy(const Expr *Row) const {
  const VarDecl *Variable = variableIn(Row);
  return Variable && target(Variable)->getType()->isRecordType();
}

/// Where \p Call sets the relation \p Handle of a row, the row is another one
/// from here on: what it leads to is in memory.
void Generator::assignRelation(const CallExpr &Call, ValueId Handle) {
  const auto *Method = dyn_cast<CXXMethodDecl>(Call.getDirectCallee());
  // The handle of another row may not have been read.
  if (Handle == None || !Method ||
      Method->getOverloadedOperator() != OO_Equal ||
      Method->isCopyAssignmentOperator() || Method->isMoveAssignmentOperator())
    return;
  const Value &Set = Out.Values[Handle];
  const auto *Member = dyn_cast<MemberExpr>(peel(objectOf(Call)));
  if (!Member || Set.Kind != ValueKind::Related)
    return;
  Value New;
  New.Kind = ValueKind::Assigned;
  New.Base = Set.Base;
  New.Relation = Set.Relation;
  const Expr *Row = peel(Member->getBase());
  New.Always = Flow.everyTurn(Block) && !isCopy(Row);
  New.At = Unit.Where.at(Call.getExprLoc());
  const bool Named =
      valueOf(Row) == New.Base && (variableIn(Row) || isa<CXXThisExpr>(Row));
  const ValueId Id = add(std::move(New));
  // An element of a container is not told from the others.
  if (Named)
    assignTo(Row, Id);
}

} // namespace ormlint::facts
