//===--- Parts.cpp - What of a program can be solved by itself ------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "index/Parts.h"
#include "facts/Members.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/Support/xxhash.h"
#include <algorithm>
#include <numeric>
#include <unordered_map>

using namespace ormlint::facts;

namespace ormlint::index {
namespace {

/// Sets of numbers, each with its least one as the representative.
class Sets {
public:
  explicit Sets(std::size_t Size) : Of(Size) {
    std::iota(Of.begin(), Of.end(), 0);
  }
  std::uint32_t find(std::uint32_t Id) {
    while (Of[Id] != Id)
      Id = Of[Id] = Of[Of[Id]];
    return Id;
  }
  void join(std::uint32_t A, std::uint32_t B) {
    A = find(A);
    B = find(B);
    Of[std::max(A, B)] = std::min(A, B);
  }

private:
  std::vector<std::uint32_t> Of;
};

/// Members and variables that are followed from function to function: those
/// that outlive calls, and those whose makers are known.
std::vector<bool> sharedFields(const Unit &Program) {
  std::vector<bool> Result(Program.Fields.size());
  for (FieldId Id = 0; Id < Program.Fields.size(); ++Id)
    Result[Id] = Program.Fields[Id].Closed;
  for (const Function &F : Program.Functions)
    for (ValueId Store : F.Stores)
      for (FieldId Id : F.Values[Store].Fields)
        Result[Id] = true;
  return Result;
}

Sets connected(const Unit &Program) {
  const auto Count = static_cast<std::uint32_t>(Program.Functions.size());
  Sets Result(Count);
  llvm::DenseMap<Symbol, std::uint32_t> ByUsr;
  std::unordered_map<std::uint64_t, std::uint32_t> ByPlace;
  for (std::uint32_t Id = 0; Id < Count; ++Id) {
    const Function &F = Program.Functions[Id];
    ByUsr.try_emplace(F.Usr, Id);
    Result.join(
        Id,
        ByPlace.try_emplace(std::uint64_t{F.At.File} << 32 | F.At.Offset, Id)
            .first->second);
  }
  auto Join = [&](std::uint32_t Id, Symbol Usr) {
    if (Usr.empty())
      return;
    if (auto Other = ByUsr.find(Usr); Other != ByUsr.end())
      Result.join(Id, Other->second);
  };
  const std::vector<bool> Shared = sharedFields(Program);
  // The first function that deals with it, and one more than its number.
  std::vector<std::uint32_t> Deals(Program.Fields.size());
  for (std::uint32_t Id = 0; Id < Count; ++Id) {
    const Function &F = Program.Functions[Id];
    auto With = [&](FieldId Field) {
      if (!Shared[Field])
        return;
      if (Deals[Field] != 0) {
        Result.join(Id, Deals[Field] - 1);
        return;
      }
      Deals[Field] = Id + 1;
      for (const Symbol Maker : Program.Fields[Field].Constructors)
        Join(Id, Maker);
    };
    for (const Call &Made : F.Calls)
      Join(Id, Made.Callee);
    for (const Value &V : F.Values) {
      Join(Id, V.Details->Callee);
      With(V.Field);
      for (FieldId Field : V.Fields)
        With(Field);
    }
  }
  return Result;
}

} // namespace

std::vector<Part> partsOf(const Unit &Program, std::size_t Least) {
  const auto Count = static_cast<std::uint32_t>(Program.Functions.size());
  std::vector<Part> Result;
  if (Count <= Least) {
    Result.emplace_back(Count);
    std::iota(Result.back().begin(), Result.back().end(), 0);
    return Result;
  }
  Sets Groups = connected(Program);
  std::vector<std::uint32_t> Size(Count);
  for (std::uint32_t Id = 0; Id < Count; ++Id)
    ++Size[Groups.find(Id)];
  // Groups are put together, by their first functions, until they are enough.
  // Where a part ends then, the name of the next function says: so one more
  // function does not make all parts behind it other ones.
  const std::size_t OneIn = Least / 16 + 1;
  std::vector<std::uint32_t> PartOf(Count);
  std::size_t Filled = 2 * Least;
  for (std::uint32_t Id = 0; Id < Count; ++Id) {
    const std::uint32_t Group = Groups.find(Id);
    if (Group == Id) {
      if (Filled >= 2 * Least ||
          (Filled >= Least &&
           llvm::xxh3_64bits(Program.Functions[Id].Usr) % OneIn == 0)) {
        Result.emplace_back();
        Filled = 0;
      }
      PartOf[Id] = static_cast<std::uint32_t>(Result.size() - 1);
      Filled += Size[Id];
    }
    Result[PartOf[Group]].push_back(Id);
  }
  return Result;
}

namespace {

/// The entries of a table that somebody names, and their new numbers.
class Selection {
public:
  /// Entry 0 of some tables stands for none.
  Selection(std::size_t Size, bool None) : New(Size) {
    if (None)
      add(0);
  }
  void add(std::uint32_t Old) { New[Old] = 1; }
  /// Copies what was added from \p From, in the same order.
  template <typename T> std::vector<T> copy(const std::vector<T> &From) {
    std::vector<T> Result;
    for (std::size_t Old = 0; Old < New.size(); ++Old)
      if (New[Old] != 0) {
        New[Old] = static_cast<std::uint32_t>(Result.size());
        Result.push_back(From[Old]);
      }
    return Result;
  }
  void renumber(std::uint32_t &Id) const { Id = New[Id]; }

private:
  std::vector<std::uint32_t> New;
};

} // namespace

Unit take(Unit &Program, const Part &Of) {
  Unit Result;
  if (Of.size() == Program.Functions.size()) {
    Result.Functions = std::move(Program.Functions);
  } else {
    Result.Functions.reserve(Of.size());
    for (std::uint32_t Id : Of)
      Result.Functions.push_back(std::move(Program.Functions[Id]));
  }
  Selection Files(Program.Files.size(), /*None=*/false);
  Selection Fields(Program.Fields.size(), /*None=*/true);
  Selection Relations(Program.Relations.size(), /*None=*/true);
  auto Visit = [&](auto &&File, auto &&Field, auto &&Relation) {
    for (Function &F : Result.Functions) {
      forEach<Place>(F, [&](Place &At) {
        if (At.valid())
          File(At.File);
      });
      for (Value &V : F.Values) {
        Relation(V.Relation);
        Field(V.Field);
        for (FieldId &Each : V.Fields)
          Field(Each);
      }
    }
  };
  Visit([&](std::uint32_t Id) { Files.add(Id); },
        [&](std::uint32_t Id) { Fields.add(Id); },
        [&](std::uint32_t Id) { Relations.add(Id); });
  Result.Files = Files.copy(Program.Files);
  Result.Fields = Fields.copy(Program.Fields);
  Result.Relations = Relations.copy(Program.Relations);
  Visit([&](std::uint32_t &Id) { Files.renumber(Id); },
        [&](std::uint32_t &Id) { Fields.renumber(Id); },
        [&](std::uint32_t &Id) { Relations.renumber(Id); });
  return Result;
}

} // namespace ormlint::index
