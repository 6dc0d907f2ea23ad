//===--- UnitExtractor.cpp - The facts of a translation unit --------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/UnitExtractor.h"
#include "facts/FactsGenerator.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Support/TimeProfiler.h"

using namespace clang;
using namespace ormlint::vocabulary;

namespace ormlint::facts {
namespace {

/// The functions with a body below the declarations it is given.
class Bodies : public RecursiveASTVisitor<Bodies> {
public:
  std::vector<const FunctionDecl *> Functions;

  bool shouldVisitImplicitCode() const { return false; }
  /// A template is looked at as it is used.
  bool shouldVisitTemplateInstantiations() const { return true; }

  bool VisitFunctionDecl(FunctionDecl *Function) {
    if (Function->doesThisDeclarationHaveABody())
      Functions.push_back(Function);
    return true;
  }
  bool VisitLambdaExpr(LambdaExpr *Lambda) {
    if (const CXXMethodDecl *Operator = Lambda->getCallOperator();
        Operator && Operator->hasBody())
      Functions.push_back(Operator);
    return true;
  }
};

bool usable(const FunctionDecl &Function) {
  // Guessed types lead to guessed findings: a body with an error in it is left
  // alone, one that merely stands in a file with errors is not.
  return Function.hasBody() && !Function.isInvalidDecl() &&
         !Function.isDependentContext() && !Function.isConsteval() &&
         !Function.willHaveBody() && !Function.isDefaulted();
}

/// Whether classes are whole: what they hold is defined, too. In code with
/// errors (a member of an incomplete type, a header that is not found) some are
/// not, and clang's own control-flow graph fails on their destructors.
class WholeClasses : public RecursiveASTVisitor<WholeClasses> {
public:
  /// Of the classes whose objects \p Function makes or destroys.
  bool areUsedBy(const FunctionDecl &Function) {
    Whole = true;
    if (const auto *Method = dyn_cast<CXXMethodDecl>(&Function))
      Whole = isWhole(*Method->getParent());
    return TraverseDecl(const_cast<FunctionDecl *>(&Function)) && Whole;
  }

  bool shouldVisitTemplateInstantiations() const { return true; }
  bool VisitVarDecl(VarDecl *Variable) { return look(Variable->getType()); }
  bool VisitExpr(Expr *Expression) { return look(Expression->getType()); }

private:
  bool look(QualType Type) {
    // Some expressions have no type, such as a static_assert's text.
    if (Type.isNull())
      return true;
    Type = Type.getNonReferenceType();
    while (Type->isPointerType())
      Type = Type->getPointeeType();
    const CXXRecordDecl *Class =
        Type->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
    // Something may well lead to a class that is defined elsewhere.
    return Whole = !Class || !Class->hasDefinition() || isWhole(*Class);
  }

  bool isWhole(const CXXRecordDecl &Class) {
    const CXXRecordDecl *Definition = Class.getDefinition();
    if (!Definition)
      return false;
    // None of the code here is compiled if a class holds itself.
    auto [Entry, New] = Known.try_emplace(Definition, true);
    if (!New)
      return Entry->second;
    auto Holds = [&](QualType Type) {
      const CXXRecordDecl *Part =
          Type->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
      return !Part || isWhole(*Part);
    };
    const bool Result =
        Definition->isDependentContext() ||
        (llvm::all_of(
             Definition->fields(),
             [&](const FieldDecl *F) { return Holds(F->getType()); }) &&
         llvm::all_of(Definition->bases(), [&](const CXXBaseSpecifier &Base) {
           return Holds(Base.getType());
         }));
    return Known[Definition] = Result;
  }

