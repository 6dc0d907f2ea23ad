//===--- Views.cpp - Views of the standard library ------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Piped, called, or made by their constructors. Views that are not named here
// are taken for opaque.
//
//===----------------------------------------------------------------------===//

#include "facts/Algorithm.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"

using namespace clang;

namespace ormlint::facts {

std::optional<Traits> viewNamed(llvm::StringRef Name) {
  return traitsIn(
      {{{"all", "reverse", "common", "as_const"}, {Traits::Reads}},
       {{"filter", "take", "take_while", "drop", "drop_while", "counted"},
        {Traits::Keeps, true}},
       {{"join"}, {Traits::Joins}},
       {{"transform"}, {Traits::Converts}},
       {{"keys"}, {Traits::Parts, false, 0}},
       {{"values"}, {Traits::Parts, false, 1}}},
      Name);
}

llvm::StringRef standardObject(const Expr *E) {
  const auto *Reference = dyn_cast<DeclRefExpr>(peel(E));
  const auto *Variable =
      Reference ? dyn_cast<VarDecl>(Reference->getDecl()) : nullptr;
  return Variable && Variable->getType()->getAsCXXRecordDecl() &&
                 Variable->getDeclContext()->isNamespace() &&
                 isStandard(*Variable)
             ? Variable->getName()
             : llvm::StringRef();
}

bool isView(const Expr *E) {
  const auto *Reference = cast<DeclRefExpr>(peel(E));
  const auto *Namespace =
      dyn_cast<NamespaceDecl>(Reference->getDecl()->getDeclContext());
  while (Namespace && Namespace->isInline())
    Namespace = dyn_cast<NamespaceDecl>(Namespace->getDeclContext());
  return Namespace && Namespace->getIdentifier() &&
         Namespace->getName() == "views";
}

/// The elements of the elements, one after another.
ValueId Generator::Algorithm::inner() {
  const ValueId Whole = element(0);
  facts::Loop New;
  New.Shape = facts::Loop::Form::Range;
  New.Parent = loop();
  New.At = Walk.Unit.Where.at(At.getExprLoc());
  Walk.Out.Loops.push_back(New);
  Value Row;
  Row.Kind = ValueKind::Each;
  Row.Base = Whole;
  Row.Loop = static_cast<LoopId>(Walk.Out.Loops.size() - 1);
  Row.At = New.At;
  return Walk.add(std::move(Row));
}

ValueId Generator::Algorithm::view() {
  if (Sources.empty())
    return None;
  ValueId Made = None;
  for (const Expr *Callable : Callables)
    Made = call(*Callable);
  Value New;
  New.Kind = ValueKind::Collected;
  New.At = Walk.Unit.Where.at(At.getExprLoc());
  switch (Kind.What) {
  case Traits::Keeps:
    New.Operands.push_back(element(0));
    break;
  case Traits::Joins:
    New.Operands.push_back(inner());
    break;
  case Traits::Converts:
    if (Made == None)
      return None;
    New.Operands.push_back(Made);
    break;
  case Traits::Parts:
    New.Operands.push_back(
        Walk.part(element(0), Walk.Unit.element(Kind.Index, true), At));
    break;
  default:
    return Sources.front();
  }
  return Walk.add(std::move(New));
}

/// `rows | view | view`; or two views, which wait for their rows.
bool Generator::pipe(const CallExpr &Call) {
  const FunctionDecl *Callee = Call.getDirectCallee();
  if (!isStandard(*Callee) || Call.getNumArgs() != 2)
    return false;
  auto AdaptorsOf = [&](const Expr *E) {
    E = peel(E);
    if (const VarDecl *Stored = variableIn(E); Stored && Stored->getInit())
      E = peel(Stored->getInit());
    if (auto Known = Adaptors.find(E); Known != Adaptors.end())
      return Known->second;
    llvm::SmallVector<const Expr *, 2> Result;
    if (!standardObject(E).empty() && isView(E) && viewNamed(standardObject(E)))
      Result.push_back(E);
    return Result;
  };
  const auto Steps = AdaptorsOf(Call.getArg(1));
  if (auto Before = AdaptorsOf(Call.getArg(0)); !Before.empty()) {
    Before.append(Steps.begin(), Steps.end());
    Adaptors[&Call] = std::move(Before);
    return true;
  }
  ValueId Rows = valueOf(Call.getArg(0));
  if (Rows == None)
    return true;
  if (Steps.empty()) {
    set(&Call, unknown(Call, "a view that is not followed"));
    return true;
  }
  if (Unit.Types.isQuery(Call.getArg(0)->getType()))
    event(EventKind::Run, Rows, Call);
  const ValueId Source = Rows;
  const std::size_t First = Out.Loops.size();
  bool Followed = true;
  for (const Expr *Step : Steps) {
    const auto *Made = dyn_cast<CallExpr>(Step);
    const llvm::StringRef Name = standardObject(Made ? Made->getArg(0) : Step);
    Algorithm Run(*this, Call, *viewNamed(Name), Name, /*IsView=*/true);
    Run.addSource(Rows);
    if (Made)
      for (unsigned I = 1; I < Made->getNumArgs(); ++I)
        Run.add(*Made->getArg(I));
    Rows = Run.view();
    Followed &= Run.followed();
    if (Rows == None)
      break;
  }
  // What a view leaves out, those before it need not be asked for.
  for (const Expr *Step : llvm::ArrayRef(Steps).drop_front()) {
    const auto *Made = dyn_cast<CallExpr>(Step);
    if (viewNamed(standardObject(Made ? Made->getArg(0) : Step))->Early)
      for (std::size_t Loop = First; Loop < Out.Loops.size(); ++Loop)
        Out.Loops[Loop].EarlyExit = true;
  }
  if (Followed)
    Looped[&Call] = {Source};
  set(&Call, Rows);
  return true;
}

/// Some of \p Rows, nobody knows which.
ValueId Generator::someOf(ValueId Rows, const Expr &At) {
  if (Rows == None)
    return None;
  Algorithm Run(*this, At, {Traits::Keeps, true}, "", /*IsView=*/true);
  Run.addSource(Rows);
  return Run.view();
}

/// A view that is made by its constructor: `filter_view(rows, test)`.
bool Generator::viewMade(const CXXConstructExpr &Construct) {
  const auto *Class = Construct.getType()->getAsCXXRecordDecl();
  if (!Class || !Class->getIdentifier() || !isStandard(*Class))
    return false;
  llvm::StringRef Name = Class->getName();
  const auto Kind = Name.consume_back("_view") ? viewNamed(Name) : std::nullopt;
  if (!Kind || Construct.getConstructor()->isCopyOrMoveConstructor())
    return false;
  Algorithm Run(*this, Construct, *Kind, Name, /*IsView=*/true);
  for (const Expr *Argument : Construct.arguments())
    if (!isa<CXXDefaultArgExpr>(Argument))
      Run.add(*Argument);
  if (!Run.hasSource())
    return false;
  set(&Construct, Run.view());
  if (Run.followed())
    Looped[&Construct].assign(Run.sources().begin(), Run.sources().end());
  return true;
}

} // namespace ormlint::facts
