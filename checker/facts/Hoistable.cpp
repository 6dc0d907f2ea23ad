//===--- Hoistable.cpp - Queries that a loop need not repeat --------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/Hoistable.h"
#include "facts/Expressions.h"
#include "facts/FactsGenerator.h"
#include "facts/StandardLibrary.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace ormlint::vocabulary;

namespace ormlint::facts {

/// The body of \p Statement, if it is a loop.
static const Stmt *bodyOf(const Stmt &Statement) {
  if (const auto *For = dyn_cast<ForStmt>(&Statement))
    return For->getBody();
  if (const auto *Range = dyn_cast<CXXForRangeStmt>(&Statement))
    return Range->getBody();
  if (const auto *While = dyn_cast<WhileStmt>(&Statement))
    return While->getBody();
  if (const auto *Do = dyn_cast<DoStmt>(&Statement))
    return Do->getBody();
  return nullptr;
}

/// Calls \p Each with all statements below \p Part, until it says no.
static bool allBelow(const Stmt *Part,
                     llvm::function_ref<bool(const Stmt &)> Each) {
  llvm::SmallVector<const Stmt *, 32> Work{Part};
  while (!Work.empty()) {
    const Stmt *Here = Work.pop_back_val();
    if (!Here)
      continue;
    if (!Each(*Here))
      return false;
    Work.append(Here->child_begin(), Here->child_end());
  }
  return true;
}

Hoistable::Declaration Hoistable::around(const CallExpr &Call) {
  if (!Collected) {
    Collected = true;
    const auto *Body = dyn_cast<CompoundStmt>(Function.getBody());
    // A jump may not pass a declaration.
    if (Body && !Function.isTemplateInstantiation() &&
        allBelow(Body, [](const Stmt &Each) {
          return !isa<LabelStmt, IndirectGotoStmt>(Each);
        }))
      collect(*Body);
  }
  return Found.lookup(&Call);
}

/// The loops of \p Block, where a declaration can be put in front of each.
void Hoistable::collect(const CompoundStmt &Block) {
  for (const Stmt *Each : Block.body()) {
    if (const Stmt *Body = bodyOf(*Each)) {
      collect(*Body, *Each);
    } else if (const auto *Inner = dyn_cast<CompoundStmt>(Each)) {
      collect(*Inner);
    } else if (const auto *Try = dyn_cast<CXXTryStmt>(Each)) {
      collect(*Try->getTryBlock());
    } else if (const auto *If = dyn_cast<IfStmt>(Each)) {
      for (const Stmt *Way : {If->getThen(), If->getElse()})
        if (const auto *Inner = dyn_cast_or_null<CompoundStmt>(Way))
          collect(*Inner);
    }
  }
}

/// The declarations of \p Body, that of \p Loop or of a loop in it.
void Hoistable::collect(const Stmt &Body, const Stmt &Loop) {
  if (const Stmt *Inner = bodyOf(Body))
    collect(*Inner, Loop);
  const auto *Block = dyn_cast<CompoundStmt>(&Body);
  if (!Block)
    return;
  for (const Stmt *Each : Block->body())
    if (const auto *Written = dyn_cast<DeclStmt>(Each))
      add(*Written, Loop);
    else if (const Stmt *Inner = bodyOf(*Each))
      collect(*Inner, Loop);
}

void Hoistable::add(const DeclStmt &Written, const Stmt &Loop) {
  const auto *Variable = Written.isSingleDecl()
                             ? dyn_cast<VarDecl>(Written.getSingleDecl())
                             : nullptr;
  if (!Variable || !Variable->getInit() || !Variable->hasLocalStorage() ||
      isa<DecompositionDecl>(Variable) ||
      Variable->getType()->isReferenceType() ||
      Written.getBeginLoc().isMacroID() || Written.getEndLoc().isMacroID() ||
      Loop.getBeginLoc().isMacroID())
    return;
  llvm::SmallVector<const CallExpr *, 4> Calls;
  allBelow(Variable->getInit(), [&](const Stmt &Each) {
    if (const auto *Call = dyn_cast<CallExpr>(&Each);
        Call && Call->getDirectCallee() &&
        Unit.Lexicon.call(Call->getDirectCallee()))
      Calls.push_back(Call);
    return true;
  });
  Visited Seen;
  if (Calls.empty() ||
      !(Variable->getType().isConstQualified() ||
        Elsewhere.isFixed(*Variable)) ||
      !isStill(Variable->getInit(), Loop) || !isSoleName(*Variable) ||
      !onlyReads(&Loop, Seen))
    return;
  for (const CallExpr *Call : Calls)
    Found[Call] = {&Written, &Loop};
}

bool Hoistable::isBefore(SourceLocation A, SourceLocation B) const {
  return Unit.Context.getSourceManager().isBeforeInTranslationUnit(A, B);
}

/// Whether no other thing of the function goes by the name of \p Variable,
/// which would be hidden behind the loop.
bool Hoistable::isSoleName(const VarDecl &Variable) const {
  const llvm::StringRef Name = Variable.getName();
  auto IsOther = [&](const ValueDecl *Named) {
    return Named != &Variable && Named->getIdentifier() &&
           Named->getName() == Name;
  };
  return llvm::none_of(Function.parameters(), IsOther) &&
         allBelow(Function.getBody(), [&](const Stmt &Each) {
           if (const auto *Reference = dyn_cast<DeclRefExpr>(&Each))
             return !IsOther(Reference->getDecl());
           if (const auto *Member = dyn_cast<MemberExpr>(&Each))
             return !Member->isImplicitAccess() ||
                    !IsOther(Member->getMemberDecl());
           if (const auto *Declared = dyn_cast<DeclStmt>(&Each))
             return llvm::none_of(Declared->decls(), [&](const Decl *D) {
               const auto *Value = dyn_cast<ValueDecl>(D);
               return Value && IsOther(Value);
             });
           return true;
         });
}

/// Whether \p E names a database, or a session, that was there before \p Loop.
bool Hoistable::isDatabase(const Expr *E, const Stmt &Loop) const {
  E = peel(E);
  auto IsOne = [](QualType Type) {
    return Type.getNonReferenceType()->isRecordType();
  };
  if (const auto *Reference = dyn_cast<DeclRefExpr>(E)) {
    const auto *Variable = dyn_cast<VarDecl>(Reference->getDecl());
    return Variable && IsOne(Variable->getType()) &&
           isBefore(Variable->getLocation(), Loop.getBeginLoc());
  }
  const auto *Member = dyn_cast<MemberExpr>(E);
  return Member && isa<FieldDecl>(Member->getMemberDecl()) &&
         IsOne(Member->getMemberDecl()->getType()) &&
         isa<CXXThisExpr>(peel(Member->getBase()));
}

/// Whether \p E, a query or what it is asked, would mean the same in front of
/// \p Loop.
bool Hoistable::isStill(const Expr *E, const Stmt &Loop) {
  E = peel(E);
  if (const auto *Made = dyn_cast<CXXConstructExpr>(E);
      Made && Made->getNumArgs() == 1)
    return isStill(Made->getArg(0), Loop);
  auto IsFixed = [&](const Expr *Of) {
    const auto Since = Elsewhere.since(Of);
    return Since && isBefore(*Since, Loop.getBeginLoc());
  };
  const auto *Call = dyn_cast<CallExpr>(E);
  const auto Meaning = Call && Call->getDirectCallee()
                           ? Unit.Lexicon.call(Call->getDirectCallee())
                           : std::nullopt;
  if (!Meaning) {
    const VarDecl *Query = variableIn(E);
    return IsFixed(E) || (Query && Unit.Types.isQuery(Query->getType()) &&
                          Query->getType().isConstQualified() &&
                          isBefore(Query->getEndLoc(), Loop.getBeginLoc()));
  }
  const bool OfSession = Meaning->On == TypeRole::Session;
  const Expr *Object = objectOf(*Call);
  if (Meaning->What == Effect::Write || Meaning->What == Effect::Bulk ||
      (Object &&
       !(OfSession ? isDatabase(Object, Loop) : isStill(Object, Loop))))
    return false;
  return llvm::all_of(argumentsOf(*Call), [&](const Expr *Argument) {
    return IsFixed(Argument) || (Meaning->What == Effect::Query && !OfSession &&
                                 isDatabase(Argument, Loop));
  });
}

bool Hoistable::onlyReads(const FunctionDecl &Callee, Visited &Seen,
                          unsigned Depth) {
  constexpr unsigned MaxDepth = 4;
  if (const auto Meaning = Unit.Lexicon.call(&Callee))
    return Meaning->What != Effect::Write;
  if (isStandard(Callee) || Callee.getBuiltinID() || Callee.isConstexpr() ||
      Callee.isDefaulted())
    return true;
  const auto *Method = dyn_cast<CXXMethodDecl>(&Callee);
  // Expressions of a query are made by operators and constructors; what else
  // an ORM has may run any statement.
  if (Unit.isOfAnOrm(Callee))
    return isa<CXXConstructorDecl>(Callee) || (Method && Method->isConst()) ||
           Callee.getLiteralIdentifier() ||
           (Callee.isOverloadedOperator() &&
            Callee.getOverloadedOperator() != OO_Call &&
            Callee.getOverloadedOperator() != OO_Equal);
  const FunctionDecl *Definition = nullptr;
  if (Depth >= MaxDepth || (Method && Method->isVirtual()) ||
      !Callee.isDefined(Definition))
    return false;
  if (!Seen.insert(Definition).second)
    return true;
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(Definition))
    for (const CXXCtorInitializer *Each : Constructor->inits())
      if (!onlyReads(Each->getInit(), Seen, Depth + 1))
        return false;
  return onlyReads(Definition->getBody(), Seen, Depth + 1);
}

