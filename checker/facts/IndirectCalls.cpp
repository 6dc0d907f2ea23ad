//===--- IndirectCalls.cpp - Calls of what a value says -------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Function objects, pointers to functions and to members, visitors.
//
//===----------------------------------------------------------------------===//

#include "facts/Generator.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace ormlint::facts {

/// One of \p Functions, nobody knows which; None if those are too many.
ValueId Generator::anyOf(llvm::ArrayRef<const CXXMethodDecl *> Functions,
                         const Expr &At) {
  constexpr std::size_t MaxFunctions = 16;
  if (Functions.empty() || Functions.size() > MaxFunctions)
    return None;
  Value New;
  New.Kind = ValueKind::Merge;
  for (const CXXMethodDecl *Each : Functions)
    New.Operands.push_back(functionObject(*Each, At));
  return add(std::move(New));
}

/// What \p Callable runs when it is handed things of the types \p Handed, as a
/// value: of the overloads and instances that an object of a class has, those
/// for rows where rows are handed.
ValueId Generator::callable(const Expr &Callable,
                            llvm::ArrayRef<QualType> Handed) {
  const ValueId Object = valueOf(&Callable);
  const CXXRecordDecl *Class =
      Callable.getType().getNonReferenceType()->getAsCXXRecordDecl();
  if (!Class || !Class->hasDefinition() || isStandard(*Class))
    return Object;
  const auto All = callOperators(*Class);
  if (Object != None && All.size() < 2)
    return Object;
  Value Any;
  Any.Kind = ValueKind::Merge;
  for (const FunctionDecl *Each : All) {
    if (Each->getNumParams() != Handed.size() ||
        !Unit.Types.carries(Each->getType()) ||
        !llvm::all_of(llvm::zip(Each->parameters(), Handed),
                      [&](const auto &Pair) {
                        const auto &[Wants, Has] = Pair;
                        return Unit.Types.carries(Wants->getType()) ==
                               Unit.Types.carries(Has);
                      }))
      continue;
    const ValueId New = functionObject(*Each, Callable);
    Out.Values[New].Base = Object;
    Any.Operands.push_back(New);
  }
  if (Any.Operands.size() < 2)
    return Any.Operands.empty() ? Object : Any.Operands.front();
  return add(std::move(Any));
}

/// Makes a call through the value \p Through, which \p Callable has, of all
/// that \p New has already; what it gives is of the type that \p Call has.
CallId Generator::addIndirect(facts::Call New, const Expr &Callable,
                              const Expr &Call) {
  New.Name = callableName(&Callable);
  New.ReturnsQuery = Unit.Types.isQuery(Call.getType());
  New.Arguments.insert(New.Arguments.begin(), New.Through);
  New.Depends.insert(New.Depends.begin(), Depends.of({&Callable}, Block));
  const CallId Id = addCall(std::move(New), Call);
  leaveCaptures(Id);
  leaveCallback(Id, 0, Callable, Call);
  if (Unit.Types.carries(Call.getType())) {
    Value Result;
    Result.Kind = ValueKind::Result;
    Result.Call = Id;
    setSite(Result, Call);
    set(&Call, add(std::move(Result)));
  }
  return Id;
}

void Generator::callThrough(const Expr &Call,
                            llvm::ArrayRef<const Expr *> Arguments) {
  const Expr &Callable = *Arguments.front();
  if (const ValueDecl *Member = memberNamed(&Callable);
      Member && Arguments.size() > 1) {
    if (const auto *Method = dyn_cast<CXXMethodDecl>(Member))
      set(&Call, ordinaryCall(Call, Call.getType(), *Method,
                              Arguments.drop_front(), /*HasObject=*/true));
    else
      set(&Call, memberOf(valueOf(Arguments[1]), *Member, Call));
    return;
  }
  const auto Given = Arguments.drop_front();
  llvm::SmallVector<QualType, 4> Handed;
  for (const Expr *Argument : Given)
    Handed.push_back(Argument->getType());
  facts::Call New;
  New.Through = callable(Callable, Handed);
  if (New.Through == None) {
    if (Unit.Types.carries(Call.getType()))
      set(&Call, unknown(Call, "returned by a call that is not followed"));
    return;
  }
  for (const Expr *Argument : Given) {
    New.Arguments.push_back(
        Unit.Types.carries(Argument->getType()) ? valueOf(Argument) : None);
    New.Depends.push_back(Depends.of({Argument}, Block));
  }
  const CallId Id = addIndirect(std::move(New), Callable, Call);
  leaveCallbacks(Id, Given, 1, Call);
  const FunctionProtoType *Signature = signatureOf(Callable.getType());
  for (unsigned I = 1; I < Arguments.size(); ++I)
    if (!Signature || I > Signature->getNumParams() ||
        mayChange(Signature->getParamType(I - 1)))
      leave(Id, I, *Arguments[I], Call);
}

/// A call of \p Callable with the elements of \p Tuple.
void Generator::callSpread(const CallExpr &Call, const Expr &Callable,
                           const Expr &Tuple) {
  const ValueId Whole = valueOf(&Tuple);
  const auto *Class =
      Tuple.getType().getNonReferenceType()->getAsCXXRecordDecl();
  llvm::SmallVector<QualType, 4> Handed;
  for (const TemplateArgument &Element : elementsOf(Class))
    if (Element.getKind() == TemplateArgument::Type)
      Handed.push_back(Element.getAsType());
  facts::Call New;
  New.Through = callable(Callable, Handed);
  if (New.Through == None || Whole == None) {
    if (Unit.Types.carries(Call.getType()))
      set(&Call, unknown(Call, "returned by a call that is not followed"));
    return;
  }
  for (const auto &[I, Type] : llvm::enumerate(Handed)) {
    New.Arguments.push_back(
        Unit.Types.carries(Type)
            ? part(Whole, Unit.element(static_cast<unsigned>(I), isPair(Class)),
                   Tuple)
            : None);
    New.Depends.push_back(Depends.of({&Tuple}, Block));
  }
  addIndirect(std::move(New), Callable, Call);
}

/// The member that a pointer to \p Member finds in \p Object.
ValueId Generator::memberOf(ValueId Object, const ValueDecl &Member,
                            const Expr &At) {
  const auto *Field = dyn_cast<FieldDecl>(&Member);
  if (!Field || Object == None || !Unit.Types.carries(Field->getType()))
    return None;
  if (const vocabulary::Relation *Relation = Unit.Lexicon.relation(Field)) {
    Value New;
    New.Kind = ValueKind::Related;
    New.Base = Object;
    New.Relation = Unit.relation(*Relation);
    New.At = Unit.Where.at(At.getExprLoc());
    return add(std::move(New));
  }
  return part(Object, Unit.field(*Field), At);
}

} // namespace ormlint::facts
