//===--- Algorithms.cpp - Algorithms of the standard library --------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Algorithms that are not named here are taken for opaque.
//
//===----------------------------------------------------------------------===//

#include "facts/Algorithm.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"

using namespace clang;

namespace ormlint::facts {
static std::optional<Traits> algorithmNamed(llvm::StringRef Name) {
  return traitsIn(
      {{{"for_each", "count_if", "accumulate", "reduce", "count"},
        {Traits::Reads}},
       {{"transform_reduce", "inner_product", "fold_left"}, {Traits::Reads}},
       // Moved within their range.
       {{"sort", "stable_sort", "partial_sort", "nth_element", "is_sorted"},
        {Traits::Reads, false, 0, true}},
       {{"reverse", "shuffle", "rotate", "partition", "iota"}, {Traits::Reads}},
       {{"stable_partition", "unique", "remove_if", "erase_if"},
        {Traits::Reads}},
       {{"for_each_n", "any_of", "all_of", "none_of", "equal"},
        {Traits::Reads, true}},
       {{"find_if", "find_if_not", "lower_bound", "upper_bound", "find",
         "partition_point", "adjacent_find"},
        {Traits::Finds, true}},
       {{"min_element", "max_element"}, {Traits::Finds, false, 0, true}},
       {{"copy", "move", "reverse_copy"}, {Traits::Copies}},
       {{"copy_if", "copy_n", "remove_copy_if", "unique_copy",
         "partition_copy"},
        {Traits::Copies, true}},
       {{"transform"}, {Traits::Makes}}},
      Name);
}

/// Follows \p Call if it is one of an algorithm or a view. \returns whether it
/// is.
bool Generator::algorithm(const CallExpr &Call) {
  const FunctionDecl *Callee = Call.getDirectCallee();
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&Call);
  if (Operator && Operator->getOperator() == OO_Pipe)
    return pipe(Call);
  llvm::StringRef Name;
  bool View = false;
  llvm::ArrayRef<const Expr *> Arguments(Call.getArgs(), Call.getNumArgs());
  if (Operator && Operator->getOperator() == OO_Call) {
    Name = standardObject(Call.getArg(0));
    if (Name.empty())
      return false;
    Arguments = Arguments.drop_front();
    // The views live in a namespace of their own, and some share their names
    // with algorithms.
    View = isView(Call.getArg(0));
  } else if (Callee->getIdentifier() && !isa<CXXMethodDecl>(Callee) &&
             isStandard(*Callee)) {
    Name = Callee->getName();
    // `std::move(row)` and `std::move(begin, end, out)` are two functions.
    if (Name == "move" && Call.getNumArgs() == 1)
      return false;
  } else {
    return false;
  }
  const std::optional<Traits> Kind =
      View ? viewNamed(Name) : algorithmNamed(Name);
  if (!Kind)
    return false;
  Algorithm Run(*this, Call, *Kind, Name, View);
  for (const Expr *Argument : Arguments)
    if (!isa<CXXDefaultArgExpr>(Argument))
      Run.add(*Argument);
  if (View) {
    if (Run.hasSource()) {
      set(&Call, Run.view());
      if (Run.followed())
        Looped[&Call].assign(Run.sources().begin(), Run.sources().end());
    } else {
      Adaptors[&Call] = {&Call};
    }
    return true;
  }
  Run.run();
  if (Name == "erase_if" && !Arguments.empty())
    leaveOut(*Arguments.front(), Call);
  if (Run.followed())
    Looped[&Call].assign(Run.sources().begin(), Run.sources().end());
  if (!Unit.Types.carries(Call.getType()))
    return true;
  if (Kind->What == Traits::Finds && Run.hasSource()) {
    Value Position;
    Position.Kind = ValueKind::Iterator;
    Position.Base = Run.position();
    if (Position.Base == None)
      Position.Base = Run.source();
    set(&Call, add(std::move(Position)));
  } else {
    set(&Call, unknown(Call, "returned by a standard function that is not "
                             "followed"));
  }
  return true;
}

/// A container of objects of \p Class, each made of one of \p Rows, which are
/// of type \p From; None if it is not plain how.
ValueId Generator::convertedEach(QualType Class, ValueId Rows, QualType From,
                                 const Expr &At) {
  const auto *Record = Class.isNull() ? nullptr : Class->getAsCXXRecordDecl();
  if (Rows == None || From.isNull() || !Record || !Record->hasDefinition() ||
      !isObject(Class))
    return None;
  for (const CXXConstructorDecl *Each : Record->ctors())
    if (Each->isUserProvided() && Each->getNumParams() != 0 &&
        Each->getMinRequiredArguments() < 2 &&
        Unit.Context.hasSameUnqualifiedType(
            Each->getParamDecl(0)->getType().getNonReferenceType(), From)) {
      Algorithm Run(*this, At, {Traits::Converts}, "", /*IsView=*/true);
      Run.addSource(Rows);
      Value New;
      New.Kind = ValueKind::Collected;
      New.At = Unit.Where.at(At.getBeginLoc());
      if (const ValueId Made = Run.construct(*Each, Class))
        New.Operands.push_back(Made);
      return add(std::move(New));
    }
  return None;
}

} // namespace ormlint::facts
