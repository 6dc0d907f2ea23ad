//===--- Bound.cpp - Functions that the library makes of others -----------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `std::bind(print, _1, rows)` is an object whose call is a function that
// nobody has written: it calls `print` with its parameter 1 and with what it
// holds. The facts have such a function, as if it were a lambda.
//
// Not handled: what another `std::bind` as an argument would be replaced with.
//
//===----------------------------------------------------------------------===//

#include "facts/Generator.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"

using namespace clang;

namespace ormlint::facts {

/// Which argument of the call the placeholder \p E stands for, from 1 on; 0 if
/// it is none.
static unsigned placeholder(const Expr *E) {
  const auto *Reference = dyn_cast_or_null<DeclRefExpr>(peel(E));
  const auto *Variable =
      Reference ? dyn_cast<VarDecl>(Reference->getDecl()) : nullptr;
  const auto *Scope =
      Variable ? dyn_cast<NamespaceDecl>(Variable->getDeclContext()) : nullptr;
  unsigned Number = 0;
  if (!Scope || Scope->getName() != "placeholders" || !isStandard(*Variable) ||
      Variable->getName().drop_front().getAsInteger(10, Number))
    return 0;
  return Number;
}

/// The function that the callable \p E names; null if a value says what it is.
static const FunctionDecl *functionIn(const Expr *E) {
  if (const ValueDecl *Member = memberNamed(E))
    return dyn_cast<CXXMethodDecl>(Member);
  E = peel(E);
  if (const auto *Address = dyn_cast_or_null<UnaryOperator>(E);
      Address && Address->getOpcode() == UO_AddrOf)
    E = peel(Address->getSubExpr());
  const auto *Reference = dyn_cast_or_null<DeclRefExpr>(E);
  return Reference ? dyn_cast<FunctionDecl>(Reference->getDecl()) : nullptr;
}

/// The function object that \p Call makes of \p Arguments, of which the first
/// is what it runs.
ValueId Generator::bound(const CallExpr &Call,
                         llvm::ArrayRef<const Expr *> Arguments) {
  const FunctionDecl *Target = functionIn(Arguments.front());
  const ValueId Callable = Target ? None : valueOf(Arguments.front());
  if ((!Target && Callable == None) ||
      (Target && !Unit.Types.carries(Target->getType()) &&
       !Unit.runsQueries(*Target)))
    return None;
  const Place At = Unit.Where.at(Call.getExprLoc());

  facts::Function Made;
  Made.Name = callableName(Arguments.front());
  Made.Qualified = Made.Name;
  Made.Usr = Out.Usr.str() + "@bound@" + std::to_string(Out.Values.size());
  Made.At = At;
  Made.Method = Made.Internal = true;
  Made.Values.resize(2);
  Made.Values[1].Kind = ValueKind::Param;
  Made.Values[1].At = At;
  Made.Exits = {1};
  Made.Loops.emplace_back();
  Made.Calls.resize(2);
  facts::Call &Runs = Made.Calls[1];

  Value Object;
  Object.Kind = ValueKind::Object;
  Object.Details.edit().Callee = Made.Usr;
  Object.At = At;
  auto Held = [&](unsigned Index, ValueId Value) -> ValueId {
    if (Value == None)
      return None;
    const FieldId Field = Unit.element(Index, /*Pair=*/false);
    Object.Fields.push_back(Field);
    Object.Operands.push_back(Value);
    facts::Value Part;
    Part.Kind = ValueKind::Part;
    Part.Base = 1;
    Part.Field = Field;
    Part.At = At;
    Made.Values.push_back(std::move(Part));
    return static_cast<ValueId>(Made.Values.size() - 1);
  };
  auto Given = [&](unsigned Number) {
    while (Made.Exits.size() <= Number) {
      facts::Value Param;
      Param.Kind = ValueKind::Param;
      Param.Index = static_cast<std::uint32_t>(Made.Exits.size());
      Param.At = At;
      Made.Values.push_back(std::move(Param));
      Made.Exits.push_back(static_cast<ValueId>(Made.Values.size() - 1));
    }
    return Made.Exits[Number];
  };
  if (!Target) {
    Runs.Through = Held(0, Callable);
    Runs.Arguments.push_back(Runs.Through);
  }
  for (unsigned I = 1; I < Arguments.size(); ++I)
    if (const unsigned Number = placeholder(Arguments[I]))
      Runs.Arguments.push_back(Given(Number));
    else
      Runs.Arguments.push_back(Held(I, valueOf(Arguments[I])));
  // The others come behind those that are bound first.
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Target);
  const FunctionProtoType *Signature =
      Target ? Target->getType()->getAs<FunctionProtoType>()
             : signatureOf(Arguments.front()->getType());
  if (Call.getDirectCallee()->getName() == "bind_front" && Signature) {
    const unsigned Takes =
        Signature->getNumParams() + (Method && !Method->isStatic() ? 1 : 0) + 1;
    for (unsigned I = 1; Arguments.size() - 1 + I < Takes; ++I)
      Runs.Arguments.push_back(Given(I));
  }
  Runs.Depends.resize(Runs.Arguments.size());
  Runs.At = At;
  Runs.Name = Made.Name;
  if (Target) {
    Runs.Virtual = Method && Method->isVirtual();
    if (!Runs.Virtual)
      Runs.Callee = Unit.usr(*Target);
    Callees.push_back(Target);
  }
  if (Signature && Unit.Types.carries(Signature->getReturnType())) {
    Runs.ReturnsQuery = Unit.Types.isQuery(Signature->getReturnType());
    Value Result;
    Result.Kind = ValueKind::Result;
    Result.Call = 1;
    Result.At = At;
    Result.Details.edit().Site.Why = EditSite::Obstacle::Opaque;
    Made.Values.push_back(std::move(Result));
    Made.Returns = {static_cast<ValueId>(Made.Values.size() - 1)};
  }
  Made.Params = static_cast<std::uint32_t>(Made.Exits.size());
  Unit.Facts.Functions.push_back(std::move(Made));
  return add(std::move(Object));
}

} // namespace ormlint::facts
