//===--- Uses.cpp - What becomes of queries and rows ----------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// After the walk, each expression with a value is looked at from outside: who
// uses it? What is neither followed nor a dead end is an escape, and a query
// that a statement makes and drops is discarded. A use that is not known here
// is an escape: to add a way values flow is not to lose one.
//
//===----------------------------------------------------------------------===//

#include "facts/Generator.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace ormlint::vocabulary;

namespace ormlint::facts {

/// Whether \p Statement runs \p Child for its effects alone.
static bool drops(const Stmt &Statement, const Stmt *Child) {
  if (isa<CompoundStmt>(Statement))
    return true;
  if (const auto *If = dyn_cast<IfStmt>(&Statement))
    return Child == If->getThen() || Child == If->getElse();
  if (const auto *For = dyn_cast<ForStmt>(&Statement))
    return Child == For->getBody();
  if (const auto *Range = dyn_cast<CXXForRangeStmt>(&Statement))
    return Child == Range->getBody();
  if (const auto *While = dyn_cast<WhileStmt>(&Statement))
    return Child == While->getBody();
  return false;
}

/// Whether \p Parent is \p Child but for casts and temporaries.
static bool wraps(const Stmt &Parent, const Expr *Child) {
  const auto *Outer = dyn_cast<Expr>(&Parent);
  return Outer && peel(Outer) == peel(Child);
}

/// Whether what is assigned to \p Target is followed from there on: to a
/// variable, or to a part of what a variable of this function has made or was
/// handed. What a pointer from elsewhere leads to, others may see.
bool Generator::staysInSight(const Expr *Target) {
  bool Part = false;
  for (Target = peel(Target); Target; Part = true) {
    if (const VarDecl *Variable = variableIn(Target)) {
      if (!Part || !tracked(Variable))
        return tracked(Variable);
      const QualType Type = target(Variable)->getType();
      if (Type->isLValueReferenceType() && isa<ParmVarDecl>(target(Variable)))
        return true;
      if (!Type->isReferenceType() && isObject(Type) &&
          !isWrapper(Type->getAsCXXRecordDecl()))
        return true;
      const ValueId Before = known(Target);
      return Before != None &&
             llvm::is_contained({ValueKind::Object, ValueKind::Query,
                                 ValueKind::Refined, ValueKind::Collected},
                                Out.Values[Before].Kind);
    }
    const Expr *Whole = heldIn(Target);
    if (const auto *Member = dyn_cast<MemberExpr>(Target))
      Whole = Member->getBase();
    else if (const auto *Operator = dyn_cast<UnaryOperator>(Target);
             Operator && Operator->getOpcode() == UO_Deref)
      Whole = Operator->getSubExpr();
    else if (!Whole)
      Whole = containerOf(Target);
    Target = peel(Whole);
  }
  return false;
}

/// Whether the call \p Parent, one argument of which is \p Used, hands it to
/// nobody who is not followed.
bool Generator::callFollows(const CallExpr &Parent, const Expr *Used) {
  const FunctionDecl *Callee = Parent.getDirectCallee();
  // Of a function object, the analysis knows what it runs.
  if (!Callee)
    return known(Parent.getCallee()) != None;
  // A view that waits for its rows is called where it meets them.
  if (Looped.contains(&Parent) || Adaptors.contains(&Parent))
    return true;
  const Expr *Object = objectOf(Parent);
  const bool IsObject = Object && peel(Object) == peel(Used);
  if (auto Meaning = Unit.Lexicon.call(Callee))
    return IsObject || Meaning->What == Effect::Bulk ||
           Meaning->What == Effect::Write;
  if (const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
      Method && (Method->isCopyAssignmentOperator() ||
                 Method->isMoveAssignmentOperator()))
    return IsObject || (Object && staysInSight(Object));
  if (isIterator(known(Used)) && isStandard(*Callee))
    return isa<CXXOperatorCallExpr>(Parent) || known(&Parent) != None;
  if (auto Effect = standardEffect(Callee))
    switch (*Effect) {
    case StandardEffect::Opaque:
    case StandardEffect::Swap:
    case StandardEffect::Exchange:
      return false;
    case StandardEffect::Append:
    case StandardEffect::Emplace:
    case StandardEffect::Assign:
      return IsObject || (Object && staysInSight(Object));
    default:
      return true;
    }
  // An ordinary call: the analysis knows whether the callee was followed.
  return true;
}

/// Whether each name of a structured binding is followed, or stands for nothing
/// that carries a row. Those of an array are not.
bool Generator::followsNames(const DecompositionDecl &Names) {
  return tracked(&Names) &&
         llvm::all_of(Names.bindings(), [&](const BindingDecl *Name) {
           if (const VarDecl *Holding = Name->getHoldingVar())
             return tracked(Holding) || !Unit.Types.carries(Holding->getType());
           return !Unit.Types.carries(Name->getType()) ||
                  (Name->getBinding() &&
                   isa<MemberExpr>(peel(Name->getBinding())));
         });
}

bool Generator::follows(const Stmt &Parent, const Expr *Used) {
  if (const auto *Declaration = dyn_cast<DeclStmt>(&Parent))
    return llvm::all_of(Declaration->decls(), [&](const Decl *D) {
      const auto *Variable = dyn_cast<VarDecl>(D);
      const auto *Names = dyn_cast<DecompositionDecl>(D);
      return !Variable || !Variable->getInit() ||
             peel(Variable->getInit()) != peel(Used) ||
             (Names ? followsNames(*Names) : tracked(Variable)) ||
             // Where rows end, if that is no place among them.
             !Unit.Types.carries(peel(Used)->getType());
    });
  const auto *Outer = dyn_cast<Expr>(&Parent);
  if (!Outer || wraps(Parent, Used))
    return true;
  if (const auto *Call = dyn_cast<CallExpr>(Outer))
    return callFollows(*Call, Used);
  if (const auto *Binary = dyn_cast<BinaryOperator>(Outer))
    return !Binary->isAssignmentOp() || staysInSight(Binary->getLHS());
  if (isa<CXXConstructExpr, InitListExpr, CXXNewExpr>(Outer))
    return known(Outer) != None;
  return isa<MemberExpr, UnaryOperator, AbstractConditionalOperator,
             ArraySubscriptExpr, CXXStdInitializerListExpr,
             UnaryExprOrTypeTraitExpr>(Outer);
}

void Generator::findUses() {
  llvm::SmallVector<const Stmt *, 32> Work{Source.getBody()};
  while (!Work.empty()) {
    const Stmt *Parent = Work.pop_back_val();
    if (const auto *Lambda = dyn_cast<LambdaExpr>(Parent)) {
      // What it captures is used whenever somebody calls it.
      for (const LambdaCapture &Capture : Lambda->captures())
        Out.Hides |= Capture.capturesThis() ||
                     (Capture.capturesVariable() &&
                      Unit.Types.carries(
                          cast<VarDecl>(Capture.getCapturedVar())->getType()));
      continue;
    }
    for (const Stmt *Child : Parent->children()) {
      if (!Child || Hidden.Unevaluated.contains(Child))
        continue;
      Work.push_back(Child);
      const auto *Used = dyn_cast<Expr>(Child);
      const ValueId Value = Used ? known(Used) : None;
      if (Value == None)
        continue;
      if (!follows(*Parent, Used))
        Out.Escapes.push_back(Value);
      // What an algorithm gives back is not always followed.
      if (auto Loop = Looped.find(peel(Used));
          Loop != Looped.end() &&
          Out.Values[Value].Kind == ValueKind::Unknown &&
          !drops(*Parent, Child) && !wraps(*Parent, Used))
        Out.Escapes.insert(Out.Escapes.end(), Loop->second.begin(),
                           Loop->second.end());
      if (drops(*Parent, Child))
        discard(*Used, Value);
    }
  }
}

void Generator::discard(const Expr &Statement, ValueId Made) {
  Value &V = Out.Values[Made];
  const auto *Call = dyn_cast<CallExpr>(peel(&Statement));
  const auto Meaning =
      Call ? Unit.Lexicon.call(Call->getDirectCallee()) : std::nullopt;
  if (V.Kind != ValueKind::Refined || !Meaning ||
      (Meaning->What != Effect::Join && Meaning->What != Effect::Prefetch))
    return;
  V.Discarded = true;
  V.OnPurpose = Statement.getType()->isVoidType();
  const Expr *Object = objectOf(*Call);
  const auto *Reference =
      Object ? dyn_cast<DeclRefExpr>(peel(Object)) : nullptr;
  const auto *Variable =
      Reference ? dyn_cast<VarDecl>(Reference->getDecl()) : nullptr;
  if (Variable && tracked(Variable) &&
      !Variable->getType().isConstQualified() &&
      Unit.Context.hasSameUnqualifiedType(Variable->getType(),
                                          Call->getType()) &&
      V.Details->Site.Why == EditSite::Obstacle::None) {
    FixDetails &Fix = V.Details.edit().Fix.edit();
    Fix.Variable = Variable->getName().str();
    Fix.Statement = Unit.Where.at(Statement.getBeginLoc());
  }
}

} // namespace ormlint::facts
