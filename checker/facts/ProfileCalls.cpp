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

/// Follows the path of \p Load from \p Rows on. \returns false if a name of it
/// is no relation: while code is being written some are not.
bool Generator::leadsSomewhere(const CXXRecordDecl *Rows, EagerLoad &Load) {
  const vocabulary::Relation *Before = nullptr;
  for (unsigned Level = 0; Level < Load.Names.size() && Rows; ++Level) {
    const vocabulary::Relation *Next =
        Unit.Lexicon.relation(Rows, Load.Names[Level]);
    if (!Next)
      return false;
    if (Before && Before->Inverse == Next->Name && Level < 32)
      Load.Back |= std::uint32_t{1} << Level;
    Before = Next;
    Rows = Next->Target;
  }
  return true;
}

/// What a conversion to the parameter's type is made of.
static const Expr *convertedFrom(const Expr *Argument) {
  for (;;) {
    const auto *Construct = dyn_cast<CXXConstructExpr>(peel(Argument));
    if (!Construct || Construct->getNumArgs() == 0 ||
        (Construct->getNumArgs() > 1 &&
         !isa<CXXDefaultArgExpr>(Construct->getArg(1))))
      return Argument;
    Argument = Construct->getArg(0);
  }
}

std::vector<EagerLoad>
Generator::eagerLoads(const CXXRecordDecl *Rows,
                      llvm::ArrayRef<const Expr *> Arguments,
                      const CallMeaning &Meaning) {
  std::vector<EagerLoad> Loads;
  for (const Expr *Argument : Arguments) {
    const PathArgument Path = readPath(Argument, Unit.Lexicon);
    if (Path.Null)
      continue;
    EagerLoad Load;
    if (Path.Construct) {
      Load = lookup(*Path.Construct,
                    *Unit.Lexicon.call(Path.Construct->getConstructor()));
    } else if (Path.Literal) {
      Load =
          plainLoad(*Path.Literal, Meaning.From->Eager.Separator, Unit.Where);
    } else if (const ValueId Object = valueOf(convertedFrom(Argument));
               Object != None && Out.Values[Object].Kind == ValueKind::Lookup) {
      Load = Out.Values[Object].Details->Loads.front();
    } else {
      Load.Unreadable = true;
    }
    Load.Unreadable |= !leadsSomewhere(Rows, Load);
    Load.Join = Meaning.What == Effect::Join;
    Load.ArgumentsEnd = Unit.Where.behind(Arguments.back()->getEndLoc());
    Loads.push_back(std::move(Load));
  }
  return Loads;
}

void Generator::eagerLoad(const CallExpr &Call, const CallMeaning &Meaning,
                          ValueId Base) {
  const auto Arguments = argumentsOf(Call);
  const Expr *Object = objectOf(Call);
  const auto On = Object ? Unit.Lexicon.type(Object->getType()) : std::nullopt;
  std::vector<EagerLoad> Loads =
      eagerLoads(On ? On->Entity : nullptr, Arguments, Meaning);
  if (Arguments.empty()) {
    // Whatever the ORM chooses to load.
    Loads.emplace_back();
    Loads.back().Unreadable = true;
  }
  const ValueId Id =
      refined(Call, Base, Loads.empty() ? Refinement::Clear : Refinement::Load);
  Value &New = Out.Values[Id];
  New.JoinKind = Meaning.What == Effect::Join;
  New.Always = Flow.everyTurn(Block);
  New.Details.edit().Loads = std::move(Loads);
  set(&Call, Id);
}

