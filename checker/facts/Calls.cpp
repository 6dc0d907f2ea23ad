//===--- Calls.cpp - Ordinary calls ---------------------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/Generator.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace ormlint::vocabulary;

namespace ormlint::facts {

bool Generator::namesRelation(const Expr &E) {
  const auto *Member = dyn_cast<MemberExpr>(peel(&E));
  const auto *Field =
      Member ? dyn_cast<FieldDecl>(Member->getMemberDecl()) : nullptr;
  return Field && Unit.Lexicon.relation(Field);
}

void Generator::VisitCallExpr(const CallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (!Callee) {
    llvm::SmallVector<const Expr *, 4> Arguments{Call->getCallee()};
    // `(row.*member)()` names the member first.
    if (const auto *Pointed =
            dyn_cast<BinaryOperator>(Call->getCallee()->IgnoreParens());
        Pointed && Pointed->isPtrMemOp())
      Arguments = {Pointed->getRHS(), Pointed->getLHS()};
    Arguments.append(Call->arg_begin(), Call->arg_end());
    callThrough(*Call, Arguments);
    return;
  }
  const Expr *Object = objectOf(*Call);
  // An assignment to a handle writes where it is a relation; elsewhere it makes
  // the variable another row.
  const auto Meaning = Unit.Lexicon.call(Callee);
  const bool Assigns =
      Meaning && Object && Callee->getOverloadedOperator() == OO_Equal &&
      Meaning->Entry && Meaning->Entry->Elsewhere && !namesRelation(*Object);
  if (Meaning && !Assigns) {
    profileCall(*Call, *Meaning);
    return;
  }
  // Copying and assigning are no calls of interest, whoever declares them.
  if (const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
      Method && Object &&
      (Method->isCopyAssignmentOperator() ||
       Method->isMoveAssignmentOperator())) {
    const ValueId New = valueOf(Call->getArg(Call->getNumArgs() - 1));
    if (New != None || valueOf(Object) != None)
      assignTo(Object,
               New != None
                   ? New
                   : unknown(*Call, "assigned from code that is not followed"));
    set(Call, New);
    return;
  }
  // A lambda as a pointer to a function.
  if (Object && isa<CXXConversionDecl>(Callee) &&
      cast<CXXMethodDecl>(Callee)->getParent()->isLambda()) {
    set(Call, valueOf(Object));
    return;
  }
  const bool IteratorOperand =
      (Object && isIterator(valueOf(Object))) ||
      (isa<CXXOperatorCallExpr>(Call) && Call->getNumArgs() > 0 &&
       isIterator(valueOf(Call->getArg(0))));
  if (IteratorOperand && isa<CXXOperatorCallExpr>(Call)) {
    switch (Callee->getOverloadedOperator()) {
    case OO_Star:
    case OO_Arrow:
      standardCall(*Call, StandardEffect::Dereference);
      return;
    case OO_PlusPlus:
    case OO_MinusMinus:
    case OO_PlusEqual:
    case OO_Plus:
    case OO_Subscript:
      standardCall(*Call, StandardEffect::Advance);
      return;
    default:
      return;
    }
  }
  // What a coroutine yields goes to whoever resumes it; how, its promise knows.
  if (Out.Coroutine && Object && Callee->getIdentifier() &&
      Callee->getName() == "yield_value") {
    if (const ValueId Row = valueOf(Call->getArg(0)))
      Out.Returns.push_back(Row);
    return;
  }
  if (algorithm(*Call) || (Object && resume(*Call, *Object)))
    return;
  if (auto Effect = standardEffect(Callee)) {
    standardCall(*Call, *Effect);
    return;
  }
  llvm::SmallVector<const Expr *, 4> Arguments;
  if (Object)
    Arguments.push_back(Object);
  const unsigned First = Object && isa<CXXOperatorCallExpr>(Call) ? 1 : 0;
  for (unsigned I = First; I < Call->getNumArgs(); ++I)
    Arguments.push_back(Call->getArg(I));
  set(Call, ordinaryCall(*Call, Call->getType(), *Callee, Arguments,
                         Object != nullptr));
}

/// Whether the call says which class's function it means: `Base::print()`.
static bool namesItsClass(const Expr &Call) {
  const auto *Member = dyn_cast<CXXMemberCallExpr>(&Call);
  const auto *Callee =
      Member ? dyn_cast<MemberExpr>(Member->getCallee()->IgnoreParens())
             : nullptr;
  return Callee && Callee->hasQualifier();
}

/// Whether \p Type is what a coroutine returns.
static bool isCoroutine(QualType Type) {
  const auto *Record = Type.getNonReferenceType()->getAsCXXRecordDecl();
  if (!Record || !Record->hasDefinition())
    return false;
  for (const Decl *Member : Record->decls())
    if (const auto *Named = dyn_cast<TypeDecl>(Member);
        Named && Named->getIdentifier() && Named->getName() == "promise_type")
      return true;
  return false;
}

/// A member function of what a coroutine returned that gives a row: the next
/// one; or one that begins an iteration.
bool Generator::resume(const CallExpr &Call, const Expr &Object) {
  if (!isCoroutine(Object.getType()) || !Unit.Types.carries(Call.getType()))
    return false;
  const ValueId Rows = valueOf(&Object);
  const FunctionDecl *Callee = Call.getDirectCallee();
  if (Rows == None)
    return false;
  Value New;
  New.Base = Rows;
  New.At = Unit.Where.at(Call.getExprLoc());
  if (Callee->getIdentifier() &&
      (Callee->getName() == "begin" || Callee->getName() == "end")) {
    New.Kind = ValueKind::Iterator;
  } else {
    New.Loop = Flow.loopOf(Block);
    New.Kind = New.Loop == None ? ValueKind::One : ValueKind::Each;
  }
  set(&Call, add(std::move(New)));
  return true;
}

llvm::SmallVector<const CXXMethodDecl *, 2>
UnitBuilder::overriders(const CXXMethodDecl &Method) {
  // Whoever includes a header may derive from its classes.
  const SourceManager &Sources = Context.getSourceManager();
  if (!inMainSource(Method.getParent()->getLocation(), Sources))
    return {};
  if (!OverridersKnown) {
    OverridersKnown = true;
    struct Finder : RecursiveASTVisitor<Finder> {
      explicit Finder(UnitBuilder &Unit) : Unit(Unit) {}
      bool shouldVisitTemplateInstantiations() const { return true; }
      bool VisitCXXMethodDecl(CXXMethodDecl *Found) {
        for (const CXXMethodDecl *Base : Found->overridden_methods())
          Unit.Overriders[Base->getCanonicalDecl()].push_back(
              Found->getCanonicalDecl());
        return true;
      }
      UnitBuilder &Unit;
    } Visitor(*this);
    for (Decl *TopLevel : Context.getTranslationUnitDecl()->decls())
      if (inMainSource(TopLevel->getLocation(), Sources))
        Visitor.TraverseDecl(TopLevel);
  }
  llvm::SmallVector<const CXXMethodDecl *, 2> Result;
  llvm::SmallVector<const CXXMethodDecl *, 4> Work{Method.getCanonicalDecl()};
  llvm::SmallPtrSet<const CXXMethodDecl *, 4> Seen;
  while (!Work.empty()) {
    const CXXMethodDecl *Next = Work.pop_back_val();
    if (!Seen.insert(Next).second)
      continue;
    if (!Next->isPureVirtual())
      Result.push_back(Next);
    if (auto Known = Overriders.find(Next); Known != Overriders.end())
      Work.append(Known->second.begin(), Known->second.end());
  }
  return Result;
}

CallId Generator::addCall(facts::Call New, const Expr &At) {
  New.Loop = Flow.loopOf(Block);
  New.EveryTurn = Flow.everyTurn(Block);
  New.When = guards();
  New.At = Unit.Where.at(At.getExprLoc());
  Out.Calls.push_back(std::move(New));
  return static_cast<CallId>(Out.Calls.size() - 1);
}

/// What the callee may assign through argument \p Index is what it leaves.
void Generator::leave(CallId Id, unsigned Index, const Expr &Argument,
                      const Expr &At) {
  if (Out.Calls[Id].Arguments[Index] == None)
    return;
  Value After;
  After.Kind = ValueKind::After;
  After.Base = Out.Calls[Id].Arguments[Index];
  After.Call = Id;
  After.Index = Index;
  After.Always = !isCopy(&Argument);
  After.At = Unit.Where.at(At.getExprLoc());
  assignTo(&Argument, add(std::move(After)));
}

ValueId Generator::ordinaryCall(const Expr &Call, QualType Given,
                                const FunctionDecl &Callee,
                                llvm::ArrayRef<const Expr *> Arguments,
                                bool HasObject) {
  facts::Call New;
  bool Carries = false;
  // A constructor has an object, too, but it is not there before.
  const bool Constructs = isa<CXXConstructorDecl>(Callee);
  if (Constructs) {
    New.Arguments.push_back(None);
    New.Depends.emplace_back();
  }
  for (const Expr *Argument : Arguments) {
    if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(Argument)) {
      Argument = Default->getExpr();
      evaluate(Argument);
    }
    const ValueId Value =
        Unit.Types.carries(Argument->getType()) ? valueOf(Argument) : None;
    Carries |= Value != None;
    New.Arguments.push_back(Value);
  }
  const bool Returns = Unit.Types.carries(Given);
  if (!Carries && !Returns && !Unit.runsQueries(Callee))
    return None;
  if (isStandard(Callee) &&
      (isErased(Given.getNonReferenceType()->getAsCXXRecordDecl()) ||
       (HasObject && isErased(cast<CXXMethodDecl>(Callee).getParent())))) {
    hide("std::any", New.Arguments, Call);
    return None;
  }
  // A virtual call is followed only where it is known what runs.
  const auto *Method = dyn_cast<CXXMethodDecl>(&Callee);
  const FunctionDecl *Runs = &Callee;
  if (Method && Method->isVirtual() && HasObject && !namesItsClass(Call)) {
    Runs = Method->getDevirtualizedMethod(Arguments.front(), false);
    if (!Runs) {
      const auto Overriders = Unit.overriders(*Method);
      if (Overriders.size() == 1)
        Runs = Overriders.front();
      else
        New.Through = anyOf(Overriders, Call);
    }
    New.Virtual = !Runs && New.Through == None;
  }
  if (Runs)
    New.Callee = Unit.usr(*Runs);
  else if (New.Virtual && Unit.Program)
    New.Callee = AnyOverrider.str() + Unit.usr(*Method);
  New.Name =
      Constructs
          ? cast<CXXConstructorDecl>(Callee).getParent()->getNameAsString()
      : Method && Method->getParent()->isLambda()
          ? callableName(Arguments.front())
          : Callee.getNameAsString();
  for (const Expr *Argument : Arguments)
    New.Depends.push_back(Depends.of({Argument}, Block));
  New.ReturnsQuery = Unit.Types.isQuery(Given);
  const CallId Id = addCall(std::move(New), Call);
  leaveCaptures(Id);
  if (HasObject && Method && Method->getParent()->isLambda())
    leaveCallback(Id, 0, *Arguments.front(), Call);
  leaveCallbacks(Id, Arguments.drop_front(HasObject ? 1 : 0),
                 HasObject || Constructs ? 1 : 0, Call);
  if (Runs)
    Callees.push_back(Runs);

