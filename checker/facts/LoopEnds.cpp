//===--- LoopEnds.cpp - How long a loop goes on ---------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What it is written as, and whether a call in it decides when it ends.
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

/// A loop with fewer turns than that, written as a number, is no matter.
static constexpr unsigned ShortTurns = 10;

/// Collects the calls that \p Condition depends on.
void Dependence::mentioned(const Expr *Condition,
                           llvm::DenseSet<const Stmt *> &Into) const {
  llvm::SmallVector<const Expr *, 8> Work{Condition};
  llvm::DenseSet<const VarDecl *> Seen;
  while (!Work.empty())
    forEachBelow(Work.pop_back_val(), [&](const Expr *Part) {
      if (isa<CallExpr>(Part))
        Into.insert(peel(Part));
      if (const VarDecl *Variable = ownerIn(Part);
          Variable && Seen.insert(Variable).second)
        if (auto Found = Variables.find(Variable); Found != Variables.end())
          Work.append(Found->second.Sources.begin(),
                      Found->second.Sources.end());
    });
}

/// Whether \p Block only throws or ends the program.
static bool fails(const CFGBlock &Block) {
  return Block.hasNoReturnElement() ||
         llvm::any_of(Block, [](const CFGElement &Element) {
           auto Statement = Element.getAs<CFGStmt>();
           return Statement && isa<CXXThrowExpr>(Statement->getStmt());
         });
}

/// What \p Increment steps, or null.
static const VarDecl *stepped(const Expr *Increment) {
  const VarDecl *Result = nullptr;
  forEachBelow(Increment, [&](const Expr *Part) {
    if (const auto *Unary = dyn_cast<UnaryOperator>(Part);
        Unary && Unary->isIncrementDecrementOp())
      Result = variableIn(Unary->getSubExpr());
    if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Part);
        Operator && (Operator->getOperator() == OO_PlusPlus ||
                     Operator->getOperator() == OO_MinusMinus))
      Result = variableIn(Operator->getArg(0));
  });
  return Result;
}

/// Whether \p Condition holds the counter of the loop that it heads against a
/// bound: what the bound asks for, it asks anew on each turn, and looks for
/// nothing.
static bool isBound(const Stmt *Heads, const Expr *Condition) {
  const auto *For = dyn_cast_or_null<ForStmt>(Heads);
  const auto *Test = dyn_cast<BinaryOperator>(Condition->IgnoreImplicit());
  const VarDecl *Counter = For && For->getInc() && For->getCond() == Condition
                               ? stepped(For->getInc())
                               : nullptr;
  return Counter && Test && Test->isComparisonOp() &&
         (variableIn(Test->getLHS()) == Counter ||
          variableIn(Test->getRHS()) == Counter);
}

const llvm::DenseSet<const Stmt *> &Dependence::deciding(LoopId Loop) {
  auto [Entry, New] = Deciding.try_emplace(Loop);
  if (!New)
    return Entry->second;
  llvm::DenseSet<const Stmt *> Calls;
  for (const CFGBlock *Block : Flow.order()) {
    if (!Flow.encloses(Loop, Flow.loopOf(Block)))
      continue;
    const auto *Condition =
        dyn_cast_or_null<Expr>(Block->getTerminatorCondition());
    if (Condition && !isBound(Block->getTerminatorStmt(), Condition) &&
        llvm::any_of(Block->succs(), [&](const CFGBlock *Successor) {
          return Successor && !Flow.encloses(Loop, Flow.loopOf(Successor)) &&
                 !fails(*Successor);
        }))
      mentioned(Condition, Calls);
  }
  return Deciding[Loop] = std::move(Calls);
}

bool Dependence::endsLoop(const Expr &Call, const CFGBlock *Block) {
  if (!Collected)
    collect();
  for (LoopId Loop = Flow.loopOf(Block); Loop != None;
       Loop = Flow.loops()[Loop].Parent)
    if (deciding(Loop).contains(peel(&Call)))
      return true;
  return false;
}

bool Dependence::boundsLoop(const Expr &Call, const CFGBlock *Block) const {
  const LoopId Loop = Flow.loopOf(Block);
  const CFGBlock *Header = Loop == None ? nullptr : Flow.loops()[Loop].Header;
  const auto *For =
      Header ? dyn_cast_or_null<ForStmt>(Header->getTerminatorStmt()) : nullptr;
  if (!For || !For->getCond() || !isBound(For, For->getCond()))
    return false;
  bool Found = false;
  forEachBelow(For->getCond(),
               [&](const Expr *Part) { Found |= peel(Part) == peel(&Call); });
  return Found;
}

void Dependence::describe(const ControlFlow::NaturalLoop &From,
                          Loop &Out) const {
  const Stmt *Written =
      From.Header ? From.Header->getTerminatorStmt() : nullptr;
  if (const auto *Range = dyn_cast_or_null<CXXForRangeStmt>(Written)) {
    Out.Shape = Loop::Form::Range;
    const Expr *Over = Range->getRangeInit();
    if (!Over)
      return;
    Over = Over->IgnoreImplicit();
    if (const auto *List = dyn_cast<InitListExpr>(Over))
      Out.Short = List->getNumInits() < ShortTurns;
    else if (const auto *List = dyn_cast<CXXStdInitializerListExpr>(Over)) {
      const auto *Inits =
          dyn_cast<InitListExpr>(List->getSubExpr()->IgnoreImplicit());
      Out.Short = Inits && Inits->getNumInits() < ShortTurns;
    } else if (const auto *Array = Context.getAsConstantArrayType(
                   Over->getType().getNonReferenceType())) {
      Out.Short = Array->getSize().ult(ShortTurns);
    }
    return;
  }
  const auto *For = dyn_cast_or_null<ForStmt>(Written);
  if (!For || !For->getInc() || !For->getCond())
    return;
  if (!stepped(For->getInc()))
    return;
  Out.Shape = Loop::Form::Counted;
  if (const auto *Test = dyn_cast<BinaryOperator>(For->getCond());
      Test && !Test->getRHS()->isValueDependent())
    if (auto Bound = Test->getRHS()->getIntegerConstantExpr(Context))
      Out.Short = Bound->isNegative() || *Bound <= ShortTurns;
}

} // namespace ormlint::facts