/// Which columns are read with the rows.
void Generator::chooseColumns(const CallExpr &Call, const CallMeaning &Meaning,
                              ValueId Base) {
  const ValueId Id = refined(Call, Base, Refinement::Narrow);
  Value &New = Out.Values[Id];
  New.Reads = Meaning.What == Effect::Defer ? Columns::Defer : Columns::Only;
  const auto Arguments = argumentsOf(Call);
  for (const Expr *Argument : Arguments) {
    if (readPath(Argument, Unit.Lexicon).Null)
      continue;
    EagerLoad Column =
        plainColumn(*Argument, Meaning.From->Eager.Separator, Unit.Where);
    Column.ArgumentsEnd = Unit.Where.behind(Arguments.back()->getEndLoc());
    New.Details.edit().Loads.push_back(std::move(Column));
  }
  set(&Call, Id);
}

/// Rows in memory get their relations: from here on their variable holds rows
/// that have them.
void Generator::bulkLoad(const CallExpr &Call, const CallMeaning &Meaning) {
  const auto Arguments = argumentsOf(Call);
  if (Arguments.empty())
    return;
  const ValueId Rows = valueOf(Arguments.front());
  if (Rows == None)
    return;
  Value New;
  New.Kind = ValueKind::Refined;
  New.How = Refinement::Load;
  New.Base = Rows;
  New.At = Unit.Where.at(Call.getBeginLoc());
  ValueDetails &Details = New.Details.edit();
  Details.Loads =
      eagerLoads(nullptr, llvm::ArrayRef(Arguments).drop_front(), Meaning);
  Details.Site.Why = EditSite::Obstacle::Opaque;
  const ValueId Loaded = add(std::move(New));
  event(EventKind::Bulk, Loaded, Call);
  assignTo(Arguments.front(), Loaded);
}

EagerLoad Generator::lookup(const CXXConstructExpr &Construct,
                            const CallMeaning &Meaning) {
  EagerLoad Load;
  Load.Object = true;
  bool HasPath = false;
  for (const Expr *Argument : Construct.arguments()) {
    if (isa<CXXDefaultArgExpr>(Argument))
      continue;
    if (Unit.Types.isQuery(Argument->getType())) {
      Load.Query = valueOf(Argument);
      Load.Unreadable |= Load.Query == None;
      continue;
    }
    const PathArgument Path = readPath(Argument, Unit.Lexicon);
    if (Path.Literal && !HasPath) {
      Load.Names =
          plainLoad(*Path.Literal, Meaning.From->Eager.Separator, Unit.Where)
              .Names;
      HasPath = true;
    } else if (Path.Literal) {
      Load.Attribute = Path.Literal->getString().str();
    }
  }
  Load.Unreadable |= !HasPath;
  return Load;
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
  Inputs In = Depends.of(Arguments, Block);
  // What is written from a range is written at once.
  if (Meaning.What == Effect::Write)
    In.Batch |= llvm::any_of(Arguments, [](const Expr *Argument) {
      return Dependence::isRange(Argument->getType());
    });
  const bool Ends = Depends.endsLoop(Call, Block);
  for (std::size_t I = FirstEvent; I < Out.Events.size(); ++I) {
    Event &E = Out.Events[I];
    if (const auto *Callee = Call.getDirectCallee();
        Callee && (Callee->getIdentifier() || E.Kind == EventKind::Index))
      E.Name = Callee->getNameAsString();
    E.Profile = Meaning.From->Name;
    E.In = In;
    E.Ends = Ends;
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
  Details.Entity = Meaning.Entity ? Meaning.Entity->getNameAsString() : "";
  Details.Profile = Meaning.From->Name;
  New.IdentityMap = Meaning.What == Effect::One && Meaning.From->IdentityMap;
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
  if (OfSession && Meaning.What == Effect::Query && !Arguments.empty()) {
    Id = refined(Call, Id, Refinement::Narrow);
    Out.Values[Id].Chained = true;
  }
  return Id;
}

void Generator::effect(const CallExpr &Call, const CallMeaning &Meaning) {
  const Expr *Object = objectOf(Call);
  ValueId Base = Object ? valueOf(Object) : None;
  if (isIterator(Base))
    Base = dereference(Base, Call);
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
  case Effect::Key:
  case Effect::Lookup:
    return;
  }
}

} // namespace ormlint::facts
