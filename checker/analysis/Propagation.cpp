//===--- Propagation.cpp - Demands carried to their queries ---------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Propagation.h"
#include "analysis/Trace.h"
#include "analysis/Walk.h"
#include <algorithm>
#include <set>

using namespace ormlint::facts;

namespace ormlint::analysis {
Names namesOf(const Unit &Unit, const std::vector<RelationId> &Path) {
  Names Result;
  for (auto Id = Path.rbegin(); Id != Path.rend(); ++Id)
    Result.push_back(Unit.Relations[*Id].Name);
  return Result;
}

Names rowsOf(const Unit &Unit, const Demand &D, const Turn &Loop) {
  if (Loop.Open)
    return {};
  Names Result = namesOf(Unit, D.Path);
  Result.resize(Result.size() - Loop.Beyond);
  for (RelationId Id : Loop.Detour)
    Result.push_back(Unit.Relations[Id].Name);
  return Result;
}

Propagation::Propagation(const facts::Unit &Unit, std::size_t MaxPath,
                         Trace *Seen)
    : Unit(Unit), MaxPath(MaxPath), Seen(Seen), Asked(Unit) {
  ByUsr.reserve(static_cast<unsigned>(Unit.Functions.size()));
  for (std::uint32_t I = 0; I < Unit.Functions.size(); ++I)
    ByUsr.try_emplace(Unit.Functions[I].Usr, I);
  Called = std::make_unique<Callables>(Unit, ByUsr);
  Assignments = std::make_unique<AssignedRows>(Unit, *this);
  for (std::uint32_t I = 0; I < Unit.Functions.size(); ++I)
    for (ValueId Store : Unit.Functions[I].Stores) {
      const Value &Put = Unit.Functions[I].Values[Store];
      Stores[Put.Fields.front()].push_back({I, Put.Operands.front()});
    }
  for (std::uint32_t I = 0; I < Unit.Functions.size(); ++I) {
    const Function &F = Unit.Functions[I];
    for (const Value &V : F.Values) {
      if (V.Kind != ValueKind::Object || V.Base == None)
        continue;
      for (std::size_t Part = 0; Part < V.Fields.size(); ++Part)
        Members[V.Fields[Part]].push_back({I, V.Operands[Part]});
      if (!F.Constructor)
        SetLater.insert(V.Fields.begin(), V.Fields.end());
    }
  }
}

void Propagation::record(const Demand &What, Drop Why) const {
  Seen->Ends.push_back({What, Why});
}

std::optional<std::uint32_t> Propagation::find(Symbol Usr) const {
  auto Found = ByUsr.find(Usr);
  return Found == ByUsr.end() ? std::nullopt : std::optional(Found->second);
}

std::vector<std::uint32_t> Propagation::callees(std::uint32_t Function,
                                                const Call &Made,
                                                CallId Id) const {
  if (Made.Through != None)
    return Called->targets(Function, Id);
  const auto Callee = find(Made.Callee);
  return Callee ? std::vector{*Callee} : std::vector<std::uint32_t>();
}

bool Propagation::calleesKnown(std::uint32_t Function, const Call &Made,
                               CallId Id) const {
  return Made.Through != None ? Called->complete(Function, Id)
                              : find(Made.Callee).has_value();
}

std::string Propagation::unseen(const Call &Made,
                                const std::vector<std::uint32_t> &Seen) {
  if (!Seen.empty())
    return "' may be several functions";
  if (Made.Virtual)
    return "' is virtual: the object decides what runs";
  if (Made.Through != None)
    return "' is a function object that is not followed";
  if (Made.Callee.empty())
    return "' does not show what it does with them";
  return "' is defined in another file";
}

bool Propagation::possible(const Demand &What) const {
  return std::all_of(
      What.Bounds.begin(), What.Bounds.end(), [&](const Demand::Bound &B) {
        return Called->brings(What.Chain.back(), B.By, B.Function);
      });
}

std::optional<std::vector<std::uint32_t>>
Propagation::makers(const std::vector<FieldId> &Parts) const {
  if (Parts.empty())
    return std::nullopt;
  const Field &Wanted = Unit.Fields[Parts.back()];
  if (!Wanted.Closed || SetLater.count(Parts.back()))
    return std::nullopt;
  std::vector<std::uint32_t> Result;
  for (Symbol Usr : Wanted.Constructors) {
    const auto Maker = find(Usr);
    if (!Maker)
      return std::nullopt;
    Result.push_back(*Maker);
  }
  return Result;
}

std::vector<Arrival> Propagation::carry(Demand What, ValueRef At) const {
  Walk Here(*this);
  return Here.carry(std::move(What), At);
}

std::vector<Arrival> Propagation::carryToCaller(Demand D, std::uint32_t Param,
                                                std::uint32_t Caller,
                                                CallId Call) const {
  const facts::Function &From = Unit.Functions[Caller];
  const facts::Call &Made = From.Calls[Call];
  const std::uint32_t Callee = D.Chain.back();
  const ValueId Argument = argumentOf(Made, Unit.Functions[Callee], Param);
  if (!bind(D, Caller, Made, Callee))
    return {};
  if (Argument == None)
    return Walk::unknown(std::move(D), "an argument that is not followed",
                         Made.At);
  D.Chain.push_back(Caller);
  D.Holding = From.Guards[Made.When];
  const Value &Given = From.Values[Argument];
  D.Made = D.ByParam ? Given.Made : Made.Loop;
  D.ByParam = D.ByParam && Given.Kind == ValueKind::Param;
  D.Loop = Made.Loop;
  D.EveryTurn = Made.EveryTurn;
  // What the callee evaluated, it evaluates anew in each call.
  for (std::uint64_t &Id : D.Identity)
    Id = identity(Id, Caller, Call);
  for (Turn &Loop : D.Turns)
    if (Loop.Rows)
      Loop.Rows = identity(Loop.Rows, Caller, Call);
  Step Here;
  Here.What = Step::Kind::Call;
  Here.At = Made.At;
  Here.Name = Made.Name;
  D.Trace.push_back(std::move(Here));
  Walk(*this).choose(D, Caller, Made, From, Unit.Functions[Callee]);
  return carry(std::move(D), {Caller, Argument});
}

/// Whether the call \p Made of \p Callee can be the one that the demand came
/// through. What only the callers of \p Caller can tell is left for them.
bool Propagation::bind(Demand &D, std::uint32_t Caller, const facts::Call &Made,
                       std::uint32_t Callee) const {
  std::vector<Demand::Bound> Left;
  auto Check = [&](const Candidates &From, std::uint32_t Wanted) {
    const bool Here = std::find(From.Functions.begin(), From.Functions.end(),
                                Wanted) != From.Functions.end();
    D.UpTo |= From.Functions.size() + From.Params.size() > 1;
    if (Here)
      return true;
    // Of several any one is enough, which a list of all cannot say.
    if (From.Params.size() == 1 && Left.size() < MaxBounds)
      Left.push_back({From.Params.front(), Wanted});
    return !From.Params.empty();
  };
  if (Made.Through != None &&
      !Check(Called->candidates(Caller, Made.Through), Callee))
    return false;
  for (const Demand::Bound &B : D.Bounds) {
    const ValueId Given = argumentOf(Made, Unit.Functions[Callee], B.By.Param);
    if (Given != None &&
        !Check(Called->candidates(Caller, Given, B.By.Parts), B.Function))
      return false;
  }
  D.Bounds = std::move(Left);
  return true;
}

std::vector<Arrival> Propagation::carryToMaker(const Demand &What,
                                               std::uint32_t Maker) const {
  Demand D = What;
  D.Chain.push_back(Maker);
  D.Holding.clear();
  D.Bounds.clear();
  D.Made = D.Loop = None;
  D.ChosenBy = 0;
  D.EveryTurn = true;
  const facts::Function &F = Unit.Functions[Maker];
  return carry(std::move(D), {Maker, F.Exits.front()});
}

/// Whether \p Stored is what the member or variable \p Field holds, and more.
static bool adds(const Function &F, ValueId Stored, FieldId Field) {
  const Value &V = F.Values[Stored];
  const Value &Before = F.Values[V.Base];
  return V.Kind == ValueKind::Collected && Before.Kind == ValueKind::Part &&
         Before.Field == Field;
}

bool Propagation::setOnce(const std::vector<ValueRef> &Stores,
                          FieldId Field) const {
  return std::count_if(Stores.begin(), Stores.end(), [&](const ValueRef &S) {
           return !adds(Unit.Functions[S.Function], S.Value, Field);
         }) <= 1;
}

std::vector<ValueRef> Propagation::settersOf(FieldId Field) const {
  const auto Found = Members.find(Field);
  if (!Unit.Fields[Field].Closed || Found == Members.end())
    return {};
  std::vector<ValueRef> Result = Found->second;
  // An empty container holds no rows.
  std::erase_if(Result, [&](const ValueRef &Put) {
    const Value &V = Unit.Functions[Put.Function].Values[Put.Value];
    return V.Kind == ValueKind::Collected && V.Base == None &&
           V.Operands.empty();
  });
  return setOnce(Result, Field) ? Result : std::vector<ValueRef>();
}

std::vector<Arrival> Propagation::carryToSetter(const Demand &What) const {
  const auto Stores = What.Parts.empty() ? std::vector<ValueRef>()
                                         : settersOf(What.Parts.back());
  if (Stores.empty())
    return {};
  Demand D = What;
  D.Loop = None;
  return Walk(*this).storedInMember(std::move(D), Stores);
}

} // namespace ormlint::analysis
