//===--- Conditions.cpp - What holds where --------------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/Conditions.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Analysis/CFG.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace ormlint::facts {
namespace {

/// More conditions than these at one place are not remembered.
constexpr std::size_t MaxGuards = 8;

const Decl *named(const Expr *E) {
  E = E->IgnoreParenCasts();
  if (const auto *Reference = dyn_cast<DeclRefExpr>(E))
    return Reference->getDecl();
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return Member->getMemberDecl();
  return nullptr;
}

/// What a function may change, by any way that can be seen in it.
class ChangeFinder : public RecursiveASTVisitor<ChangeFinder> {
public:
  explicit ChangeFinder(llvm::DenseSet<const Decl *> &Changed)
      : Changed(Changed) {}

  bool VisitBinaryOperator(BinaryOperator *Operator) {
    if (Operator->isAssignmentOp())
      change(Operator->getLHS());
    return true;
  }
  bool VisitUnaryOperator(UnaryOperator *Operator) {
    if (Operator->isIncrementDecrementOp() ||
        Operator->getOpcode() == UO_AddrOf)
      change(Operator->getSubExpr());
    return true;
  }
  bool VisitCallExpr(CallExpr *Call) {
    if (const auto *Assign = dyn_cast<CXXOperatorCallExpr>(Call);
        Assign && Assign->isAssignmentOp())
      change(Call->getArg(0));
    // An argument that is bound to a reference is no value of its own.
    for (const Expr *Argument : Call->arguments())
      bind(Argument);
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *Construct) {
    for (const Expr *Argument : Construct->arguments())
      bind(Argument);
    return true;
  }
  // A variable of a loop is another one on each turn.
  bool TraverseForStmt(ForStmt *Loop) {
    const Deeper In(Loops);
    return RecursiveASTVisitor::TraverseForStmt(Loop);
  }
  bool TraverseCXXForRangeStmt(CXXForRangeStmt *Loop) {
    const Deeper In(Loops);
    return RecursiveASTVisitor::TraverseCXXForRangeStmt(Loop);
  }
  bool TraverseWhileStmt(WhileStmt *Loop) {
    const Deeper In(Loops);
    return RecursiveASTVisitor::TraverseWhileStmt(Loop);
  }
  bool TraverseDoStmt(DoStmt *Loop) {
    const Deeper In(Loops);
    return RecursiveASTVisitor::TraverseDoStmt(Loop);
  }
  bool VisitVarDecl(VarDecl *Variable) {
    if (Loops > 0)
      Changed.insert(Variable);
    if (Variable->getType()->isReferenceType() && Variable->getInit())
      bind(Variable->getInit());
    return true;
  }
  bool VisitLambdaExpr(LambdaExpr *Lambda) {
    for (const LambdaCapture &Capture : Lambda->captures())
      if (Capture.capturesVariable() && Capture.getCaptureKind() == LCK_ByRef)
        if (!Capture.getCapturedVar()->getType().isConstQualified())
          Changed.insert(Capture.getCapturedVar());
    return true;
  }

private:
  struct Deeper {
    explicit Deeper(unsigned &Depth) : Depth(Depth) { ++Depth; }
    ~Deeper() { --Depth; }
    unsigned &Depth;
  };

  void change(const Expr *E) {
    if (const Decl *Name = named(E))
      Changed.insert(Name);
  }
  void bind(const Expr *E) {
    if (E->isLValue() && !E->getType().isConstQualified())
      change(E);
  }

  llvm::DenseSet<const Decl *> &Changed;
  unsigned Loops = 0;
};

} // namespace

void Conditions::findChanges() {
  if (Searched)
    return;
  Searched = true;
  ChangeFinder(Changed).TraverseStmt(Function.getBody());
}

/// Whether \p E has the same value whenever the function evaluates it.
bool Conditions::stable(const Expr *E, unsigned Depth) {
  constexpr unsigned MaxDepth = 16;
  if (Depth > MaxDepth)
    return false;
  E = E->IgnoreParenImpCasts();
  if (const auto *Reference = dyn_cast<DeclRefExpr>(E)) {
    const ValueDecl *Name = Reference->getDecl();
    if (isa<EnumConstantDecl>(Name))
      return true;
    const auto *Variable = dyn_cast<VarDecl>(Name);
    if (!Variable)
      return false;
    if (!Variable->hasLocalStorage())
      return Variable->getType().isConstQualified();
    return !Changed.contains(Variable) &&
           !Variable->getType().isVolatileQualified();
  }
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return isa<FieldDecl>(Member->getMemberDecl()) &&
           !Changed.contains(Member->getMemberDecl()) &&
           stable(Member->getBase(), Depth + 1);
  if (const auto *Operator = dyn_cast<UnaryOperator>(E))
    return !Operator->isIncrementDecrementOp() &&
           stable(Operator->getSubExpr(), Depth + 1);
  if (const auto *Operator = dyn_cast<BinaryOperator>(E))
    return !Operator->isAssignmentOp() &&
           stable(Operator->getLHS(), Depth + 1) &&
           stable(Operator->getRHS(), Depth + 1);
  return isa<CXXThisExpr, IntegerLiteral, CXXBoolLiteralExpr, CharacterLiteral,
             CXXNullPtrLiteralExpr>(E);
}

