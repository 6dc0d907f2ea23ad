//===--- Link.cpp - The facts of a program from those of its units --------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "index/Link.h"
#include "facts/Members.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include <algorithm>
#include <deque>

using namespace ormlint::facts;

namespace ormlint::index {
namespace {

/// What functions are called from now on, by USR.
using Names = llvm::DenseMap<Symbol, Symbol>;

/// Calls \p Visit with each place in \p F that names a function.
template <typename Visitor> void callees(Function &F, Visitor &&Visit) {
  for (Call &Made : F.Calls)
    Visit(Made.Callee);
  for (Value &V : F.Values)
    if (!V.Details->Callee.empty())
      Visit(V.Details.edit().Callee);
}

void rename(Symbol &Usr, const Names &To) {
  if (auto Found = To.find(Usr); Found != To.end())
    Usr = Found->second;
}

class Linker {
public:
  Unit run(std::vector<Unit> Units);

private:
  void unifyTables(Unit &From);
  void nameApart(Unit &From) const;
  void nameVariants(Unit &From, std::size_t Number);
  void add(Unit &&From);
  void resolveVirtualCalls();
  void findAmbiguous(const std::vector<Unit> &Units);

  Unit Result;
  llvm::DenseMap<Symbol, std::uint32_t> Files, ByUsr;
  llvm::DenseMap<Symbol, FieldId> Fields;
  llvm::DenseMap<std::pair<Symbol, Symbol>, std::vector<RelationId>> Relations;
  /// Functions of external linkage with more than one definition.
  llvm::DenseSet<Symbol> Ambiguous;
};

/// Makes all numbers of files, fields and relations in \p From those of the
/// result.
void Linker::unifyTables(Unit &From) {
  std::vector<std::uint32_t> File;
  for (const Symbol Name : From.Files) {
    const auto [Entry, New] = Files.try_emplace(
        Name, static_cast<std::uint32_t>(Result.Files.size()));
    if (New)
      Result.Files.push_back(Name);
    File.push_back(Entry->second);
  }
  forEach<Place>(From, [&](Place &At) {
    if (At.valid())
      At.File = File[At.File];
  });

  std::vector<FieldId> Field{None};
  for (std::size_t I = 1; I < From.Fields.size(); ++I) {
    facts::Field &Here = From.Fields[I];
    const auto New = static_cast<FieldId>(Result.Fields.size());
    const FieldId Known = Here.Usr.empty()
                              ? New
                              : Fields.try_emplace(Here.Usr, New).first->second;
    Field.push_back(Known);
    if (Known == New)
      Result.Fields.push_back(std::move(Here));
    else if (Here.Closed && !Result.Fields[Known].Closed)
      Result.Fields[Known] = std::move(Here);
  }

  std::vector<RelationId> Relation{None};
  for (std::size_t I = 1; I < From.Relations.size(); ++I) {
    facts::Relation &Here = From.Relations[I];
    std::vector<RelationId> &Alike = Relations[{Here.Owner, Here.Name}];
    auto Known =
        std::find_if(Alike.begin(), Alike.end(), [&](RelationId Other) {
          return Result.Relations[Other] == Here;
        });
    if (Known == Alike.end()) {
      Known =
          Alike.insert(Known, static_cast<RelationId>(Result.Relations.size()));
      Result.Relations.push_back(std::move(Here));
    }
    Relation.push_back(*Known);
  }

  for (Function &F : From.Functions)
    for (Value &V : F.Values) {
      V.Relation = Relation[V.Relation];
      V.Field = Field[V.Field];
      for (FieldId &Each : V.Fields)
        Each = Field[Each];
    }
}

/// Gives functions that others must not reach by name one with their file.
void Linker::nameApart(Unit &From) const {
  Names To;
  for (const Function &F : From.Functions)
    if (F.Internal || Ambiguous.count(F.Usr))
      To.try_emplace(F.Usr, F.Usr.str() + "@" + From.Files[F.At.File].str());
  if (To.empty())
    return;
  for (Function &F : From.Functions) {
    rename(F.Usr, To);
    callees(F, [&](Symbol &Usr) { rename(Usr, To); });
  }
  for (Field &F : From.Fields)
    for (Symbol &Usr : F.Constructors)
      rename(Usr, To);
}

/// Gives the functions of \p From that are known and other than known a name of
/// their own, and so those that call them.
void Linker::nameVariants(Unit &From, std::size_t Number) {
  llvm::DenseMap<Symbol, std::vector<Function *>> Callers;
  std::deque<Function *> Work;
  for (Function &F : From.Functions) {
    auto Known = ByUsr.find(F.Usr);
    if (Known == ByUsr.end())
      continue;
    if (!same(F, Result.Functions[Known->second]))
      Work.push_back(&F);
    callees(F, [&](const Symbol Usr) {
      if (!Usr.empty())
        Callers[Usr].push_back(&F);
    });
  }
  Names To;
  while (!Work.empty()) {
    const Symbol Usr = Work.front()->Usr;
    Work.pop_front();
    if (To.try_emplace(Usr, Usr.str() + "@" + std::to_string(Number)).second)
      for (Function *Caller : Callers[Usr])
        Work.push_back(Caller);
  }
  if (To.empty())
    return;
  for (Function &F : From.Functions) {
    rename(F.Usr, To);
    callees(F, [&](Symbol &Usr) { rename(Usr, To); });
  }
}

void Linker::add(Unit &&From) {
  for (Function &F : From.Functions)
    if (!ByUsr.count(F.Usr)) {
      const auto Id = static_cast<std::uint32_t>(Result.Functions.size());
      Result.Functions.push_back(std::move(F));
      ByUsr.try_emplace(Result.Functions.back().Usr, Id);
    }
  for (Unit::Skipped &Left : From.Left)
    if (std::none_of(
            Result.Left.begin(), Result.Left.end(),
            [&](const Unit::Skipped &Other) { return Other.At == Left.At; }))
      Result.Left.push_back(std::move(Left));
}

/// By call, whether a query or a row is handed to it or given by it.
static std::vector<bool> carryingCalls(const Function &F) {
  std::vector<bool> Result(F.Calls.size());
  for (CallId Id = 1; Id < F.Calls.size(); ++Id)
    for (const ValueId Given : F.Calls[Id].Arguments)
      if (Given != None)
        Result[Id] = true;
  for (const Value &V : F.Values)
    if (V.Kind == ValueKind::Result)
      Result[V.Call] = true;
  return Result;
}

/// What a virtual call runs is one of the functions that override the method it
/// names, now that all are here. Whoever is handed a row or gives one has
/// facts; where none is, there may be an overrider that has none.
void Linker::resolveVirtualCalls() {
  constexpr std::size_t MaxFunctions = 16;
  llvm::DenseMap<Symbol, std::vector<std::uint32_t>> Overriders;
  for (std::uint32_t Id = 0; Id < Result.Functions.size(); ++Id)
    for (const Symbol Usr : Result.Functions[Id].Overrides)
      Overriders[Usr].push_back(Id);
  for (Function &F : Result.Functions) {
    std::vector<bool> Carrying;
    for (CallId Id = 1; Id < F.Calls.size(); ++Id) {
      Call &Made = F.Calls[Id];
      llvm::StringRef Named = Made.Callee;
      if (!Named.consume_front(AnyOverrider))
        continue;
      const Symbol Method = Named;
      std::vector<std::uint32_t> Runs;
      if (auto Known = ByUsr.find(Method); Known != ByUsr.end())
        Runs.push_back(Known->second);
      if (auto Known = Overriders.find(Method); Known != Overriders.end())
        Runs.insert(Runs.end(), Known->second.begin(), Known->second.end());
      if (Runs.empty() || Runs.size() > MaxFunctions)
        continue;
      if (Carrying.empty())
        Carrying = carryingCalls(F);
      Made.EveryTurn &= Carrying[Id];
      Made.Virtual = false;
      if (Runs.size() == 1) {
        Made.Callee = Result.Functions[Runs.front()].Usr;
        continue;
      }
      Value Any;
      Any.Kind = ValueKind::Merge;
      Any.At = Made.At;
      for (const std::uint32_t Each : Runs) {
        Value Object;
        Object.Kind = ValueKind::Object;
        Object.At = Made.At;
        Object.Details.edit().Callee = Result.Functions[Each].Usr;
        Any.Operands.push_back(static_cast<ValueId>(F.Values.size()));
        F.Values.push_back(std::move(Object));
      }
      Made.Callee = {};
      Made.Through = static_cast<ValueId>(F.Values.size());
      F.Values.push_back(std::move(Any));
    }
  }
}

/// A function that is defined at two places is two functions.
void Linker::findAmbiguous(const std::vector<Unit> &Units) {
  llvm::DenseMap<Symbol, std::pair<Symbol, std::uint32_t>> Places;
  for (const Unit &From : Units)
    for (const Function &F : From.Functions)
      if (!F.Internal) {
        std::pair<Symbol, std::uint32_t> At{From.Files[F.At.File], F.At.Offset};
        if (const auto [Entry, New] = Places.try_emplace(F.Usr, At);
            !New && Entry->second != At)
          Ambiguous.insert(F.Usr);
      }
}

Unit Linker::run(std::vector<Unit> Units) {
  findAmbiguous(Units);
  std::size_t Count = 0;
  for (const Unit &From : Units)
    Count += From.Functions.size();
  Result.Functions.reserve(Count);
  std::size_t Number = 0;
  for (Unit &From : Units) {
    nameApart(From);
    unifyTables(From);
    nameVariants(From, Number++);
    add(std::move(From));
    From = {};
  }
  resolveVirtualCalls();
  return std::move(Result);
}

} // namespace

Unit link(std::vector<Unit> Units) { return Linker().run(std::move(Units)); }

void prune(Unit &Facts, bool Whole) {
  llvm::DenseMap<Symbol, std::vector<std::size_t>> Callers;
  llvm::DenseSet<Symbol> Defined;
  for (std::size_t I = 0; I < Facts.Functions.size(); ++I) {
    Defined.insert(Facts.Functions[I].Usr);
    for (const Call &Made : Facts.Functions[I].Calls)
      if (!Made.Callee.empty())
        Callers[Made.Callee].push_back(I);
  }
  std::vector<bool> Kept(Facts.Functions.size());
  std::vector<std::size_t> Work;
  auto Keep = [&](std::size_t I) {
    if (!Kept[I])
      Work.push_back(I);
    Kept[I] = true;
  };
  for (std::size_t I = 0; I < Facts.Functions.size(); ++I)
    if (const Function &F = Facts.Functions[I];
        F.Values.size() > 1 || !F.Events.empty())
      Keep(I);
  if (!Whole)
    for (const auto &[Callee, By] : Callers)
      if (!Defined.count(Callee))
        std::for_each(By.begin(), By.end(), Keep);
  while (!Work.empty()) {
    const std::size_t I = Work.back();
    Work.pop_back();
    if (auto By = Callers.find(Facts.Functions[I].Usr); By != Callers.end())
      std::for_each(By->second.begin(), By->second.end(), Keep);
  }
  std::size_t Next = 0;
  std::erase_if(Facts.Functions,
                [&](const Function &) { return !Kept[Next++]; });
}

} // namespace ormlint::index
