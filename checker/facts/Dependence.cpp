//===--- Dependence.cpp - What arguments depend on ------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/Dependence.h"
#include "facts/Expressions.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/CFG.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace ormlint::facts {
namespace {

/// A chain of variables that is longer is not followed.
constexpr unsigned MaxDepth = 64;

/// The variable that a change of \p E changes: of `row.name` and `rows[i]` too.
const VarDecl *changedBy(const Expr *E) {
  while (E) {
    E = peel(E);
    if (const VarDecl *Variable = ownerIn(E))
      return Variable;
    if (const auto *Member = dyn_cast<MemberExpr>(E))
      E = Member->getBase();
    else if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E))
      E = Subscript->getBase();
    else if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E);
             Operator && Operator->getNumArgs() > 0)
      E = Operator->getArg(0);
    else if (const auto *Unary = dyn_cast<UnaryOperator>(E))
      E = Unary->getSubExpr();
    else
      return nullptr;
  }
  return nullptr;
}

/// Whether a call may give another result each time for the same arguments.
bool mayVary(const CallExpr &Call) {
  const FunctionDecl *Callee = Call.getDirectCallee();
  if (!Callee)
    return true;
  if (isa<UserDefinedLiteral>(Call) || Callee->isConstexpr() ||
      isa<CXXConversionDecl>(Callee))
    return false;
  if (isa<CXXOperatorCallExpr>(Call))
    return Callee->getOverloadedOperator() == OO_Call;
  if (const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
      Method && Method->isImplicitObjectMemberFunction())
    return !Method->isConst();
  // A function of its arguments, where there are any: a library's, mostly.
  return Call.getNumArgs() == 0 || !Callee->isInStdNamespace();
}

} // namespace

bool Dependence::isRange(QualType Type) {
  Type = Type.getNonReferenceType();
  if (Type->isDependentType())
    return true;
  if (const auto *Array = dyn_cast<ArrayType>(Type.getTypePtr()))
    return !Array->getElementType()->isAnyCharacterType();
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  if (!Record || !Record->hasDefinition() || !Record->getIdentifier())
    return false;
  if (Record->isInStdNamespace() && (Record->getName() == "basic_string" ||
                                     Record->getName() == "basic_string_view"))
    return false;
  const auto &Names = Record->getASTContext().Idents;
  const auto Begin = Names.find("begin");
  if (Begin == Names.end())
    return false;
  const DeclarationName Name(Begin->second);
  if (!Record->getDefinition()->lookup(Name).empty())
    return true;
  bool Found = false;
  Record->forallBases([&](const CXXRecordDecl *Base) {
    Found |= !Base->lookup(Name).empty();
    return !Found;
  });
  return Found;
}

/// Whether objects of \p Type are things to work with, such as a connection:
/// what is done with one is no change of a value.
static bool isService(QualType Type) {
  const CXXRecordDecl *Record =
      Type.getNonReferenceType()->getAsCXXRecordDecl();
  if (!Record)
    return false;
  Record = Record->getDefinition();
  return !Record || (!Record->isAggregate() && !Record->isInStdNamespace() &&
                     !Dependence::isRange(Type));
}

void Dependence::change(const Expr *Target, LoopId Loop, const Expr *Source,
                        bool Window) {
  const VarDecl *Variable = changedBy(Target);
  if (!Variable)
    return;
  Changes &To = Variables[Variable];
  if (!llvm::is_contained(To.In, Loop))
    To.In.push_back(Loop);
  if (Source)
    To.Sources.push_back(Source);
  To.Window |= Window;
}

void Dependence::collect(const Stmt &Element, LoopId Loop) {
  if (const auto *Declarations = dyn_cast<DeclStmt>(&Element)) {
    for (const Decl *D : Declarations->decls())
      if (const auto *Variable = dyn_cast<VarDecl>(D);
          Variable && Variable->getInit()) {
        Variables[Variable].Sources.push_back(Variable->getInit());
        // What a mutable reference is bound to changes with it.
        if (Variable->getType()->isLValueReferenceType() &&
            !Variable->getType()->getPointeeType().isConstQualified())
          if (const VarDecl *Named = changedBy(Variable->getInit());
              Named && !Named->isImplicit() &&
              Named->getType().getNonReferenceType()->isScalarType())
            Variables[Named].Outside = true;
      }
    return;
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(&Element)) {
    if (Binary->isAssignmentOp())
      change(Binary->getLHS(), Loop, Binary->getRHS(),
             Binary->isCompoundAssignmentOp());
    return;
  }
  if (const auto *Unary = dyn_cast<UnaryOperator>(&Element)) {
    if (Unary->isIncrementDecrementOp())
      change(Unary->getSubExpr(), Loop, nullptr, false);
    else if (Unary->getOpcode() == UO_AddrOf)
      if (const VarDecl *Variable = changedBy(Unary->getSubExpr());
          Variable && !Variable->getType().isConstQualified())
        Variables[Variable].Outside = true;
    return;
  }
  const auto *Call = dyn_cast<CallExpr>(&Element);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee)
    return;
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call)) {
    switch (Operator->getOperator()) {
    case OO_PlusPlus:
    case OO_MinusMinus:
      change(Operator->getArg(0), Loop, nullptr, false);
      return;
    case OO_PlusEqual:
    case OO_MinusEqual:
      change(Operator->getArg(0), Loop, Operator->getArg(1), true);
      return;
    default:
      if (Operator->isAssignmentOp()) {
        change(Operator->getArg(0), Loop, Operator->getArg(1), false);
        return;
      }
      break;
    }
  }
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  const Expr *Object = objectOf(*Call);
  // Positions and elements are taken by methods that are not const either.
  if (Method && Object && Method->isImplicitObjectMemberFunction() &&
      !Method->isConst() && Method->getReturnType()->isVoidType())
    if (const VarDecl *Variable = changedBy(Object);
        Variable && !isService(Variable->getType())) {
      change(Object, Loop, nullptr, false);
      Variables[Variable].Outside |=
          !Dependence::isRange(Variable->getType()) && Call->getNumArgs() == 0;
    }
  const auto Arguments = argumentsOf(*Call);
  for (unsigned I = 0; I < Arguments.size() && I < Callee->getNumParams();
       ++I) {
    const QualType Type = Callee->getParamDecl(I)->getType();
    if (!Type->isLValueReferenceType() ||
        Type->getPointeeType().isConstQualified())
      continue;
    if (const VarDecl *Variable = changedBy(Arguments[I]);
        Variable && !isService(Variable->getType())) {
      change(Arguments[I], Loop, nullptr, false);
      Variables[Variable].Outside |= !Dependence::isRange(Variable->getType());
    }
  }
}