/// Whether nothing below \p Part writes to a database, or might.
bool Hoistable::onlyReads(const Stmt *Part, Visited &Seen, unsigned Depth) {
  // What a library is handed to call: lambdas are read where they are written.
  auto Runs = [&](const Expr *Argument) {
    if (const auto *Named = dyn_cast<DeclRefExpr>(peel(Argument)))
      if (const auto *Function = dyn_cast<FunctionDecl>(Named->getDecl()))
        return !onlyReads(*Function, Seen, Depth);
    const QualType Type = Argument->getType().getNonReferenceType();
    const auto *Class = Type->getAsCXXRecordDecl();
    return Type->isFunctionPointerType() || Type->isMemberPointerType() ||
           isFunctionWrapper(Class) ||
           (Class && Class->hasDefinition() && !Class->isLambda() &&
            !isStandard(*Class) &&
            callOperator(*Class, [](const FunctionDecl &) { return true; }));
  };
  return allBelow(Part, [&](const Stmt &Each) {
    if (isa<CXXDeleteExpr, CoroutineSuspendExpr, AsmStmt>(Each))
      return false;
    if (const auto *Declared = dyn_cast<DeclStmt>(&Each))
      return llvm::none_of(Declared->decls(), [&](const Decl *D) {
        const auto *Variable = dyn_cast<VarDecl>(D);
        const auto *Class =
            Variable ? Variable->getType()->getAsCXXRecordDecl() : nullptr;
        const CXXDestructorDecl *End =
            Class && Class->hasDefinition() ? Class->getDestructor() : nullptr;
        return End && End->isUserProvided() && !isStandard(*Class) &&
               !Unit.Types.carries(Variable->getType());
      });
    if (const auto *Made = dyn_cast<CXXConstructExpr>(&Each))
      return onlyReads(*Made->getConstructor(), Seen, Depth) &&
             llvm::none_of(Made->arguments(), Runs);
    const auto *Call = dyn_cast<CallExpr>(&Each);
    if (!Call)
      return true;
    const FunctionDecl *Callee = Call->getDirectCallee();
    return Callee && onlyReads(*Callee, Seen, Depth) &&
           !(objectOf(*Call) && Runs(objectOf(*Call))) &&
           llvm::none_of(Call->arguments(), Runs);
  });
}

} // namespace ormlint::facts
