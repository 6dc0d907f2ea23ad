//===--- HiddenParts.cpp - What the control flow does not show ------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/HiddenParts.h"
#include "facts/Expressions.h"
#include "facts/StandardLibrary.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace ormlint::facts {
namespace {

class Finder : public RecursiveASTVisitor<Finder> {
public:
  HiddenParts Found;

  bool VisitCXXNoexceptExpr(CXXNoexceptExpr *Noexcept) {
    llvm::SmallVector<const Stmt *, 8> Work{Noexcept->getOperand()};
    while (!Work.empty()) {
      const Stmt *Part = Work.pop_back_val();
      Found.Unevaluated.insert(Part);
      for (const Stmt *Child : Part->children())
        if (Child)
          Work.push_back(Child);
    }
    return true;
  }

  bool VisitUnaryOperator(UnaryOperator *Operator) {
    if (Operator->getOpcode() == UO_AddrOf)
      if (const VarDecl *Variable = variableIn(Operator->getSubExpr()))
        Found.AddressTaken.insert(Variable);
    if (Operator->isIncrementDecrementOp())
      advance(Operator->getSubExpr());
    return true;
  }

  bool VisitBinaryOperator(BinaryOperator *Operator) {
    if (const VarDecl *Variable = Operator->isAssignmentOp()
                                      ? variableIn(Operator->getLHS())
                                      : nullptr)
      Found.Reseated.insert(Variable);
    return true;
  }

  bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *Call) {
    if (Call->isAssignmentOp() && Call->getNumArgs() == 2)
      refined(Call->getArg(0), Call->getArg(1));
    return true;
  }

  bool VisitCompoundAssignOperator(CompoundAssignOperator *Operator) {
    advance(Operator->getLHS());
    return true;
  }

  bool VisitCXXForRangeStmt(CXXForRangeStmt *Loop) {
    const auto *Begin = Loop->getBeginStmt();
    const auto *Variable =
        Begin ? dyn_cast<VarDecl>(Begin->getSingleDecl()) : nullptr;
    if (!Variable)
      return true;
    Found.Ranges[Variable] = Loop;
    // Its `++` is not written.
    if (Variable->getType()->isPointerType())
      Found.Advanced.insert(Variable);
    return true;
  }

  bool VisitVarDecl(VarDecl *Variable) {
    if (const auto *Lambda =
            dyn_cast_or_null<LambdaExpr>(closureIn(Variable->getInit())))
      Holders[Variable] = {Lambda, Depth, 0};
    return true;
  }

  bool VisitDeclRefExpr(DeclRefExpr *Reference) {
    if (auto Held = Holders.find(dyn_cast<VarDecl>(Reference->getDecl()));
        Held != Holders.end())
      ++Held->second.OtherUses;
    return true;
  }

  bool VisitCXXMemberCallExpr(CXXMemberCallExpr *Call) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (Callee && standardEffect(Callee) == StandardEffect::Remove)
      if (const VarDecl *V = variableIn(Call->getImplicitObjectArgument()))
        Found.Advanced.insert(V);
    return true;
  }

  bool VisitCallExpr(CallExpr *Call) {
    // What is assigned or handed to an object may be called at any time.
    const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
    if (Operator ? Operator->getOperator() != OO_Call
                 : isa<CXXMemberCallExpr>(Call))
      return true;
    for (const Expr *Argument : Call->arguments()) {
      const Expr *Closure = closureIn(Argument);
      if (const auto *Lambda = dyn_cast_or_null<LambdaExpr>(Closure)) {
        CalledHere.insert(Lambda);
      } else if (const VarDecl *Variable = variableIn(Closure)) {
        if (auto Held = Holders.find(Variable);
            Held != Holders.end() && Held->second.Depth == Depth)
          --Held->second.OtherUses;
      }
    }
    return true;
  }

  bool TraverseLambdaExpr(LambdaExpr *Lambda) {
    findChanges(*Lambda);
    ++Depth;
    const bool Result = RecursiveASTVisitor::TraverseLambdaExpr(Lambda);
    --Depth;
    return Result;
  }

  /// What lambdas change whose calls are not all seen.
  void finish() {
    for (const auto &[Variable, Held] : Holders)
      if (Held.OtherUses == 0)
        CalledHere.insert(Held.Lambda);
    for (const auto &[Lambda, Changed] : Found.Changes)
      if (!CalledHere.contains(Lambda))
        Found.Variables.insert(Changed.begin(), Changed.end());
  }

