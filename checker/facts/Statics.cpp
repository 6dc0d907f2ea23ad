//===--- Statics.cpp - Variables that outlive calls -----------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A variable that only functions at hand can name, in no order that is known:
// each assignment is a store, each use may see any of them. What another file
// can set is unknown. Of an object only what holds it is a variable: its
// methods set its members, and where they do, the analysis finds out.
//
//===----------------------------------------------------------------------===//

#include "facts/Generator.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace ormlint::facts {

/// Whether \p Init, which no function runs, gives the variable anything.
static bool begins(const Expr *Init) {
  const auto *Construct =
      dyn_cast_or_null<CXXConstructExpr>(Init ? peel(Init) : nullptr);
  return Init && !(Construct && Construct->getNumArgs() == 0);
}

const VarDecl *Generator::keptIn(const Expr *E) {
  const auto *Reference = dyn_cast_or_null<DeclRefExpr>(peel(E));
  const auto *Variable =
      Reference ? dyn_cast<VarDecl>(Reference->getDecl()) : nullptr;
  return Variable && isKept(*Variable) ? Variable : nullptr;
}

bool Generator::isKept(const VarDecl &Variable) {
  if (Variable.hasLocalStorage() || Variable.getType()->isReferenceType() ||
      isObject(Variable.getType()) || !Unit.Types.carries(Variable.getType()))
    return false;
  if (Variable.isStaticLocal())
    return true;
  if (Variable.isStaticDataMember() && isClosed(Variable))
    return !begins(Variable.getAnyInitializer());
  const SourceManager &Sources = Unit.Context.getSourceManager();
  return !Variable.isExternallyVisible() &&
         inMainSource(Variable.getLocation(), Sources) &&
         !begins(Variable.getAnyInitializer());
}

/// What a constant holds wherever it is used, such as a table of functions;
/// None where making it runs code.
ValueId Generator::constant(const VarDecl &Variable) {
  constexpr unsigned MaxSize = 256;
  const Expr *Init = Variable.getAnyInitializer();
  if (!Init || Init->isValueDependent() ||
      !Unit.Context.getBaseElementType(Variable.getType()).isConstQualified())
    return None;
  unsigned Size = 0;
  bool Runs = false;
  forEachBelow(Init, [&](const Expr *Part) {
    ++Size;
    const auto *Made = dyn_cast<CXXConstructExpr>(Part);
    Runs |= isa<CallExpr>(Part) ||
            (Made && Made->getConstructor()->isUserProvided() &&
             !isStandard(*Made->getConstructor()));
  });
  if (Runs || Size > MaxSize)
    return None;
  evaluate(Init);
  return valueOf(Init);
}

/// Whoever can set a member of a class is looked at too.
void Generator::lookForStores(const VarDecl &Variable) {
  if (const auto *Class = dyn_cast<CXXRecordDecl>(Variable.getDeclContext()))
    Callees.append(Class->method_begin(), Class->method_end());
}

ValueId Generator::kept(const VarDecl &Variable, const Expr &At) {
  lookForStores(Variable);
  Value New;
  New.Kind = ValueKind::Part;
  New.Field = Unit.variable(Variable);
  New.At = Unit.Where.at(At.getExprLoc());
  return add(std::move(New));
}

void Generator::keep(const VarDecl &Variable, ValueId Value) {
  lookForStores(Variable);
  if (Value != None)
    Out.Stores.push_back(object(None, Unit.variable(Variable), Value));
}

} // namespace ormlint::facts