  if (HasObject && Method && !Method->isConst() && !Method->isStatic() &&
      isObject(Arguments.front()->getType()))
    leave(Id, 0, *Arguments.front(), Call);
  for (unsigned I = HasObject ? 1 : 0; I < Arguments.size(); ++I) {
    const unsigned Parameter = HasObject ? I - 1 : I;
    if (Parameter >= Callee.getNumParams())
      break;
    const QualType Type = Callee.getParamDecl(Parameter)->getType();
    const auto *Pointee = dyn_cast<UnaryOperator>(peel(Arguments[I]));
    // A row is changed through a pointer, an object or a query replaced.
    const bool Address =
        (Pointee && Pointee->getOpcode() == UO_AddrOf) || isObject(Type) ||
        (Type->isPointerType() && Unit.Types.isQuery(Type->getPointeeType()));
    if (mayChange(Type) || (Type->isPointerType() && Address &&
                            !Type->getPointeeType().isConstQualified()))
      leave(Id, Constructs ? I + 1 : I, *Arguments[I], Call);
  }
  if (!Returns)
    return None;
  Value Result;
  Result.Kind = ValueKind::Result;
  Result.Call = Id;
  setSite(Result, Call);
  if (Given->isPointerType())
    Result.Details.edit().Site.Why = EditSite::Obstacle::Opaque;
  return position(Given, add(std::move(Result)), /*Advanced=*/false);
}

/// Walks a default argument, which no control flow shows.
void Generator::evaluate(const Expr *E) {
  llvm::SmallVector<std::pair<const Stmt *, bool>, 16> Work{{E, false}};
  while (!Work.empty()) {
    const auto [Next, Entered] = Work.pop_back_val();
    if (Entered) {
      Visit(Next);
      continue;
    }
    Work.emplace_back(Next, true);
    const std::size_t First = Work.size();
    if (!isa<LambdaExpr>(Next))
      for (const Stmt *Child : Next->children())
        if (Child)
          Work.emplace_back(Child, false);
    std::reverse(Work.begin() + static_cast<std::ptrdiff_t>(First), Work.end());
  }
}

} // namespace ormlint::facts