void Dependence::collect() {
  Collected = true;
  for (const CFGBlock *Block : Flow.order())
    for (const CFGElement &Element : *Block)
      if (auto Statement = Element.getAs<CFGStmt>())
        collect(*Statement->getStmt(), Flow.loopOf(Block));
}

const Dependence::Reach &Dependence::reach(const VarDecl *Variable) {
  // A variable that depends on itself adds nothing to itself.
  auto [Entry, New] = Known.try_emplace(Variable);
  if (!New)
    return Entry->second;
  Reach Result;
  if (const auto *Parameter = dyn_cast<ParmVarDecl>(Variable)) {
    const auto *Method = dyn_cast<CXXMethodDecl>(&Function);
    const unsigned Index =
        Parameter->getFunctionScopeIndex() +
        (Method && Method->isImplicitObjectMemberFunction() ? 1 : 0);
    if (Index < 64 && Parameter->getDeclContext() == &Function)
      Result.Params |= std::uint64_t{1} << Index;
    else
      Result.Opaque = true;
  }
  // Copied: what is read may add variables.
  if (auto Found = Variables.find(Variable); Found != Variables.end()) {
    const Changes How = Found->second;
    Result.Loops.append(How.In.begin(), How.In.end());
    Result.Outside |= How.Outside;
    Result.Window |= How.Window;
    if (Depth >= MaxDepth) {
      Result.Opaque = true;
    } else {
      ++Depth;
      for (const Expr *Source : How.Sources) {
        const Reach More = read(Source);
        Result.Loops.append(More.Loops.begin(), More.Loops.end());
        Result.Opaque |= More.Opaque;
        Result.Outside |= More.Outside;
        Result.Window |= More.Window;
        // One element of a chunk stands for the chunk.
        forEachBelow(Source, [&](const Expr *Part) {
          if (const VarDecl *Inner = ownerIn(Part);
              Inner && !Inner->isImplicit() && !Variable->isImplicit() &&
              Dependence::isRange(Inner->getType()))
            Result.Window |= !reach(Inner).Loops.empty();
        });
        Result.Params |= More.Params;
      }
      --Depth;
    }
  }
  llvm::sort(Result.Loops);
  Result.Loops.erase(llvm::unique(Result.Loops), Result.Loops.end());
  return Known[Variable] = std::move(Result);
}

Dependence::Reach Dependence::read(const Expr *E) {
  Reach Result;
  forEachBelow(E, [&](const Expr *Part) {
    if (const VarDecl *Variable = ownerIn(Part)) {
      const Reach &More = reach(Variable);
      Result.Loops.append(More.Loops.begin(), More.Loops.end());
      Result.Opaque |= More.Opaque;
      Result.Outside |= More.Outside;
      Result.Window |= More.Window;
      Result.Params |= More.Params;
    } else if (isa<CXXThisExpr>(Part)) {
      Result.Params |= 1;
    } else if (const auto *Call = dyn_cast<CallExpr>(Part)) {
      Result.Opaque |= mayVary(*Call);
    } else if (isa<LambdaExpr, CXXNewExpr, StmtExpr>(Part)) {
      Result.Opaque = true;
    }
  });
  return Result;
}

Inputs Dependence::of(llvm::ArrayRef<const Expr *> Arguments,
                      const CFGBlock *Block) {
  if (!Collected)
    collect();
  const LoopId Here = Flow.loopOf(Block);
  Inputs Result;
  for (const Expr *Argument : Arguments) {
    const Reach All = read(Argument);
    Result.Opaque |= All.Opaque;
    Result.Outside |= All.Outside;
    Result.Params |= All.Params;
    for (LoopId Loop : All.Loops)
      if (Flow.encloses(Loop, Here) &&
          Flow.depth(Loop) > Flow.depth(Result.Varies))
        Result.Varies = Loop;
    Result.Batch |= All.Window && !All.Loops.empty();
    if (All.Loops.empty() && All.Params == 0 && !All.Opaque && !All.Outside)
      continue;
    // A range that is another one each time stands for many rows.
    forEachBelow(Argument, [&](const Expr *Part) {
      if (Result.Batch || !Dependence::isRange(Part->getType()))
        return;
      const Reach OfRange = read(Part);
      Result.Batch |= !OfRange.Loops.empty() || OfRange.Opaque;
    });
  }
  return Result;
}

} // namespace ormlint::facts
