//===--- GuessedNames.cpp - Names the compiler guessed --------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidy/GuessedNames.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace ormlint::tidy {

namespace {

/// Collects the functions and variables in which a name is not spelt as the
/// declaration it stands for, or a variable is used by what was not understood.
class Visitor : public RecursiveASTVisitor<Visitor> {
public:
  Visitor(ASTContext &Unit, std::vector<SourceRange> &Found)
      : Unit(Unit), Found(Found) {}

  bool TraverseDecl(Decl *D) {
    if (!D)
      return true;
    SourceManager &Sources = Unit.getSourceManager();
    if (D->getLocation().isValid() &&
        Sources.isInSystemHeader(D->getLocation()))
      return true;
    bool Outermost = !Current && (isa<FunctionDecl, VarDecl, FieldDecl>(D));
    if (Outermost)
      Current = D;
    bool GoOn = RecursiveASTVisitor::TraverseDecl(D);
    if (Outermost)
      Current = nullptr;
    return GoOn;
  }

  bool VisitDeclRefExpr(DeclRefExpr *E) {
    return compare(E->getDecl(), E->getLocation());
  }
  bool VisitMemberExpr(MemberExpr *E) {
    return compare(E->getMemberDecl(), E->getMemberLoc());
  }
  bool VisitTagTypeLoc(TagTypeLoc T) {
    return compare(T.getDecl(), T.getNameLoc());
  }
  bool VisitTypedefTypeLoc(TypedefTypeLoc T) {
    return compare(T.getTypePtr()->getDecl(), T.getNameLoc());
  }
  bool VisitTemplateSpecializationTypeLoc(TemplateSpecializationTypeLoc T) {
    const TemplateDecl *Template =
        T.getTypePtr()->getTemplateName().getAsTemplateDecl();
    return !Template || compare(Template, T.getTemplateNameLoc());
  }

  /// `load(students)`, of which there is no `load`, may do anything with them.
  bool VisitRecoveryExpr(RecoveryExpr *E) {
    if (Current && any_of(E->subExpressions(), namesVariable))
      add();
    return true;
  }

private:
  static bool namesVariable(const Stmt *Part) {
    const auto *Name = dyn_cast_or_null<DeclRefExpr>(Part);
    return (Name && isa<VarDecl>(Name->getDecl())) ||
           (Part && any_of(Part->children(), namesVariable));
  }
  void add() {
    if (Found.empty() || Found.back() != Current->getSourceRange())
      Found.push_back(Current->getSourceRange());
  }
  bool compare(const NamedDecl *Meant, SourceLocation Where) {
    // Macros may paste names together; operators have no name to misspell.
    const IdentifierInfo *Name = Meant->getIdentifier();
    if (!Current || !Name || Where.isInvalid() || Where.isMacroID())
      return true;
    Token Written;
    if (Lexer::getRawToken(Where, Written, Unit.getSourceManager(),
                           Unit.getLangOpts()))
      return true;
    if (Written.is(tok::raw_identifier) &&
        Written.getRawIdentifier() != Name->getName())
      add();
    return true;
  }

  ASTContext &Unit;
  std::vector<SourceRange> &Found;
  const Decl *Current = nullptr;
};

} // namespace

GuessedNames::GuessedNames(ASTContext &Unit) : Unit(Unit) {
  if (!Unit.getDiagnostics().hasUncompilableErrorOccurred())
    return;
  for (Decl *TopLevel : Unit.getTraversalScope()) {
    auto *All = dyn_cast<TranslationUnitDecl>(TopLevel);
    Visitor Look(Unit, Declarations);
    if (!All)
      Look.TraverseDecl(TopLevel);
    else
      for (Decl *Part : All->decls())
        Look.TraverseDecl(Part);
  }
}

bool GuessedNames::touch(SourceLocation Where) const {
  const SourceManager &Sources = Unit.getSourceManager();
  SourceLocation Place = Sources.getExpansionLoc(Where);
  for (SourceRange Range : Declarations)
    if (Sources.isPointWithin(Place, Sources.getExpansionLoc(Range.getBegin()),
                              Sources.getExpansionLoc(Range.getEnd())))
      return true;
  return false;
}

} // namespace ormlint::tidy
