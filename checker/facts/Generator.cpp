//===--- Generator.cpp - A walk over one function -------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/Generator.h"
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
  New.Reason = Reason.str();
  New.At = Unit.Where.at(At.getExprLoc());
  return add(std::move(New));
}

const VarDecl *Generator::target(const VarDecl *Variable) const {
  for (auto Next = Aliases.find(Variable); Next != Aliases.end();
       Next = Aliases.find(Variable))
    Variable = Next->second;
  return Variable;
}

bool Generator::tracked(const VarDecl *Variable) {
  // Integers index rows.
  const QualType Type = Variable->getType().getNonReferenceType();
  return Variable->hasLocalStorage() &&
         (Type->isIntegerType() || Unit.Types.carries(Type));
}

void Generator::assign(const VarDecl *Variable, ValueId Value) {
  Variables.write(target(Variable), Block, Value);
}

bool Generator::assignTo(const Expr *E, ValueId Value) {
  const VarDecl *Variable = variableIn(E);
  if (!Variable || !tracked(Variable))
    return false;
  assign(Variable, Value);
  return true;
}

void Generator::event(EventKind Kind, ValueId Value, const Expr &At) {
  if (Value == None)
    return;
  Event New;
  New.Kind = Kind;
  New.Value = Value;
  New.Loop = Flow.loopOf(Block);
  New.EveryTurn = Flow.everyTurn(Block);
  New.At = Unit.Where.at(At.getExprLoc());
  Out.Events.push_back(New);
}

void Generator::setSite(Value &New, const Expr &At) {
  New.At = Unit.Where.at(At.getBeginLoc());
  New.Site = Unit.Where.appendTo(At);
  if (New.Site.Why == EditSite::Obstacle::None &&
      Source.isTemplateInstantiation())
    New.Site.Why = EditSite::Obstacle::Template;
}

void Generator::VisitDeclRefExpr(const DeclRefExpr *Reference) {
  const auto *Variable = dyn_cast<VarDecl>(Reference->getDecl());
  if (!Variable)
    return;
  if (!Variable->hasLocalStorage() ||
      Reference->refersToEnclosingVariableOrCapture()) {
    if (Unit.Types.carries(Variable->getType()))
      set(Reference, unknown(*Reference, Variable->hasLocalStorage()
                                             ? "captured by a lambda"
                                             : "kept in a global variable"));
    return;
  }
  if (!tracked(Variable))
    return;
  if (Hidden.Variables.contains(target(Variable))) {
    set(Reference, unknown(*Reference, "assigned in a lambda"));
    return;
  }
  // A row is changed through a pointer, a query set is replaced.
  if (Hidden.AddressTaken.contains(target(Variable)) &&
      Unit.Types.isQuery(Variable->getType())) {
    set(Reference, unknown(*Reference, "its address is taken"));
    return;
  }
  set(Reference, Variables.read(target(Variable), Block));
}

void Generator::VisitCXXThisExpr(const CXXThisExpr *This) {
  const auto *Method = dyn_cast<CXXMethodDecl>(&Source);
  if (!Method || !Method->isInstance() || !Unit.Types.carries(This->getType()))
    return;
  Value New;
  New.Kind = ValueKind::Param;
  New.Index = 0;
  New.At = Unit.Where.at(This->getExprLoc());
  set(This, add(std::move(New)));
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
  if (Unit.Types.carries(Field->getType()))
    set(Member, unknown(*Member, "kept in a class member"));
}

