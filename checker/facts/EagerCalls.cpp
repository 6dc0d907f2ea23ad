//===--- EagerCalls.cpp - Calls that load eagerly -------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// With what they name: relations, lookup objects, and the columns that a query
// reads with its rows.
//
//===----------------------------------------------------------------------===//

#include "facts/EagerLoads.h"
#include "facts/Generator.h"
#include "clang/AST/ASTContext.h"

using namespace clang;
using namespace ormlint::vocabulary;

namespace ormlint::facts {

/// Follows the path of \p Load from \p Rows on. \returns false if a name of it
/// is no relation: while code is being written some are not.
bool Generator::leadsSomewhere(const CXXRecordDecl *Rows, EagerLoad &Load) {
  // What leads to the row at hand; a way back leaves the last of it.
  llvm::SmallVector<const vocabulary::Relation *> Way;
  for (unsigned Level = 0; Level < Load.Names.size() && Rows; ++Level) {
    const vocabulary::Relation *Next =
        Unit.Lexicon.relation(Rows, Load.Names[Level]);
    if (!Next)
      return false;
    if (!Way.empty() && Way.back()->Inverse == Next->Name && Level < 32) {
      Load.Back |= std::uint32_t{1} << Level;
      Way.pop_back();
    } else {
      Way.push_back(Next);
    }
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

/// What the call loads without naming it: what it is annotated with, and where
/// rows are tuples, what leads from one part of them to another. That row is in
/// memory, if the ORM keeps one of each.
std::vector<EagerLoad> Generator::loadsOf(const CallMeaning &Meaning) {
  std::vector<EagerLoad> Result;
  auto Add = [&](const CXXRecordDecl *Rows, std::vector<std::string> Names) {
    EagerLoad New;
    New.Names.assign(Names.begin(), Names.end());
    New.Unreadable = !leadsSomewhere(Rows, New);
    New.Join = true;
    Result.push_back(std::move(New));
  };
  for (const std::string &Path : Meaning.Loads) {
    llvm::SmallVector<llvm::StringRef, 4> Names;
    llvm::StringRef(Path).split(Names, '.');
    Add(Meaning.Entity, {Names.begin(), Names.end()});
  }
  if (!Meaning.From->IdentityMap || !Meaning.Entity || !isTuple(Meaning.Entity))
    return Result;
  llvm::SmallVector<const CXXRecordDecl *, 4> Parts;
  for (const TemplateArgument &Part : elementsOf(Meaning.Entity))
    if (const auto Row = Part.getKind() == TemplateArgument::Type
                             ? Unit.Lexicon.type(Part.getAsType())
                             : std::nullopt;
        Row && Row->Entity && Row->Entity->hasDefinition())
      Parts.push_back(Row->Entity->getDefinition());
  for (const CXXRecordDecl *From : Parts)
    for (const FieldDecl *Field : From->fields())
      if (const vocabulary::Relation *To = Unit.Lexicon.relation(Field);
          To && !To->ToMany && !To->Reverse && To->Target &&
          llvm::is_contained(Parts, To->Target->getDefinition()))
        Add(From, {To->Name.str()});
  return Result;
}

/// \p Base with \p Loads, which no argument of \p Call names.
ValueId Generator::loaded(const CallExpr &Call, ValueId Base,
                          std::vector<EagerLoad> Loads) {
  if (Loads.empty())
    return Base;
  const ValueId Id = refined(Call, Base, Refinement::Load);
  Value &New = Out.Values[Id];
  New.Chained = New.JoinKind = true;
  New.Always = Flow.everyTurn(Block);
  New.Details.edit().Loads = std::move(Loads);
  return Id;
}

void Generator::eagerLoad(const CallExpr &Call, const CallMeaning &Meaning,
                          ValueId Base) {
  const auto Arguments = argumentsOf(Call);
  const Expr *Object = objectOf(Call);
  const auto On = Object ? Unit.Lexicon.type(Object->getType()) : std::nullopt;
  if (!Meaning.Loads.empty()) {
    CallMeaning OfRows = Meaning;
    OfRows.Entity = On ? On->Entity : nullptr;
    set(&Call, loaded(Call, Base, loadsOf(OfRows)));
    return;
  }
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

/// The entity of the rows that \p Type holds, a query set or a container.
const CXXRecordDecl *Generator::heldBy(QualType Type) {
  for (;;) {
    Type = Type.getNonReferenceType();
    if (const auto Meaning = Unit.Lexicon.type(Type);
        Meaning && Meaning->Entity)
      return Meaning->Entity;
    const auto *Class = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
        Type->getAsCXXRecordDecl());
    if (!Class || Class->getTemplateArgs().size() == 0 ||
        Class->getTemplateArgs()[0].getKind() != TemplateArgument::Type)
      return nullptr;
    Type = Class->getTemplateArgs()[0].getAsType();
  }
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
  Details.Loads = eagerLoads(heldBy(Arguments.front()->getType()),
                             llvm::ArrayRef(Arguments).drop_front(), Meaning);
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

} // namespace ormlint::facts
