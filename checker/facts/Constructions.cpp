//===--- Constructions.cpp - Objects that are made ------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// By an expression, or by the standard library in the place of one: what
// `emplace_back` is handed goes to a constructor.
//
//===----------------------------------------------------------------------===//

#include "facts/Generator.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"

using namespace clang;
using namespace ormlint::vocabulary;

namespace ormlint::facts {

/// The constructor that makes an object of \p Class of \p Arguments, where it
/// is plain which: the only one that takes as many, or of those the one that
/// takes just these types.
static const CXXConstructorDecl *
constructorFor(const CXXRecordDecl &Class,
               llvm::ArrayRef<const Expr *> Arguments) {
  const CXXConstructorDecl *Only = nullptr, *Exact = nullptr;
  unsigned Fitting = 0;
  for (const CXXConstructorDecl *Each : Class.ctors()) {
    if (Each->isDeleted() || Each->isCopyOrMoveConstructor() ||
        Each->getMinRequiredArguments() > Arguments.size() ||
        Each->getNumParams() < Arguments.size())
      continue;
    ++Fitting;
    Only = Each;
    bool Same = true;
    for (unsigned I = 0; I < Arguments.size(); ++I)
      Same &= Class.getASTContext().hasSameUnqualifiedType(
          Each->getParamDecl(I)->getType().getNonReferenceType(),
          Arguments[I]->getType());
    if (Same)
      Exact = Each;
  }
  return Fitting == 1 ? Only : Exact;
}

/// \p By gets what it is \p Handed, and no source says what becomes of that.
void Generator::hide(llvm::StringRef By, llvm::ArrayRef<ValueId> Handed,
                     const Expr &At) {
  if (llvm::all_of(Handed, [](ValueId Each) { return Each == None; }))
    return;
  facts::Call New;
  New.Name = By.str();
  New.Arguments.append(Handed.begin(), Handed.end());
  New.Depends.resize(Handed.size());
  addCall(std::move(New), At);
}

/// An object of class \p Class that a library makes of \p Arguments, as it is
/// handed them.
ValueId Generator::constructed(QualType Class,
                               llvm::ArrayRef<const Expr *> Arguments,
                               const Expr &At) {
  const CXXRecordDecl *Record =
      Class.isNull() ? nullptr : Class->getAsCXXRecordDecl();
  const ValueId First = Arguments.empty() ? None : valueOf(Arguments.front());
  if (Record && (isTuple(Record) || isContainer(Record)))
    return collected(Class, Arguments, At);
  if (isErased(Record)) {
    hide("std::any", {First}, At);
    return None;
  }
  if (isThread(Record) && !Arguments.empty()) {
    callThrough(At, Arguments);
    return None;
  }
  // A row is copied, and a wrapper is what it wraps.
  if (!Record || !Record->hasDefinition() || !isObject(Class) ||
      (Arguments.size() == 1 && Unit.Context.hasSameUnqualifiedType(
                                    Arguments.front()->getType(), Class)))
    return First;
  if (const auto *Constructor = constructorFor(*Record, Arguments))
    return Constructor->isUserProvided()
               ? ordinaryCall(At, Class, *Constructor, Arguments, false)
               : None;
  if (Record->isAggregate())
    return aggregate(Class, Arguments, At);
  return Unit.Types.carries(Class)
             ? unknown(At, "made by code that is not followed")
             : None;
}

/// A tuple or container of \p Arguments, or what it is copied from.
ValueId Generator::collected(QualType Class,
                             llvm::ArrayRef<const Expr *> Arguments,
                             const Expr &At) {
  const auto *Record = Class->getAsCXXRecordDecl();
  const ValueId First = Arguments.empty() ? None : valueOf(Arguments.front());
  if (isTuple(Record)) {
    const auto *Other =
        Arguments.empty() ? nullptr
                          : Arguments.front()->getType()->getAsCXXRecordDecl();
    return Arguments.size() == 1 && isTuple(Other)
               ? First
               : tuple(Arguments, isPair(Record), At);
  }
  // Objects of the program that are made of rows.
  if (isIterator(First) && !isMap(Record))
    if (const ValueId Made =
            convertedEach(elementType(Record), rowsBehind(First),
                          elementOf(Arguments.front()->getType()), At))
      return Made;
  Value New;
  New.Kind = ValueKind::Collected;
  New.At = Unit.Where.at(At.getBeginLoc());
  // One that orders its elements may be handed what compares them alone.
  const QualType Order = orderOf(Record);
  if (!Order.isNull() && !Arguments.empty() &&
      Unit.Context.hasSameUnqualifiedType(
          Arguments.front()->getType().getNonReferenceType(), Order))
    return None;
  New.Base = isIterator(First) ? rowsBehind(First) : First;
  return New.Base == None ? None : add(std::move(New));
}

/// \p Callable in a `std::function`. An object with a call operator becomes a
/// function object here: elsewhere its type says what a call of it runs.
ValueId Generator::wrapped(const Expr &Callable) {
  const ValueId Object = valueOf(&Callable);
  const CXXRecordDecl *Class =
      Callable.getType().getNonReferenceType()->getAsCXXRecordDecl();
  if (!Class || !Class->hasDefinition() || Class->isLambda() ||
      isStandard(*Class))
    return Object;
  const FunctionDecl *Operator =
      callOperator(*Class, [](const FunctionDecl &) { return false; });
  if (!Operator || !Unit.Types.carries(Operator->getType()))
    return Object;
  const ValueId New = functionObject(*Operator, Callable);
  Out.Values[New].Base = Object;
  return New;
}

void Generator::VisitCXXConstructExpr(const CXXConstructExpr *Construct) {
  const CXXConstructorDecl *Constructor = Construct->getConstructor();
  if (auto Meaning = Unit.Lexicon.call(Constructor);
      Meaning && Meaning->What == Effect::Lookup) {
    Value New;
    New.Kind = ValueKind::Lookup;
    New.Details.edit().Loads.push_back(lookup(*Construct, *Meaning));
    New.At = Unit.Where.at(Construct->getBeginLoc());
    set(Construct, add(std::move(New)));
    return;
  }
  llvm::SmallVector<const Expr *, 4> Arguments;
  for (const Expr *Argument : Construct->arguments())
    if (!isa<CXXDefaultArgExpr>(Argument) || !isStandard(*Constructor))
      Arguments.push_back(Argument);
  const QualType Type = Construct->getType();
  const auto *Record = Type->getAsCXXRecordDecl();
  const ValueId First = Arguments.empty() ? None : valueOf(Arguments.front());
  if (viewMade(*Construct)) {
    return;
  } else if (Constructor->isCopyOrMoveConstructor() || isWrapper(Record)) {
    set(Construct, First);
  } else if (isFunctionWrapper(Record)) {
    if (!Arguments.empty())
      set(Construct, wrapped(*Arguments.front()));
  } else if (isTuple(Record) || isContainer(Record)) {
    set(Construct, collected(Type, Arguments, *Construct));
  } else if (isErased(Record)) {
    hide("std::any", {First}, *Construct);
  } else if (isThread(Record)) {
    // What it is handed runs.
    if (!Arguments.empty())
      callThrough(*Construct, Arguments);
  } else if (isObject(Type)) {
    // A constructor that is inherited makes the base; this class adds nothing.
    if (Constructor->isInheritingConstructor())
      Constructor = Constructor->getInheritedConstructor().getConstructor();
    if (Constructor->isUserProvided()) {
      set(Construct,
          ordinaryCall(*Construct, Type, *Constructor, Arguments, false));
    } else if (Unit.Types.carries(Type)) {
      Value New;
      New.Kind = ValueKind::Object;
      set(Construct, add(std::move(New)));
    }
  } else if (Arguments.size() == 1 && First != None &&
             Unit.Types.carries(Type)) {
    // A conversion between iterators or query sets keeps what it converts.
    set(Construct, First);
  } else if (Arguments.size() == 2 && isIterator(First) &&
             isStandard(*Constructor)) {
    // A range between two positions: `std::ranges::subrange`.
    set(Construct, rowsBehind(First));
  } else if (!Arguments.empty() && !Unit.Lexicon.type(Type)) {
    set(Construct,
        ordinaryCall(*Construct, Type, *Constructor, Arguments, false));
  }
}

void Generator::VisitCXXNewExpr(const CXXNewExpr *New) {
  if (const Expr *Init = New->getInitializer())
    set(New, valueOf(Init));
}

void Generator::VisitCXXDeleteExpr(const CXXDeleteExpr *Delete) {
  destroy(Delete->getDestroyedType(), valueOf(Delete->getArgument()), *Delete);
}

} // namespace ormlint::facts
