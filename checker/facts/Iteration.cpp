//===--- Iteration.cpp - Positions and the rows they point at -------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/Generator.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;
using namespace ormlint::vocabulary;

namespace ormlint::facts {

ValueId Generator::behindMerges(ValueId Id) const {
  llvm::SmallVector<ValueId, 8> Work{Id};
  llvm::SmallDenseSet<ValueId, 8> Seen;
  while (!Work.empty()) {
    Id = Variables.resolved(Work.pop_back_val());
    if (Id == None || !Seen.insert(Id).second)
      continue;
    const Value &V = Out.Values[Id];
    if (V.Kind != ValueKind::Merge)
      return Id;
    // Loops in each other lead back to their merges: then the next way.
    Work.append(V.Operands.rbegin(), V.Operands.rend());
  }
  return None;
}

bool Generator::isIterator(ValueId Id) const {
  const ValueId Begin = behindMerges(Id);
  return Begin != None && Out.Values[Begin].Kind == ValueKind::Iterator;
}

ValueId Generator::element(ValueId Base, llvm::ArrayRef<const Expr *> Position,
                           ValueId Iterator, const Expr &At) {
  Value Row;
  Row.Kind = ValueKind::Each;
  Row.Base = Base;
  Row.At = Unit.Where.at(At.getExprLoc());
  const ValueId Id = add(std::move(Row));
  Pending New{Id, {}, Flow.loopOf(Block)};
  if (!Position.empty()) {
    const Inputs Index = Depends.of(Position, Block);
    New.Varies = Index.Varies;
    New.Params = Index.Params;
  }
  if (Iterator != None)
    New.Positions.push_back(Iterator);
  // Any variable in the index that a loop advances makes it another row on
  // each turn.
  struct Reader : RecursiveASTVisitor<Reader> {
    llvm::SmallVector<const DeclRefExpr *, 4> Names;
    bool VisitDeclRefExpr(DeclRefExpr *Reference) {
      Names.push_back(Reference);
      return true;
    }
  } Index;
  for (const Expr *E : Position)
    Index.TraverseStmt(const_cast<Expr *>(E));
  for (const DeclRefExpr *Name : Index.Names)
    if (const ValueId Value = Values.lookup(Name))
      New.Positions.push_back(Value);
  Rows.push_back(std::move(New));
  return Id;
}

ValueId Generator::dereference(ValueId Iterator, const Expr &At) {
  llvm::SmallVector<const Expr *, 1> Behind;
  if (const Expr *Offset = Offsets.lookup(Iterator))
    Behind.push_back(Offset);
  return element(None, Behind, Iterator, At);
}

LoopId Generator::loopOfPosition(ValueId Position) const {
  // From an advanced position to the merge at the head of the loop that
  // advances it.
  for (unsigned Steps = 0; Steps < 64; ++Steps) {
    Position = Variables.resolved(Position);
    if (Position == None)
      return None;
    if (const LoopId Loop = Variables.loopOfMerge(Position))
      return Loop;
    const Value &V = Out.Values[Position];
    if (V.Kind == ValueKind::Iterator || V.Kind == ValueKind::Unknown)
      Position = V.Base;
    else if (V.Kind == ValueKind::Merge && !V.Operands.empty())
      Position = V.Operands.front();
    else
      return None;
  }
  return None;
}

/// Whether the loop that advances \p Position may begin behind the first row,
/// or step over rows.
bool Generator::leavesOut(ValueId Position) const {
  Position = Variables.resolved(Position);
  for (unsigned Steps = 0; Steps < 64 && Position != None; ++Steps) {
    const Value &V = Out.Values[Position];
    if (Uneven.contains(Position) || Offsets.contains(Position))
      return true;
    if (V.Kind == ValueKind::Merge && Variables.loopOfMerge(Position) != None)
      return llvm::any_of(V.Operands, [&](ValueId Way) {
        Way = Variables.resolved(Way);
        // A step of the loop, back to its head, or what it begins with.
        unsigned Moves = 0;
        while (Way != None && Way != Position) {
          if (Uneven.contains(Way) || Offsets.contains(Way))
            return true;
          const Value &Step = Out.Values[Way];
          if (Step.Kind != ValueKind::Iterator &&
              Step.Kind != ValueKind::Unknown)
            return Moves > 1; // Moved on from the first one.
          Moves += Step.Kind == ValueKind::Iterator ? 1 : 0;
          Way = Variables.resolved(Step.Base);
        }
        return false;
      });
    if (V.Kind != ValueKind::Iterator && V.Kind != ValueKind::Unknown)
      return false;
    Position = Variables.resolved(V.Base);
  }
  return false;
}

/// Whether the condition of \p Loop names another bound than where the rows
/// end: a number, or a place some way before the end.
bool Generator::stopsShort(LoopId Loop) const {
  if (Loop >= Flow.loops().size())
    return false;
  const Stmt *Written = Flow.loops()[Loop].written();
  const Expr *Condition = nullptr;
  if (const auto *For = dyn_cast_or_null<ForStmt>(Written))
    Condition = For->getCond();
  else if (const auto *While = dyn_cast_or_null<WhileStmt>(Written))
    Condition = While->getCond();
  else if (const auto *Do = dyn_cast_or_null<DoStmt>(Written))
    Condition = Do->getCond();
  struct Bound : RecursiveASTVisitor<Bound> {
    bool Short = false;
    bool VisitIntegerLiteral(IntegerLiteral *Number) {
      Short |= Number->getValue() != 0;
      return !Short;
    }
    bool VisitBinaryOperator(BinaryOperator *Operator) {
      Short |= Operator->isAdditiveOp();
      return !Short;
    }
    bool VisitCallExpr(CallExpr *Call) {
      const FunctionDecl *Callee = Call->getDirectCallee();
      Short |= Callee &&
               (Callee->getOverloadedOperator() == OO_Minus ||
                Callee->getOverloadedOperator() == OO_Plus ||
                (Callee->getIdentifier() && isStandard(*Callee) &&
                 (Callee->getName() == "prev" || Callee->getName() == "next")));
      return !Short;
    }
  } Visitor;
  if (Condition)
    Visitor.TraverseStmt(const_cast<Expr *>(Condition));
  return Visitor.Short;
}

ValueId Generator::rowsBehind(ValueId Iterator) const {
  for (unsigned Steps = 0; Steps < 64; ++Steps) {
    Iterator = Variables.resolved(Iterator);
    if (Iterator == None)
      return None;
    const Value &V = Out.Values[Iterator];
    if (V.Kind == ValueKind::Iterator)
      Iterator = V.Base;
    else if (V.Kind == ValueKind::Merge && isIterator(Iterator))
      Iterator = behindMerges(Iterator);
    else
      return Iterator;
  }
  return None;
}

} // namespace ormlint::facts