  bool Whole = true;
  llvm::DenseMap<const CXXRecordDecl *, bool> Known;
};

/// Adds the virtual functions to \p To that classes of the user's headers below
/// \p Scope define: nobody need call them by name.
void inlineOverriders(const DeclContext &Scope, const SourceManager &Sources,
                      std::vector<const FunctionDecl *> &To) {
  for (const Decl *Each : Scope.decls()) {
    if (Sources.isInSystemHeader(Each->getLocation()))
      continue;
    if (const auto *Method = dyn_cast<CXXMethodDecl>(Each)) {
      if (Method->size_overridden_methods() != 0 &&
          Method->doesThisDeclarationHaveABody())
        To.push_back(Method);
    } else if (const auto *Template = dyn_cast<ClassTemplateDecl>(Each)) {
      for (const ClassTemplateSpecializationDecl *Instance :
           Template->specializations())
        inlineOverriders(*Instance, Sources, To);
    } else if (isa<CXXRecordDecl, NamespaceDecl, LinkageSpecDecl>(Each)) {
      inlineOverriders(*cast<DeclContext>(Each), Sources, To);
    }
  }
}

/// The USRs of all methods that \p Method overrides.
std::vector<Symbol> overridden(const CXXMethodDecl &Method, UnitBuilder &Unit) {
  std::vector<Symbol> Result;
  llvm::SmallVector<const CXXMethodDecl *, 4> Work{&Method};
  llvm::SmallPtrSet<const CXXMethodDecl *, 4> Seen;
  while (!Work.empty())
    for (const CXXMethodDecl *Base : Work.pop_back_val()->overridden_methods())
      if (Seen.insert(Base->getCanonicalDecl()).second) {
        Result.push_back(Unit.usr(*Base->getCanonicalDecl()));
        Work.push_back(Base);
      }
  return Result;
}

} // namespace

Unit extractFacts(ASTContext &Context, Lexicon &Lexicon, Choice Functions) {
  llvm::TimeTraceScope Timer("orm facts of unit");
  UnitBuilder Unit(Context, Lexicon,
                   /*Program=*/Functions == Choice::Program);
  const SourceManager &Sources = Context.getSourceManager();

  Bodies Own;
  for (Decl *Declaration : Context.getTraversalScope()) {
    auto *Scope = dyn_cast<TranslationUnitDecl>(Declaration);
    if (!Scope) {
      if (inMainSource(Declaration->getLocation(), Sources))
        Own.TraverseDecl(Declaration);
      continue;
    }
    for (Decl *TopLevel : Scope->decls())
      if (Functions == Choice::All ||
          inMainSource(TopLevel->getLocation(), Sources))
        Own.TraverseDecl(TopLevel);
  }

  if (Functions == Choice::Program)
    for (Decl *Declaration : Context.getTraversalScope())
      if (const auto *Scope = dyn_cast<DeclContext>(Declaration))
        inlineOverriders(*Scope, Sources, Own.Functions);

  llvm::DenseSet<const FunctionDecl *> Seen;
  llvm::SmallVector<const FunctionDecl *, 16> Work;
  for (const FunctionDecl *Function : Own.Functions) {
    if (!usable(*Function) || Seen.contains(Function->getCanonicalDecl()))
      continue;
    if ((Functions == Choice::All || Unit.runsQueries(*Function)) &&
        Seen.insert(Function->getCanonicalDecl()).second)
      Work.push_back(Function);
  }
  const bool HasErrors =
      Context.getDiagnostics().hasUncompilableErrorOccurred();
  WholeClasses Classes;
  while (!Work.empty()) {
    const FunctionDecl *Function = Work.pop_back_val();
    if (HasErrors && !Classes.areUsedBy(*Function)) {
      Unit.Facts.Left.push_back({Unit.Where.at(Function->getLocation()),
                                 "a class that it uses has an error"});
      continue;
    }
    llvm::SmallVector<const FunctionDecl *, 8> Callees;
    const std::size_t Count = Unit.Facts.Functions.size();
    generateFacts(Unit, *Function, Callees);
    if (const auto *Method = dyn_cast<CXXMethodDecl>(Function);
        Method && Functions == Choice::Program &&
        Unit.Facts.Functions.size() != Count)
      Unit.Facts.Functions.back().Overrides = overridden(*Method, Unit);
    for (const FunctionDecl *Callee : Callees) {
      const FunctionDecl *Definition = nullptr;
      if (Callee->isDefined(Definition) && usable(*Definition) &&
          Seen.insert(Definition->getCanonicalDecl()).second)
        Work.push_back(Definition);
    }
  }
  return std::move(Unit.Facts);
}

} // namespace ormlint::facts
