//===--- Portable.cpp - Arguments that may stand elsewhere ----------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/Portable.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace ormlint::facts {

/// A number or a text: nothing that shares what it holds with others.
static bool isPlain(QualType Type) {
  if (Type->isArithmeticType() || Type->isEnumeralType())
    return true;
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  return Record && Record->isInStdNamespace() && Record->getIdentifier() &&
         Record->getName() == "basic_string";
}

void Portable::advance(SourceLocation &Since, SourceLocation Location) const {
  if (Location.isValid() &&
      Function.getASTContext().getSourceManager().isBeforeInTranslationUnit(
          Since, Location))
    Since = Location;
}

void Portable::declare(const Decl &Local) {
  if (const auto *Variable = dyn_cast<VarDecl>(&Local))
    ++Names[Variable->getName()];
  else
    advance(Other, Local.getEndLoc());
  if (const auto *Bound = dyn_cast<DecompositionDecl>(&Local))
    for (const BindingDecl *Binding : Bound->bindings())
      ++Names[Binding->getName()];
}

void Portable::collect(const Stmt *Statement) {
  llvm::SmallVector<const Stmt *, 32> Work{Statement};
  llvm::DenseSet<const Expr *> Read;
  while (!Work.empty()) {
    const Stmt *Here = Work.pop_back_val();
    if (const auto *Declarations = dyn_cast<DeclStmt>(Here)) {
      for (const Decl *D : Declarations->decls())
        declare(*D);
    } else if (const auto *Handler = dyn_cast<CXXCatchStmt>(Here)) {
      if (Handler->getExceptionDecl())
        declare(*Handler->getExceptionDecl());
    } else if (const auto *Lambda = dyn_cast<LambdaExpr>(Here)) {
      for (const ParmVarDecl *Parameter :
           Lambda->getCallOperator()->parameters())
        declare(*Parameter);
    } else if (const auto *Cast = dyn_cast<ImplicitCastExpr>(Here)) {
      const Expr *Of = Cast->getSubExpr()->IgnoreParens();
      if (Cast->getCastKind() == CK_LValueToRValue ||
          (Cast->getCastKind() == CK_NoOp &&
           Cast->getType().isConstQualified()))
        Read.insert(Of);
    } else if (const auto *Reference = dyn_cast<DeclRefExpr>(Here)) {
      if (const auto *Variable = dyn_cast<VarDecl>(Reference->getDecl());
          Variable && !Read.contains(Reference))
        Changed.insert(Variable);
    }
    for (const Stmt *Child : Here->children())
      if (Child)
        Work.push_back(Child);
  }
}

bool Portable::isFixed(const VarDecl &Variable) {
  collect();
  const QualType Type = Variable.getType();
  if (Type->isReferenceType() || Type.isVolatileQualified() || !isPlain(Type))
    return false;
  if (Type.isConstQualified())
    return true;
  return Variable.hasLocalStorage() && Variable.getDeclContext() == &Function &&
         !Changed.contains(&Variable);
}

bool Portable::reads(const Stmt *Part, SourceLocation &Since) {
  if (isa<CXXDefaultArgExpr>(Part))
    return true;
  if (Part->getBeginLoc().isMacroID() || Part->getEndLoc().isMacroID())
    return false;
  if (const auto *Reference = dyn_cast<DeclRefExpr>(Part)) {
    const ValueDecl *Named = Reference->getDecl();
    const auto *Variable = dyn_cast<VarDecl>(Named);
    if (!Variable)
      return isa<FunctionDecl, EnumConstantDecl>(Named);
    if (!isFixed(*Variable) ||
        (Variable->isLocalVarDeclOrParm() && Names[Variable->getName()] > 1))
      return false;
    if (Variable->isLocalVarDeclOrParm())
      advance(Since, Variable->getEndLoc());
    return true;
  }
  if (const auto *Literal = dyn_cast<UserDefinedLiteral>(Part))
    return Literal->getDirectCallee() != nullptr;
  bool Fine =
      isa<IntegerLiteral, FloatingLiteral, CharacterLiteral, StringLiteral,
          CXXBoolLiteralExpr, CXXNullPtrLiteralExpr, ImplicitCastExpr,
          ParenExpr, FullExpr, MaterializeTemporaryExpr, CXXBindTemporaryExpr,
          InitListExpr, CXXStdInitializerListExpr>(Part);
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Part))
    Fine = Construct->getConstructor()->isConstexpr() ||
           Construct->getConstructor()->isCopyOrMoveConstructor() ||
           isPlain(Construct->getType());
  else if (const auto *Call = dyn_cast<CXXMemberCallExpr>(Part))
    Fine = Call->getMethodDecl() && Call->getMethodDecl()->isConst();
  else if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Part))
    Fine = !Operator->isAssignmentOp() && Operator->getOperator() != OO_Call &&
           Operator->getOperator() != OO_PlusPlus &&
           Operator->getOperator() != OO_MinusMinus;
  else if (const auto *Member = dyn_cast<MemberExpr>(Part))
    Fine = isa<CXXMethodDecl>(Member->getMemberDecl());
  else if (const auto *Binary = dyn_cast<BinaryOperator>(Part))
    Fine = !Binary->isAssignmentOp();
  else if (const auto *Unary = dyn_cast<UnaryOperator>(Part))
    Fine = Unary->isArithmeticOp();
  return Fine && llvm::all_of(Part->children(), [&](const Stmt *Child) {
           return !Child || reads(Child, Since);
         });
}

void Portable::collect() {
  if (Collected)
    return;
  Collected = true;
  Other = Function.getBody()->getBeginLoc();
  for (const ParmVarDecl *Parameter : Function.parameters())
    declare(*Parameter);
  collect(Function.getBody());
}

std::optional<SourceLocation>
Portable::since(llvm::ArrayRef<const Expr *> Arguments) {
  collect();
  SourceLocation Since = Other;
  if (!llvm::all_of(Arguments, [&](const Expr *Argument) {
        return reads(Argument, Since);
      }))
    return std::nullopt;
  return Since;
}

} // namespace ormlint::facts
