//===--- Parts.cpp - What of a program can be solved by itself ------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "index/Parts.h"
#include <algorithm>
#include <numeric>
#include <string>
#include <string_view>
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
  std::unordered_map<std::string_view, std::uint32_t> ByUsr;
  std::unordered_map<std::uint64_t, std::uint32_t> ByPlace;
  for (std::uint32_t Id = 0; Id < Count; ++Id) {
    const Function &F = Program.Functions[Id];
    ByUsr.emplace(F.Usr, Id);
    Result.join(
        Id,
        ByPlace.try_emplace(std::uint64_t{F.At.File} << 32 | F.At.Offset, Id)
            .first->second);
  }
  auto Join = [&](std::uint32_t Id, const std::string &Usr) {
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
      for (const std::string &Maker : Program.Fields[Field].Constructors)
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
  std::vector<std::uint32_t> PartOf(Count);
  std::size_t Filled = Least;
  for (std::uint32_t Id = 0; Id < Count; ++Id) {
    const std::uint32_t Group = Groups.find(Id);
    if (Group == Id) {
      if (Filled >= Least) {
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

Unit take(Unit &Program, const Part &Of) {
  Unit Result;
  Result.Files = Program.Files;
  Result.Fields = Program.Fields;
  Result.Relations = Program.Relations;
  Result.Functions.reserve(Of.size());
  for (std::uint32_t Id : Of)
    Result.Functions.push_back(std::move(Program.Functions[Id]));
  return Result;
}

} // namespace ormlint::index
