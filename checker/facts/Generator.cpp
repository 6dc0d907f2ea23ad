//===--- Generator.cpp - A walk over one function -------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/Generator.h"
#include "facts/Compaction.h"
#include "clang/AST/ASTContext.h"
#include "clang/Analysis/CFG.h"

using namespace clang;
using namespace ormlint::vocabulary;

namespace ormlint::facts {

ValueId Generator::add(Value New) {
  if (Block)
    New.Made = Flow.loopOf(Block);
  Out.Values.push_back(std::move(New));
  return static_cast<ValueId>(Out.Values.size() - 1);
}

ValueId Generator::unknown(const Expr &At, llvm::StringRef Reason) {
  Value New;
  New.Kind = ValueKind::Unknown;
  New.Details.edit().Reason = Reason.str();
  New.At = Unit.Where.at(At.getExprLoc());
  return add(std::move(New));
}

/// \p Given, which is of type \p Type, as a position where it is one: it comes
/// from code that made it of a range. A pointer is one where it is \p Advanced.
ValueId Generator::position(QualType Type, ValueId Given, bool Advanced) {
  if (isIterator(Given))
    return Given;
  if (Advanced && Given != None && Type->isPointerType()) {
    Value Position;
    Position.Kind = ValueKind::Iterator;
    Position.Base = Given;
    return add(std::move(Position));
  }
  const auto *Record = Type.getNonReferenceType()->getAsCXXRecordDecl();
  if (Out.Values[Given].Kind == ValueKind::Unknown || !Record ||
      !Record->hasDefinition() || Unit.Lexicon.type(Type))
    return Given;
  DeclarationNameTable &Names = Unit.Context.DeclarationNames;
  for (OverloadedOperatorKind Needed : {OO_Star, OO_PlusPlus})
    if (Record->lookup(Names.getCXXOperatorName(Needed)).empty())
      return Given;
  Value Position;
  Position.Kind = ValueKind::Iterator;
  Position.Base = Given;
  return add(std::move(Position));
}

GuardsId Generator::guards() { return Holding.at(Block); }

void Generator::event(EventKind Kind, ValueId Value, const Expr &At) {
  if (Value == None)
    return;
  Event New;
  New.Kind = Kind;
  New.Value = Value;
  New.Loop = Flow.loopOf(Block);
  New.EveryTurn = Flow.everyTurn(Block);
  New.When = guards();
  New.At = Unit.Where.at(At.getExprLoc());
  Out.Events.push_back(New);
}

void Generator::setSite(Value &New, const Expr &At) {
  New.At = Unit.Where.at(At.getBeginLoc());
  EditSite &Site = New.Details.edit().Site;
  Site = Unit.Where.appendTo(At);
  if (Site.Why == EditSite::Obstacle::None && Source.isTemplateInstantiation())
    Site.Why = EditSite::Obstacle::Template;
}

void Generator::VisitMemberExpr(const MemberExpr *Member) {
  const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
  if (!Field)
    return;
  if (const vocabulary::Relation *Relation = Unit.Lexicon.relation(Field)) {
    ValueId Row = valueOf(Member->getBase());
    if (isIterator(Row))
      Row = dereference(Row, *Member);
    if (Row == None)
      return;
    Value New;
    New.Kind = ValueKind::Related;
    New.Base = Row;
    New.Relation = Unit.relation(*Relation);
    New.At = Unit.Where.at(Member->getMemberLoc());
    set(Member, add(std::move(New)));
    return;
  }
  if (!Unit.Types.carries(Field->getType()))
    return;
  ValueId Object = valueOf(Member->getBase());
  if (isIterator(Object))
    Object = dereference(Object, *Member);
  set(Member, part(Object, Unit.field(*Field), *Member));
}

void Generator::VisitAbstractConditionalOperator(
    const AbstractConditionalOperator *If) {
  const ValueId True = valueOf(If->getTrueExpr());
  const ValueId False = valueOf(If->getFalseExpr());
  if (True == None && False == None)
    return;
  Value New;
  New.Kind = ValueKind::Merge;
  New.Operands = {True, False};
  New.Ways = {Holding.with(guards(), If->getCond(), true),
              Holding.with(guards(), If->getCond(), false)};
  set(If, add(std::move(New)));
}

void Generator::VisitUnaryOperator(const UnaryOperator *Operator) {
  const ValueId Base = valueOf(Operator->getSubExpr());
  switch (Operator->getOpcode()) {
  case UO_Deref:
    set(Operator, isIterator(Base) ? dereference(Base, *Operator) : Base);
    return;
  case UO_AddrOf:
    set(Operator, Base);
    return;
  case UO_PreInc:
  case UO_PreDec:
  case UO_PostInc:
  case UO_PostDec: {
    Value Moved;
    Moved.Kind = isIterator(Base) ? ValueKind::Iterator : ValueKind::Unknown;
    Moved.Base = Base;
    const ValueId New = add(std::move(Moved));
    if (assignTo(Operator->getSubExpr(), New))
      set(Operator, Operator->isPostfix() ? Base : New);
    return;
  }
  default:
    return;
  }
}

void Generator::VisitBinaryOperator(const BinaryOperator *Operator) {
  if (Operator->getOpcode() == BO_Comma) {
    set(Operator, valueOf(Operator->getRHS()));
    return;
  }
  if (Operator->isPtrMemOp()) {
    if (const ValueDecl *Member = memberNamed(Operator->getRHS()))
      set(Operator, memberOf(valueOf(Operator->getLHS()), *Member, *Operator));
    return;
  }
  const bool Pointer = Operator->getType()->isPointerType();
  const ValueId Moved = Pointer && Operator->getOpcode() != BO_Assign
                            ? valueOf(Operator->getLHS())
                            : None;
  ValueId New =
      Operator->getOpcode() == BO_Assign ? valueOf(Operator->getRHS()) : None;
  // A pointer and a number are another position in the same array.
  if (Moved != None) {
    Value Position;
    Position.Kind = ValueKind::Iterator;
    Position.Base = Moved;
    New = add(std::move(Position));
    if (Operator->isCompoundAssignmentOp())
      Uneven.insert(New);
  }
  if (!Operator->isAssignmentOp()) {
    set(Operator, New);
    return;
  }
  if (New == None) {
    Value Stepped;
    if (Operator->getOpcode() != BO_Assign)
      Stepped.Base = valueOf(Operator->getLHS());
    New = add(std::move(Stepped));
    Uneven.insert(New);
  }
  assignTo(Operator->getLHS(), New);
  set(Operator, New);
}

void Generator::VisitArraySubscriptExpr(const ArraySubscriptExpr *Subscript) {
  if (ValueId Base = valueOf(Subscript->getBase())) {
    const ValueId Known = placed(Base, *Subscript);
    set(Subscript,
        Known != None ? Known
                      : element(Base, {Subscript->getIdx()}, None, *Subscript));
  }
}

void Generator::VisitReturnStmt(const ReturnStmt *Return) {
  const Expr *Returned = Return->getRetValue();
  if (!Returned || !Unit.Types.carries(Source.getReturnType()))
    return;
  const ValueId Value = valueOf(Returned);
  Out.Returns.push_back(
      Value != None ? Value
                    : unknown(*Returned, "made by code that is not followed"));
}

void Generator::run() {
  Out.Values.emplace_back(); // Value 0 is "none".
  Out.Calls.emplace_back();
  for (LoopId Id = 0; Id < Flow.loops().size(); ++Id) {
    const ControlFlow::NaturalLoop &From = Flow.loops()[Id];
    Loop New;
    New.Parent = From.Parent;
    New.EveryTurn = From.EveryTurn;
    New.EarlyExit = From.EarlyExit;
    Depends.describe(From, New);
    if (const Stmt *Written = From.written())
      New.At = Unit.Where.at(Written->getBeginLoc());
    Out.Loops.push_back(New);
  }
  const auto *Method = dyn_cast<CXXMethodDecl>(&Source);
  const unsigned First =
      Method && Method->isImplicitObjectMemberFunction() ? 1 : 0;
  Out.Params = First + Source.getNumParams();
  Out.Method = First == 1;
  Out.Constructor = isa<CXXConstructorDecl>(Source);
  Out.Coroutine = isa<CoroutineBodyStmt>(Source.getBody());
  for (const CFGBlock *Next : Flow.order()) {
    Block = Next;
    if (Flow.predecessors(Block).empty()) {
      enterObject();
      for (unsigned I = 0; I < Source.getNumParams(); ++I) {
        const ParmVarDecl *Parameter = Source.getParamDecl(I);
        if (!tracked(Parameter))
          continue;
        Value New;
        New.Kind = Unit.Types.carries(Parameter->getType())
                       ? ValueKind::Param
                       : ValueKind::Unknown;
        New.Index = First + I;
        New.At = Unit.Where.at(Parameter->getLocation());
        const ValueId Given = add(std::move(New));
        assign(Parameter, position(Parameter->getType(), Given,
                                   Hidden.Advanced.contains(Parameter)));
      }
    }
    for (const CFGElement &Element : *Block) {
      if (auto Statement = Element.getAs<CFGStmt>();
          Statement && !Hidden.Unevaluated.contains(Statement->getStmt()))
        Visit(Statement->getStmt());
      else if (auto Initializer = Element.getAs<CFGInitializer>())
        initialize(*Initializer->getInitializer());
      else if (auto Ended = Element.getAs<CFGAutomaticObjDtor>())
        if (const VarDecl *Variable = Ended->getVarDecl(); tracked(Variable))
          destroy(Variable->getType(), Variables.read(target(Variable), Block),
                  *Ended->getTriggerStmt());
    }
    if (Next == Flow.exit()) {
      Out.Exits.assign(Out.Params, None);
      if (First == 1)
        Out.Exits[0] = exitCaptures(Variables.read(&Source, Block));
      if (Out.Constructor)
        Out.Returns = {Out.Exits[0]};
      for (unsigned I = 0; I < Source.getNumParams(); ++I)
        if (const ParmVarDecl *Parameter = Source.getParamDecl(I);
            Unit.Types.carries(Parameter->getType()))
          Out.Exits[First + I] = Variables.read(Parameter, Block);
    }
    Variables.filled(Block);
  }
  leaveRanges();
  findUses();
  finish();
}

/// Now that all merges are complete, says which loop each row belongs to and
/// drops what nobody asks for.
void Generator::finish() {
  Variables.simplify();
  for (const Pending &Row : Rows) {
    LoopId Best = Flow.encloses(Row.Varies, Row.Around) ? Row.Varies : None;
    for (ValueId Position : Row.Positions) {
      const LoopId Loop = loopOfPosition(Position);
      if (Loop != None && Flow.encloses(Loop, Row.Around) &&
          Flow.depth(Loop) > Flow.depth(Best))
        Best = Loop;
    }
    Value &Element = Out.Values[Row.Row];
    if (Element.Base == None && !Row.Positions.empty())
      Element.Base = rowsBehind(Row.Positions.front());
    Element.Loop = Best;
    if (Best != None &&
        (llvm::any_of(Row.Positions,
                      [&](ValueId Position) { return leavesOut(Position); }) ||
         stopsShort(Best)))
      Out.Loops[Best].EarlyExit = true;
    if (Best == None) {
      Element.Kind = ValueKind::One;
      if (Row.Params != 0)
        Element.Details.edit().In.Params = Row.Params;
    }
  }
  for (const Value &V : Out.Values)
    if (V.Kind == ValueKind::Each)
      Out.Loops[V.Loop].Rows = true;
  auto Resolve = [&](ValueId &Id) { Id = Variables.resolved(Id); };
  for (Value &V : Out.Values)
    operandsOf(V, Resolve);
  usesIn(Out, Resolve);
  compact(Out);
}

} // namespace ormlint::facts
