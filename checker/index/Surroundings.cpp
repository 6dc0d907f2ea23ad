//===--- Surroundings.cpp - What of a program matters to a file -----------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "index/Surroundings.h"
#include "facts/Members.h"
#include <algorithm>
#include <deque>
#include <set>
#include <utility>

using namespace ormlint::facts;

namespace ormlint::index {
namespace {

/// Calls \p Visit with the USR of each function that \p F makes an object of.
template <typename Visitor> void objectsIn(const Function &F, Visitor &&Visit) {
  for (const Value &V : F.Values)
    if (!V.Details->Callee.empty())
      Visit(V.Details->Callee);
}

/// Calls \p Visit with each member that \p F deals with.
template <typename Visitor> void fieldsIn(const Function &F, Visitor &&Visit) {
  for (const Value &V : F.Values) {
    if (V.Field != None)
      Visit(V.Field);
    for (const FieldId Each : V.Fields)
      if (Each != None)
        Visit(Each);
  }
}

/// Which calls of \p F hand over a query or a row, or give one.
std::vector<bool> callsWithValues(const Function &F) {
  std::vector<bool> Result(F.Calls.size());
  for (CallId C = 1; C < F.Calls.size(); ++C)
    Result[C] =
        F.Calls[C].Through != None ||
        std::any_of(F.Calls[C].Arguments.begin(), F.Calls[C].Arguments.end(),
                    [](ValueId V) { return V != None; });
  for (const Value &V : F.Values)
    if (V.Kind == ValueKind::Result)
      Result[V.Call] = true;
  return Result;
}

/// Whom \p F calls how often, and nothing else.
Function outline(const Function &F) {
  Function Result;
  Result.Usr = F.Usr;
  Result.Name = F.Name;
  Result.Qualified = F.Qualified;
  Result.At = F.At;
  Result.Params = F.Params;
  Result.Method = F.Method;
  Result.Guards = F.Guards;
  Result.Values.resize(1);
  Result.Calls = F.Calls;
  for (Call &Each : Result.Calls) {
    Each.Through = None;
    std::fill(Each.Arguments.begin(), Each.Arguments.end(), None);
  }
  Result.Loops = F.Loops;
  Result.Internal = F.Internal;
  return Result;
}

/// Copies what is used of a table, and says where it went.
template <typename T> class Selection {
public:
  Selection(const std::vector<T> &From, std::vector<T> &To)
      : From(From), To(To) {}
  std::uint32_t operator()(std::uint32_t Old) {
    const auto [Entry, New] =
        Known.try_emplace(Old, static_cast<std::uint32_t>(To.size()));
    if (New)
      To.push_back(From[Old]);
    return Entry->second;
  }

private:
  const std::vector<T> &From;
  std::vector<T> &To;
  std::unordered_map<std::uint32_t, std::uint32_t> Known;
};

} // namespace

/// One search from the functions at hand.
class Search {
public:
  Search(const Surroundings &Of, const Unit &AtHand, llvm::StringRef Source,
         Surroundings::Currency Current)
      : Of(Of), AtHand(AtHand), Source(Source), Current(Current),
        Usable(Of.Files.size(), Unasked),
        IsCurrent(Of.Program.Inputs.size(), Unasked) {}

  Unit run();

private:
  /// What is asked about a function.
  enum Need : std::uint8_t {
    Values = 1,   ///< All that it does with them.
    Outwards = 2, ///< By whom it is called, and how often.
    Repeated = 4, ///< What it calls, since a loop runs it.
  };
  enum State : std::uint8_t { Unasked, Yes, No };

  void need(Symbol Usr, unsigned Needs);
  void look(const Function &F, const Unit &In, unsigned Needs);
  void lookOutwards(const Function &From, Symbol Usr, bool Far);
  void lookAtField(const Field &Which);
  bool usable(const Function &F);
  bool isCurrent(std::uint32_t Input);
  const Function *usable(std::uint32_t Id) {
    const Function &F = Of.Program.Facts.Functions[Id];
    return !Here.count(F.Usr) && usable(F) ? &F : nullptr;
  }