std::optional<Guard> Conditions::guard(const Expr *Condition, bool Holds) {
  if (!Condition || Condition->isValueDependent())
    return std::nullopt;
  Condition = Condition->IgnoreParenImpCasts();
  while (const auto *Not = dyn_cast<UnaryOperator>(Condition)) {
    if (Not->getOpcode() != UO_LNot)
      break;
    Holds = !Holds;
    Condition = Not->getSubExpr()->IgnoreParenImpCasts();
  }
  findChanges();
  if (!stable(Condition, 0))
    return std::nullopt;
  llvm::FoldingSetNodeID Id;
  if (const auto *Compare = dyn_cast<BinaryOperator>(Condition);
      Compare && Compare->getOpcode() == BO_NE) {
    // The same question as `==`, the other way round.
    Holds = !Holds;
    Id.AddInteger(BO_EQ);
    Compare->getLHS()->Profile(Id, Context, /*Canonical=*/true);
    Compare->getRHS()->Profile(Id, Context, /*Canonical=*/true);
  } else if (Compare && Compare->getOpcode() == BO_EQ) {
    Id.AddInteger(BO_EQ);
    Compare->getLHS()->Profile(Id, Context, /*Canonical=*/true);
    Compare->getRHS()->Profile(Id, Context, /*Canonical=*/true);
  } else {
    Condition->Profile(Id, Context, /*Canonical=*/true);
  }
  const auto Number =
      Numbers.try_emplace(Id, static_cast<std::uint32_t>(Numbers.size() + 1))
          .first->second;
  return Guard{Number, Holds};
}

GuardsId Conditions::intern(std::vector<Guard> List) {
  auto [Entry, New] =
      Known.try_emplace(std::move(List), static_cast<GuardsId>(Lists.size()));
  if (New)
    Lists.push_back(Entry->first);
  return Entry->second;
}

GuardsId Conditions::with(GuardsId Before, const Expr *Condition, bool Holds) {
  if (Lists[Before].size() >= MaxGuards)
    return Before;
  const std::optional<Guard> New = guard(Condition, Holds);
  if (!New)
    return Before;
  std::vector<Guard> List = Lists[Before];
  if (llvm::is_contained(List, *New))
    return Before;
  List.push_back(*New);
  llvm::sort(List);
  return intern(std::move(List));
}

GuardsId Conditions::on(const CFGBlock *From, const CFGBlock *To) {
  const GuardsId Before = at(From);
  const Stmt *Branch = From->getTerminatorStmt();
  if (!Branch || From->succ_size() != 2 ||
      !isa<IfStmt, AbstractConditionalOperator, BinaryOperator, WhileStmt,
           ForStmt, DoStmt>(Branch))
    return Before;
  const CFGBlock *True = *From->succ_begin();
  const CFGBlock *False = *std::next(From->succ_begin());
  if (True == False || (To != True && To != False))
    return Before;
  return with(Before, From->getLastCondition(), To == True);
}

GuardsId Conditions::at(const CFGBlock *Block) {
  // Up to a block that is known, or the entry; then down again.
  std::vector<const CFGBlock *> Way;
  for (const CFGBlock *Next = Block; Next && !Blocks.count(Next);
       Next = Flow.dominator(Next))
    Way.push_back(Next);
  while (!Way.empty()) {
    const CFGBlock *Here = Way.back();
    Way.pop_back();
    const CFGBlock *Above = Flow.dominator(Here);
    GuardsId Holding = None;
    if (Above) {
      const auto From = Flow.predecessors(Here);
      Holding = From.size() == 1 && From.front() == Above
                    ? on(Above, Here)
                    : Blocks.lookup(Above);
    }
    Blocks[Here] = Holding;
  }
  return Blocks.lookup(Block);
}

} // namespace ormlint::facts