void Generator::VisitDeclStmt(const DeclStmt *Statement) {
  for (const Decl *Declaration : Statement->decls()) {
    const auto *Variable = dyn_cast<VarDecl>(Declaration);
    if (!Variable || !tracked(Variable))
      continue;
    const Expr *Init = Variable->getInit();
    if (Variable->getType()->isReferenceType())
      if (const VarDecl *Named = variableIn(Init);
          Named && tracked(Named) && target(Named) != Variable) {
        Aliases[Variable] = target(Named);
        continue;
      }
    ValueId New = Init ? valueOf(Init) : None;
    if (New == None) {
      // A number, or a container that is filled later.
      Value Fresh;
      const CXXRecordDecl *Record =
          Variable->getType().getNonReferenceType()->getAsCXXRecordDecl();
      Fresh.Kind = isContainer(Record) || isWrapper(Record)
                       ? ValueKind::Collected
                       : ValueKind::Unknown;
      Fresh.At = Unit.Where.at(Variable->getLocation());
      New = add(std::move(Fresh));
    }
    assign(Variable, New);
  }
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
    Moved.Base = isIterator(Base) ? Base : None;
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
  if (!Operator->isAssignmentOp())
    return;
  ValueId New =
      Operator->getOpcode() == BO_Assign ? valueOf(Operator->getRHS()) : None;
  if (New == None)
    New = add(Value());
  assignTo(Operator->getLHS(), New);
  set(Operator, New);
}

void Generator::VisitArraySubscriptExpr(const ArraySubscriptExpr *Subscript) {
  if (const ValueId Base = valueOf(Subscript->getBase()))
    set(Subscript, element(Base, {Subscript->getIdx()}, None, *Subscript));
}

void Generator::VisitInitListExpr(const InitListExpr *List) {
  // The members of a class are not followed; `Query q{other}` is no list.
  if (!List->getType()->isArrayType())
    return;
  Value New;
  New.Kind = ValueKind::Collected;
  New.At = Unit.Where.at(List->getBeginLoc());
  for (const Expr *Init : List->inits())
    if (const ValueId Row = valueOf(Init))
      New.Operands.push_back(Row);
  if (!New.Operands.empty())
    set(List, add(std::move(New)));
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
    if (From.Header)
      if (const Stmt *Terminator = From.Header->getTerminatorStmt())
        New.At = Unit.Where.at(Terminator->getBeginLoc());
    Out.Loops.push_back(New);
  }
  const auto *Method = dyn_cast<CXXMethodDecl>(&Source);
  const unsigned First = Method && Method->isInstance() ? 1 : 0;
  Out.Params = First + Source.getNumParams();
  for (const CFGBlock *Next : Flow.order()) {
    Block = Next;
    if (Flow.predecessors(Block).empty())
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
        assign(Parameter, add(std::move(New)));
      }
    for (const CFGElement &Element : *Block)
      if (auto Statement = Element.getAs<CFGStmt>();
          Statement && !Hidden.Unevaluated.contains(Statement->getStmt()))
        Visit(Statement->getStmt());
    if (Next == Flow.exit()) {
      Out.Exits.assign(Out.Params, None);
      for (unsigned I = 0; I < Source.getNumParams(); ++I)
        if (const ParmVarDecl *Parameter = Source.getParamDecl(I);
            Unit.Types.carries(Parameter->getType()))
          Out.Exits[First + I] = Variables.read(Parameter, Block);
    }
    Variables.filled(Block);
  }
  finish();
}

/// Now that all merges are complete, says which loop each row belongs to and
/// drops the merges that merge nothing.
void Generator::finish() {
  Variables.simplify();
  for (const Pending &Row : Rows) {
    LoopId Best = None;
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
    if (Best == None)
      Element.Kind = ValueKind::One;
  }
  auto Resolve = [&](ValueId &Id) { Id = Variables.resolved(Id); };
  for (Value &V : Out.Values) {
    Resolve(V.Base);
    for (ValueId &Operand : V.Operands)
      Resolve(Operand);
    for (EagerLoad &Load : V.Loads)
      Resolve(Load.Query);
  }
  for (Event &E : Out.Events)
    Resolve(E.Value);
  for (facts::Call &C : Out.Calls)
    for (ValueId &Argument : C.Arguments)
      Resolve(Argument);
  for (ValueId &Returned : Out.Returns)
    Resolve(Returned);
  for (ValueId &Exit : Out.Exits)
    Resolve(Exit);
}

} // namespace ormlint::facts