  const Surroundings &Of;
  const Unit &AtHand;
  llvm::StringRef Source;
  Surroundings::Currency Current;
  std::vector<State> Usable;    ///< By file of the facts.
  std::vector<State> IsCurrent; ///< By input.
  llvm::DenseMap<Symbol, const Function *> Here;
  llvm::DenseMap<Symbol, std::vector<const Function *>> HereUsers;
  llvm::DenseMap<Symbol, std::vector<Symbol>> HereOverriders;
  std::set<facts::FieldId> Fields;
  llvm::DenseMap<Symbol, unsigned> Known;
  std::deque<std::pair<Symbol, unsigned>> Work;
};

bool Search::isCurrent(std::uint32_t Number) {
  State &Answer = IsCurrent[Number];
  if (Answer == Unasked) {
    const Input &File = Of.Program.Inputs[Number];
    Answer = File.Path == Source || Current(File) ? Yes : No;
  }
  return Answer == Yes;
}

bool Search::usable(const Function &F) {
  State &Answer = Usable[F.At.File];
  if (Answer == Unasked) {
    const auto &Made = Of.Files[F.At.File];
    Answer = Of.Program.Facts.Files[F.At.File] != Source &&
                     std::all_of(Made.begin(), Made.end(),
                                 [&](std::uint32_t Number) {
                                   return isCurrent(Number);
                                 })
                 ? Yes
                 : No;
  }
  return Answer == Yes;
}

void Search::need(Symbol Usr, unsigned Needs) {
  if (Usr.empty())
    return;
  if (llvm::StringRef Method = Usr; Method.consume_front(AnyOverrider)) {
    Usr = Method;
    for (const auto *All : {&Of.Overriders, &std::as_const(HereOverriders)})
      if (auto Found = All->find(Usr); Found != All->end())
        for (const Symbol Each : Found->second)
          need(Each, Needs);
  }
  unsigned &Before = Known[Usr];
  if (const unsigned More = Needs & ~Before) {
    Before |= Needs;
    Work.emplace_back(Usr, More);
  }
}

void Search::lookAtField(const Field &Which) {
  const auto Found = Of.Fields.find(Which.Usr);
  for (const Symbol Each : Which.Constructors)
    need(Each, Values);
  if (Which.Usr.empty() || Found == Of.Fields.end() ||
      !Fields.insert(Found->second).second)
    return;
  for (const std::uint32_t Id : Of.ByField[Found->second])
    need(Of.Program.Facts.Functions[Id].Usr, Values | Outwards);
}

/// \p From uses the function \p Usr, which is \p Far from values.
void Search::lookOutwards(const Function &From, Symbol Usr, bool Far) {
  const std::vector<bool> WithValues =
      Far ? std::vector<bool>(From.Calls.size()) : callsWithValues(From);
  unsigned Needs = Outwards;
  for (CallId C = 1; C < From.Calls.size(); ++C)
    if (From.Calls[C].Callee == Usr &&
        (WithValues[C] || From.Calls[C].Loop != None))
      Needs |= Values;
  if (!Far)
    objectsIn(From, [&](const Symbol Object) {
      if (Object == Usr)
        Needs |= Values;
    });
  need(From.Usr, Needs);
}

void Search::look(const Function &F, const Unit &In, unsigned Needs) {
  if (Needs & Values) {
    const std::vector<bool> WithValues = callsWithValues(F);
    for (CallId C = 1; C < F.Calls.size(); ++C)
      if (WithValues[C])
        need(F.Calls[C].Callee, Values);
    objectsIn(F, [&](const Symbol Usr) { need(Usr, Values); });
    fieldsIn(F, [&](FieldId Id) { lookAtField(In.Fields[Id]); });
  }
  if (Needs & Repeated)
    for (CallId C = 1; C < F.Calls.size(); ++C)
      need(F.Calls[C].Callee, Values | Repeated);
  // Again, if what was far at first is not any more.
  if (Known[F.Usr] & Outwards) {
    const bool Far = !(Known[F.Usr] & Values);
    if (auto Found = Of.Users.find(F.Usr); Found != Of.Users.end())
      for (const std::uint32_t Id : Found->second)
        if (const Function *User = usable(Id))
          lookOutwards(*User, F.Usr, Far);
    if (auto Found = HereUsers.find(F.Usr); Found != HereUsers.end())
      for (const Function *User : Found->second)
        lookOutwards(*User, F.Usr, Far);
  }
}

Unit Search::run() {
  for (const Function &F : AtHand.Functions) {
    Here.try_emplace(F.Usr, &F);
    for (const Symbol Usr : F.Overrides)
      HereOverriders[Usr].push_back(F.Usr);
    for (CallId C = 1; C < F.Calls.size(); ++C)
      HereUsers[F.Calls[C].Callee].push_back(&F);
    objectsIn(F, [&](const Symbol Usr) { HereUsers[Usr].push_back(&F); });
  }
  for (const Function &F : AtHand.Functions)
    if (AtHand.Files[F.At.File] == Source) {
      need(F.Usr, Values | Outwards);
      for (CallId C = 1; C < F.Calls.size(); ++C)
        if (F.Calls[C].Loop != None)
          need(F.Calls[C].Callee, Values | Repeated);
    }
  const Unit &Program = Of.Program.Facts;
  std::vector<unsigned> Needed(Program.Functions.size());
  while (!Work.empty()) {
    const auto [Usr, Needs] = Work.front();
    Work.pop_front();
    if (auto Found = Here.find(Usr); Found != Here.end()) {
      look(*Found->second, AtHand, Needs);
    } else if (auto Id = Of.ByUsr.find(Usr); Id != Of.ByUsr.end()) {
      const Function &F = Program.Functions[Id->second];
      if (!usable(F))
        continue;
      Needed[Id->second] |= Needs;
      look(F, Program, Needs);
    }
  }

  Unit Result;
  Selection FileOf(Program.Files, Result.Files);
  Selection FieldOf(Program.Fields, Result.Fields);
  Selection RelationOf(Program.Relations, Result.Relations);
  for (std::size_t Id = 0; Id < Needed.size(); ++Id) {
    if (Needed[Id] == 0)
      continue;
    const Function &F = Program.Functions[Id];
    Function &New =
        Result.Functions.emplace_back(Needed[Id] & Values ? F : outline(F));
    forEach<Place>(New, [&](Place &At) {
      if (At.valid())
        At.File = FileOf(At.File);
    });
    for (Value &V : New.Values) {
      if (V.Relation != None)
        V.Relation = RelationOf(V.Relation);
      if (V.Field != None)
        V.Field = FieldOf(V.Field);
      for (FieldId &Each : V.Fields)
        if (Each != None)
          Each = FieldOf(Each);
    }
  }
  return Result;
}

Surroundings::Surroundings(UnitFacts Read) : Program(std::move(Read)) {
  const Unit &Facts = Program.Facts;
  ByField.resize(Facts.Fields.size());
  for (FieldId Id = 1; Id < Facts.Fields.size(); ++Id)
    if (!Facts.Fields[Id].Usr.empty())
      Fields.try_emplace(Facts.Fields[Id].Usr, Id);
  auto Add = [](Ids &To, std::uint32_t Id) {
    if (To.empty() || To.back() != Id)
      To.push_back(Id);
  };
  for (std::uint32_t Id = 0; Id < Facts.Functions.size(); ++Id) {
    const Function &F = Facts.Functions[Id];
    ByUsr.try_emplace(F.Usr, Id);
    for (const Symbol Usr : F.Overrides)
      Overriders[Usr].push_back(F.Usr);
    for (CallId C = 1; C < F.Calls.size(); ++C)
      if (!F.Calls[C].Callee.empty())
        Add(Users[F.Calls[C].Callee], Id);
    objectsIn(F, [&](const Symbol Usr) { Add(Users[Usr], Id); });
    fieldsIn(F, [&](FieldId Field) { Add(ByField[Field], Id); });
  }
  llvm::DenseMap<Symbol, Ids> MadeOf;
  for (std::uint32_t Number = 0; Number < Program.Inputs.size(); ++Number)
    MadeOf[Program.Inputs[Number].Path].push_back(Number);
  for (const std::vector<std::uint32_t> &Read : Program.Units)
    if (!Read.empty()) {
      Ids &Of = MadeOf[Program.Inputs[Read.front()].Path];
      Of.insert(Of.end(), Read.begin(), Read.end());
    }
  for (const Symbol Name : Facts.Files)
    Files.push_back(MadeOf.lookup(Name));
}

Unit Surroundings::around(const Unit &AtHand, llvm::StringRef Source,
                          Currency Current) const {
  return Search(*this, AtHand, Source, Current).run();
}

} // namespace ormlint::index
