//===--- ProfileCalls.cpp - Calls that a profile names --------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/EagerLoads.h"
#include "facts/Generator.h"
#include "clang/AST/ASTContext.h"

using namespace clang;
using namespace ormlint::vocabulary;

namespace ormlint::facts {

ValueId Generator::refined(const CallExpr &Call, ValueId Base, Refinement How) {
  Value New;
  New.Kind = ValueKind::Refined;
  New.Base = Base;
  New.How = How;
  const Expr *Object = objectOf(Call);
  New.Chained = Object && !isa<DeclRefExpr>(peel(Object));
  setSite(New, Call);
  ValueDetails &Details = New.Details.edit();
  Details.In = Depends.of(argumentsOf(Call), Block);
  if (const auto *Callee = Call.getDirectCallee();
      Callee && Callee->getIdentifier())
    Details.Name = Callee->getName().str();
  return add(std::move(New));
}

/// Other rows, or in another order.
ValueId Generator::narrowed(const CallExpr &Call, ValueId Base,
                            const CallMeaning &Meaning) {
  const ValueId Id = refined(Call, Base, Refinement::Narrow);
  const Expr *Object = objectOf(Call);
  const auto On = Object ? Unit.Lexicon.type(Object->getType()) : std::nullopt;
  const auto Arguments = argumentsOf(Call);
  if (Flow.loopOf(Block) == None || !On || Meaning.From->Eager.Lookup.empty() ||
      llvm::any_of(Arguments, [&](const Expr *Argument) {
        return leadsAway(*Argument, On->Entity, *Meaning.From, Unit.Lexicon,
                         Unit.Where);
      }))
    return Id;
  if (const auto Since = Elsewhere.since(Arguments))
    Out.Values[Id].Details.edit().Fix.edit().Since = Unit.Where.at(*Since);
  return Id;
}

/// What is known of the call itself goes to the events it made.
void Generator::describeCall(std::size_t FirstEvent, const CallExpr &Call,
                             const CallMeaning &Meaning) {
  if (FirstEvent == Out.Events.size())
    return;
  auto Arguments = argumentsOf(Call);
  // A function that runs a query is handed the database, too.
  if (Meaning.On == TypeRole::Session && !objectOf(Call))
    llvm::erase_if(Arguments, [](const Expr *Argument) {
      return Argument->isLValue() && Argument->getType()->isRecordType() &&
             !Argument->getType().isConstQualified();
    });
  // A row that is read again chooses itself.
  if (Meaning.What == Effect::Lazy && Meaning.On != TypeRole::Session)
    Arguments.push_back(objectOf(Call));
  Inputs In = Depends.of(Arguments, Block);
  // What is written from a range is written at once.
  if (Meaning.What == Effect::Write)
    In.Batch |= llvm::any_of(Arguments, [](const Expr *Argument) {
      return Dependence::isRange(Argument->getType());
    });
  const bool Ends = Depends.endsLoop(Call, Block);
  const bool Bounds = Depends.boundsLoop(Call, Block);
  for (std::size_t I = FirstEvent; I < Out.Events.size(); ++I) {
    Event &E = Out.Events[I];
    // A query that waited for this call has been described by its own.
    if (!E.Profile.empty())
      continue;
    if (const auto *Callee = Call.getDirectCallee();
        Callee && (Callee->getIdentifier() || E.Kind == EventKind::Index))
      E.Name = Callee->getNameAsString();
    E.Profile = Meaning.From->Name;
    E.In = In;
    E.Ends = Ends;
    E.Bounds = Bounds;
    E.First = Meaning.What == Effect::First;
  }
}

void Generator::profileCall(const CallExpr &Call, const CallMeaning &Meaning) {
  const std::size_t Events = Out.Events.size();
  effect(Call, Meaning);
  describeCall(Events, Call, Meaning);
  changeInPlace(Call);
}

/// A refinement that gives its own object back, by reference, has changed it.
void Generator::changeInPlace(const CallExpr &Call) {
  auto GivesItself = [](const CallExpr &Of) {
    const QualType Type =
        Of.getCallReturnType(Of.getDirectCallee()->getASTContext());
    return Type->isLValueReferenceType() &&
           !Type->getPointeeType().isConstQualified();
  };
  const ValueId New = known(&Call);
  const Expr *Object = objectOf(Call);
  if (New == None || Out.Values[New].Kind != ValueKind::Refined || !Object ||
      !GivesItself(Call))
    return;
  while (const auto *Before = dyn_cast<CXXMemberCallExpr>(peel(Object))) {
    if (!Before->getDirectCallee() || !GivesItself(*Before))
      return;
    Object = objectOf(*Before);
  }
  assignTo(Object, New);
}

/// A method that stands for a relation: it gives the handle or manager, or has
/// read the rows.
void Generator::followAccessor(const CallExpr &Call, const CallMeaning &Meaning,
                               ValueId Base) {
  if (!Meaning.Follows || Base == None)
    return;
  Value Related;
  Related.Kind = ValueKind::Related;
  Related.Base = Base;
  Related.Relation = Unit.relation(*Meaning.Follows);
  Related.At = Unit.Where.at(Call.getExprLoc());
  const ValueId Handle = add(std::move(Related));
  set(&Call, Handle);
  const auto Given = Unit.Lexicon.type(Call.getType());
  if (Given && Given->Role != TypeRole::Entity)
    return;
  const bool ToMany = Meaning.What == Effect::ToMany;
  event(ToMany ? EventKind::Run : EventKind::Load, Handle, Call);
  Value Read;
  Read.Kind = ToMany ? ValueKind::Collected : ValueKind::Target;
  Read.Base = Handle;
  Read.At = Unit.Where.at(Call.getExprLoc());
  set(&Call, add(std::move(Read)));
}

/// A query that starts with the call.
ValueId Generator::start(const CallExpr &Call, const CallMeaning &Meaning) {
  const auto Arguments = argumentsOf(Call);
  const bool OfSession = Meaning.On == TypeRole::Session;
  Value New;
  New.Kind = ValueKind::Query;
  ValueDetails &Details = New.Details.edit();
  // Rows that are tuples or plain values have no class of their own.
  if (Meaning.Entity && !isStandard(*Meaning.Entity))
    Details.Entity = Meaning.Entity->getNameAsString();
  Details.Profile = Meaning.From->Name;
  New.IdentityMap = (Meaning.What == Effect::One ||
                     (Meaning.What == Effect::Lazy && OfSession)) &&
                    Meaning.From->IdentityMap;
  // What a session is handed chooses rows, elsewhere it is the database.
  if (!OfSession)
    Details.In = Depends.of(Arguments, Block);
  New.Always = Flow.everyTurn(Block);
  if (Flow.loopOf(Block) != None)
    if (const auto Found = Repeated.around(Call); Found.Written) {
      Hoist &Move = Details.Fix.edit().Moved;
      Move.From = Unit.Where.at(Found.Written->getBeginLoc());
      Move.To = Unit.Where.behind(Found.Written->getEndLoc());
      Move.Before = Unit.Where.at(Found.Loop->getBeginLoc());
    }
  setSite(New, Call);
  ValueId Id = add(std::move(New));
  Id = loaded(Call, Id, loadsOf(Meaning));
  if (OfSession && Meaning.What == Effect::Query && !Arguments.empty()) {
    Id = refined(Call, Id, Refinement::Narrow);
    Out.Values[Id].Chained = true;
  }
  return Id;
}

/// A row that is read where it is used first: the query runs there.
void Generator::readLater(const CallExpr &Call, const CallMeaning &Meaning,
                          const Expr *Object) {
  const bool OfSession = Meaning.On == TypeRole::Session;
  // What a relation leads to is read by following it.
  if (!OfSession && (!Object || namesRelation(*Object)))
    return;
  CallMeaning Starts = Meaning;
  if (!OfSession)
    if (const auto Row = Unit.Lexicon.type(Object->getType()))
      Starts.Entity = Row->Entity;
  Value New;
  New.Kind = ValueKind::One;
  New.Base = start(Call, Starts);
  New.At = Unit.Where.at(Call.getExprLoc());
  const ValueId Row = add(std::move(New));
  Unread[Row] = {&Call, Starts};
  if (OfSession)
    set(&Call, Row);
  else
    assignTo(Object, Row);
}

/// Where \p Row is used first, the query runs that it waits for.
void Generator::readNow(ValueId Row, const Expr &At) {
  const auto Waiting = Unread.find(Row);
  if (Waiting == Unread.end())
    return;
  const auto [Call, Meaning] = Waiting->second;
  Unread.erase(Waiting);
  const std::size_t Events = Out.Events.size();
  event(EventKind::Pick, Out.Values[Row].Base, At);
  describeCall(Events, *Call, Meaning);
  // Once for each time that it was made, in whatever loop it is used.
  if (const LoopId Made = Out.Values[Row].Made;
      Out.Events.back().Loop != Made) {
    Out.Events.back().Loop = Made;
    Out.Events.back().EveryTurn = false;
  }
}

void Generator::effect(const CallExpr &Call, const CallMeaning &Meaning) {
  const Expr *Object = objectOf(Call);
  ValueId Base = Object ? valueOf(Object) : None;
  if (isIterator(Base))
    Base = dereference(Base, Call);
  if (Meaning.What == Effect::Lazy) {
    readLater(Call, Meaning, Object);
    return;
  }
  if (Meaning.What == Effect::Query || Meaning.On == TypeRole::Session) {
    Base = start(Call, Meaning);
    if (Meaning.What == Effect::Query) {
      set(&Call, Base);
      return;
    }
  }
  if (Object && Base == None && Meaning.What != Effect::Bulk)
    Base = unknown(*Object, "made by code that is not followed");
  auto Position = [&](bool Runs) {
    if (Runs)
      event(EventKind::Run, Base, Call);
    Value New;
    New.Kind = ValueKind::Iterator;
    New.Base = Base;
    set(&Call, add(std::move(New)));
  };
  switch (Meaning.What) {
  case Effect::All:
    set(&Call, refined(Call, Base, Refinement::All));
    return;
  case Effect::Refine:
    set(&Call, narrowed(Call, Base, Meaning));
    return;
  case Effect::Defer:
  case Effect::Only:
    chooseColumns(Call, Meaning, Base);
    return;
  case Effect::Slice: {
    const ValueId Rows = refined(Call, Base, Refinement::Narrow);
    Out.Values[Rows].Slice = true;
    set(&Call, Rows);
    return;
  }
  case Effect::Stream: {
    const ValueId Rows = refined(Call, Base, Refinement::Narrow);
    const auto Size = argumentsOf(Call);
    Out.Values[Rows].InParts = true;
    Out.Values[Rows].Streamed =
        Size.empty() || isa<CXXDefaultArgExpr>(Size.front());
    // An eager load goes to the query, not to what is made of it here.
    Out.Values[Rows].Chained = false;
    set(&Call, Rows);
    return;
  }
  case Effect::Limit: {
    const auto Arguments = argumentsOf(Call);
    bool One = false;
    if (!Arguments.empty() && !Arguments.front()->isValueDependent())
      if (auto Limit = Arguments.front()->getIntegerConstantExpr(Unit.Context))
        One = *Limit <= 1;
    const ValueId Rows =
        refined(Call, Base, One ? Refinement::AtMostOne : Refinement::Narrow);
    Out.Values[Rows].Slice = true;
    set(&Call, Rows);
    return;
  }
  case Effect::Reshape:
    set(&Call, refined(Call, Base, Refinement::Reshape));
    return;
  case Effect::Join:
  case Effect::Prefetch:
    eagerLoad(Call, Meaning, Base);
    return;
  case Effect::One:
  case Effect::First: {
    event(EventKind::Pick, Base, Call);
    Value New;
    New.Kind = ValueKind::One;
    New.Base = Base;
    New.At = Unit.Where.at(Call.getExprLoc());
    set(&Call, add(std::move(New)));
    return;
  }
  case Effect::At: {
    event(EventKind::Index, Base, Call);
    // A query that is made anew on each turn gives one row on each.
    const bool Fresh = peel(Object)->isPRValue();
    const ValueId Row = element(
        Base, Fresh ? llvm::SmallVector<const Expr *, 4>() : argumentsOf(Call),
        None, Call);
    Out.Values[Row].Fetched = true;
    set(&Call, Row);
    return;
  }
  case Effect::Begin:
    Position(true);
    return;
  case Effect::End:
    Position(false);
    return;
  case Effect::Measure:
    event(EventKind::Run, Base, Call);
    return;
  case Effect::Count:
  case Effect::Exists:
    event(EventKind::Count, Base, Call);
    return;
  case Effect::Collect: {
    event(EventKind::Run, Base, Call);
    Value New;
    New.Kind = ValueKind::Collected;
    New.Base = Base;
    New.At = Unit.Where.at(Call.getExprLoc());
    // By their keys: the second part of each element is a row.
    if (isMap(Call.getType()->getAsCXXRecordDecl()))
      New.Base = object(Base, Unit.element(1, /*Pair=*/true), Base);
    set(&Call, add(std::move(New)));
    return;
  }
  case Effect::Load: {
    readNow(Base, Call);
    event(EventKind::Load, Base, Call);
    Value New;
    New.Kind = ValueKind::Target;
    New.Base = Base;
    New.At = Unit.Where.at(Call.getExprLoc());
    set(&Call, add(std::move(New)));
    return;
  }
  case Effect::ToOne:
  case Effect::ToMany:
    followAccessor(Call, Meaning, Base);
    return;
  case Effect::Test:
    event(EventKind::Test, Base, Call);
    return;
  case Effect::Write:
    event(EventKind::Write, Base, Call);
    assignRelation(Call, Base);
    if (Base != None && Object)
      if (auto On = Unit.Lexicon.type(Object->getType()); On && On->Entity)
        Out.Events.back().Entity = On->Entity->getNameAsString();
    if (Unit.Types.carries(Call.getType()))
      set(&Call, unknown(Call, "made by a write"));
    return;
  case Effect::Bulk:
    bulkLoad(Call, Meaning);
    return;
  case Effect::Query:
  case Effect::Lazy:
  case Effect::Key:
  case Effect::Lookup:
    return;
  }
}

} // namespace ormlint::facts
