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
  if (Base != None && Out.Values[Base].Kind == ValueKind::Object)
    New.Callee = Out.Values[Base].Callee;
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
  New.Callee = Unit.usr(Function);
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
  if (!Method || !Method->isInstance() || !Unit.Types.carries(This->getType()))
    return;
  const ValueId Object = Variables.read(&Source, Block);
  set(This,
      CapturedThis ? part(Object, Unit.field(*CapturedThis), *This) : Object);
}

/// What the object of a method and the captures of a lambda are at first.
void Generator::enterObject() {
  const auto *Method = dyn_cast<CXXMethodDecl>(&Source);
  if (!Method || !Method->isInstance())
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

void Generator::destroy(const VarDecl &Variable, const Stmt &Trigger) {
  const CXXRecordDecl *Class = Variable.getType()->getAsCXXRecordDecl();
  const CXXDestructorDecl *Destructor =
      Class && isObject(Variable.getType()) && tracked(&Variable)
          ? Class->getDestructor()
          : nullptr;
  if (!Destructor || !Destructor->isUserProvided())
    return;
  facts::Call New;
  New.Callee = Unit.usr(*Destructor);
  New.Name = Destructor->getNameAsString();
  New.Arguments = {Variables.read(target(&Variable), Block)};
  New.Depends.resize(1);
  New.At = Unit.Where.at(Trigger.getEndLoc());
  New.Loop = Flow.loopOf(Block);
  New.EveryTurn = Flow.everyTurn(Block);
  New.When = guards();
  Out.Calls.push_back(std::move(New));
  Callees.push_back(Destructor);
}

void Generator::VisitCXXParenListInitExpr(const CXXParenListInitExpr *List) {
  const auto *Record = List->getType()->getAsCXXRecordDecl();
  if (!Record || !isObject(List->getType()))
    return;
  Value New;
  New.Kind = ValueKind::Object;
  New.At = Unit.Where.at(List->getBeginLoc());
  auto Field = Record->field_begin();
  for (const Expr *Init : List->getInitExprs()) {
    if (Field == Record->field_end())
      break;
    if (const ValueId Part = valueOf(Init)) {
      New.Fields.push_back(Unit.field(**Field));
      New.Operands.push_back(Part);
    }
    ++Field;
  }
  set(List, add(std::move(New)));
}

void Generator::VisitInitListExpr(const InitListExpr *List) {
  Value New;
  New.At = Unit.Where.at(List->getBeginLoc());
  const auto *Record = List->getType()->getAsCXXRecordDecl();
  if (Record && isObject(List->getType()) && !List->isTransparent()) {
    if (!Unit.Types.carries(List->getType()))
      return;
    New.Kind = ValueKind::Object;
    // Bases come first.
    unsigned I = Record->getNumBases();
    for (const FieldDecl *Field : Record->fields()) {
      if (I >= List->getNumInits())
        break;
      const Expr *Init = List->getInit(I++);
      if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(Init))
        Init = Default->getExpr();
      if (const ValueId Part = valueOf(Init)) {
        New.Fields.push_back(Unit.field(*Field));
        New.Operands.push_back(Part);
      }
    }
    set(List, add(std::move(New)));
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

} // namespace ormlint::facts