private:
  /// `v[i] = v[i].refined()`, also of a member of the element: which one it is,
  /// and whether all are in turn, is not known.
  void refined(const Expr *To, const Expr *From) {
    const Expr *Element = peel(To);
    while (const auto *Member = dyn_cast<MemberExpr>(Element))
      Element = peel(Member->getBase());
    const Expr *Whole = containerBehind(Element);
    if (!Whole)
      Whole = containerOf(Element);
    const VarDecl *Variable = Whole ? variableIn(Whole) : nullptr;
    if (!Variable || placeOf(Element, Variable->getASTContext()))
      return;
    llvm::SmallPtrSet<const VarDecl *, 4> Named;
    forEachBelow(From, [&](const Expr *E) {
      if (const VarDecl *Each = variableIn(E))
        Named.insert(Each);
    });
    bool Itself = false;
    forEachBelow(Element, [&](const Expr *E) {
      const VarDecl *Each = variableIn(E);
      Itself |=
          Each && !Each->getType()->isIntegerType() && Named.contains(Each);
    });
    if (Itself)
      Found.Scattered.try_emplace(Variable, To);
  }

  void advance(const Expr *Moved) {
    const VarDecl *Variable = variableIn(Moved);
    if (Variable && Variable->getType()->isPointerType())
      Found.Advanced.insert(Variable);
  }

  /// A variable that holds a lambda, in how many lambdas, and how often it is
  /// used for something else than a call or an argument of one there.
  struct Holder {
    const LambdaExpr *Lambda = nullptr;
    unsigned Depth = 0;
    int OtherUses = 0;
  };

  /// \p E without what wraps a function object.
  static const Expr *closureIn(const Expr *E) {
    while (const auto *Construct =
               dyn_cast_or_null<CXXConstructExpr>(E = peel(E))) {
      if (Construct->getNumArgs() != 1 ||
          !(Construct->getConstructor()->isCopyOrMoveConstructor() ||
            isFunctionWrapper(Construct->getType()->getAsCXXRecordDecl())))
        return nullptr;
      E = Construct->getArg(0);
    }
    return E;
  }

  void findChanges(const LambdaExpr &Lambda) {
    struct Writes : RecursiveASTVisitor<Writes> {
      llvm::SmallPtrSet<const VarDecl *, 4> Changed;
      bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *Call) {
        if (Call->isAssignmentOp())
          if (const VarDecl *V = variableIn(Call->getArg(0)))
            Changed.insert(V);
        return true;
      }
      bool VisitBinaryOperator(BinaryOperator *Operator) {
        if (Operator->isAssignmentOp())
          if (const VarDecl *V = variableIn(Operator->getLHS()))
            Changed.insert(V);
        return true;
      }
      bool VisitCXXMemberCallExpr(CXXMemberCallExpr *Call) {
        const auto Effect = standardEffect(Call->getDirectCallee());
        if (Effect && changesObject(*Effect))
          if (const VarDecl *V = variableIn(Call->getImplicitObjectArgument()))
            Changed.insert(V);
        return true;
      }
    } Body;
    for (const FunctionDecl *Operator : callOperators(Lambda))
      Body.TraverseStmt(Operator->getBody());
    for (const LambdaCapture &Capture : Lambda.captures())
      if (Capture.capturesVariable() && Capture.getCaptureKind() == LCK_ByRef)
        if (const auto *V = dyn_cast<VarDecl>(Capture.getCapturedVar());
            V && Body.Changed.contains(V))
          Found.Changes[&Lambda].push_back(V);
  }

  unsigned Depth = 0;
  llvm::DenseMap<const VarDecl *, Holder> Holders;
  /// Lambdas that are called, or handed to what calls them.
  llvm::SmallPtrSet<const LambdaExpr *, 4> CalledHere;
};

} // namespace

HiddenParts hiddenPartsOf(const Stmt &Body) {
  Finder Visitor;
  Visitor.TraverseStmt(const_cast<Stmt *>(&Body));
  Visitor.finish();
  return std::move(Visitor.Found);
}

} // namespace ormlint::facts
