//===--- HiddenParts.cpp - What the control flow does not show ------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/HiddenParts.h"
#include "facts/Expressions.h"
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
    return true;
  }

  bool VisitLambdaExpr(LambdaExpr *Lambda) {
    llvm::SmallPtrSet<const VarDecl *, 4> ByReference;
    for (const LambdaCapture &Capture : Lambda->captures())
      if (Capture.capturesVariable() && Capture.getCaptureKind() == LCK_ByRef)
        if (const auto *V = dyn_cast<VarDecl>(Capture.getCapturedVar()))
          ByReference.insert(V);
    if (ByReference.empty())
      return true;
    struct Assignments : RecursiveASTVisitor<Assignments> {
      llvm::SmallPtrSet<const VarDecl *, 4> Assigned;
      bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *Call) {
        if (Call->isAssignmentOp())
          if (const VarDecl *V = variableIn(Call->getArg(0)))
            Assigned.insert(V);
        return true;
      }
      bool VisitBinaryOperator(BinaryOperator *Operator) {
        if (Operator->isAssignmentOp())
          if (const VarDecl *V = variableIn(Operator->getLHS()))
            Assigned.insert(V);
        return true;
      }
    } Writes;
    Writes.TraverseStmt(Lambda->getBody());
    for (const VarDecl *V : ByReference)
      if (Writes.Assigned.contains(V))
        Found.Variables.insert(V);
    return true;
  }
};

} // namespace

HiddenParts hiddenPartsOf(const Stmt &Body) {
  Finder Visitor;
  Visitor.TraverseStmt(const_cast<Stmt *>(&Body));
  return std::move(Visitor.Found);
}

} // namespace ormlint::facts
