//===--- Callables.cpp - What calls of function objects run ---------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Callables.h"
#include <algorithm>
#include <deque>
#include <set>
#include <tuple>

using namespace ormlint::facts;

namespace ormlint::analysis {
namespace {

/// Beyond these bounds what is called is unknown.
constexpr unsigned MaxDepth = 6;
constexpr unsigned MaxSteps = 256;
constexpr std::size_t MaxTargets = 32;
constexpr std::size_t MaxParts = 4;

template <typename T> bool insertNew(std::vector<T> &To, T New) {
  if (std::find(To.begin(), To.end(), New) != To.end())
    return false;
  To.push_back(std::move(New));
  return true;
}

using Frame = std::pair<std::uint32_t, CallId>;

/// The call `For` runs what the callers of the function `In` hand it.
struct Wish {
  Frame For;
  std::uint32_t In = 0;
  Brought What;
  friend auto operator<=>(const Wish &, const Wish &) = default;
};

} // namespace

ValueId argumentOf(const Call &Made, const Function &Callee,
                   std::uint32_t Param) {
  const std::size_t At = argumentIndex(Made, Callee, Param);
  return At < Made.Arguments.size() ? Made.Arguments[At] : None;
}

/// One walk back from a value, within a function and those whose results it
/// meets.
struct Callables::Search {
  const Callables &All;
  std::set<std::tuple<std::uint32_t, ValueId, std::size_t>> Seen;
  unsigned Steps = 0;

  /// What the call \p Made in \p F gets out of \p Callee by \p Leaving.
  void inside(std::uint32_t F, const Call &Made, std::uint32_t Callee,
              const List<ValueId> &Leaving, const std::vector<FieldId> &Parts,
              unsigned Depth, Candidates &Out) {
    Candidates Inside;
    for (ValueId Value : Leaving)
      walk(Callee, Value, Parts, Depth + 1, Inside);
    for (std::uint32_t Found : Inside.Functions)
      insertNew(Out.Functions, Found);
    Out.Unknown |= Inside.Unknown;
    for (Brought &Given : Inside.Params)
      walk(F, argumentOf(Made, All.Unit.Functions[Callee], Given.Param),
           std::move(Given.Parts), Depth + 1, Out);
  }

  void walk(std::uint32_t F, ValueId Id, std::vector<FieldId> Parts,
            unsigned Depth, Candidates &Out) {
    const Function &In = All.Unit.Functions[F];
    for (;;) {
      if (Id == None || ++Steps > MaxSteps || Parts.size() > MaxParts ||
          Depth > MaxDepth) {
        Out.Unknown = true;
        return;
      }
      if (!Seen.insert({F, Id, Parts.size()}).second)
        return;
      const Value &V = In.Values[Id];
      switch (V.Kind) {
      case ValueKind::Object: {
        if (Parts.empty()) {
          auto Found = All.ByUsr.find(V.Details->Callee);
          if (V.Details->Callee.empty() || Found == All.ByUsr.end())
            Out.Unknown = true;
          else
            insertNew(Out.Functions, Found->second);
          return;
        }
        const auto At =
            std::find(V.Fields.begin(), V.Fields.end(), Parts.back());
        if (At == V.Fields.end()) {
          Id = V.Base;
          continue;
        }
        Parts.pop_back();
        Id = V.Operands[static_cast<std::size_t>(At - V.Fields.begin())];
        continue;
      }
      case ValueKind::Part:
        Parts.push_back(V.Field);
        Id = V.Base;
        continue;
      case ValueKind::After: {
        const Call &Made = In.Calls[V.Call];
        auto Callee = All.ByUsr.find(Made.Callee);
        if (Made.Through != None || Callee == All.ByUsr.end()) {
          Id = V.Base;
          continue;
        }
        const Function &To = All.Unit.Functions[Callee->second];
        const ValueId Left =
            V.Index < To.Exits.size() ? To.Exits[V.Index] : None;
        if (Left == None) {
          Id = V.Base;
          continue;
        }
        inside(F, Made, Callee->second, {Left}, Parts, Depth, Out);
        return;
      }
      case ValueKind::Each:
      case ValueKind::One:
      case ValueKind::Iterator:
        Id = V.Base;
        continue;
      case ValueKind::Merge:
      case ValueKind::Collected:
        for (ValueId Operand : V.Operands)
          if (Operand != None)
            walk(F, Operand, Parts, Depth + 1, Out);
        if (V.Base == None)
          return;
        Id = V.Base;
        continue;
      case ValueKind::Param:
        insertNew(Out.Params, Brought{V.Index, std::move(Parts)});
        return;
      case ValueKind::Result: {
        const Call &Made = In.Calls[V.Call];
        auto Callee = All.ByUsr.find(Made.Callee);
        if (Callee == All.ByUsr.end()) {
          Out.Unknown = true;
          return;
        }
        inside(F, Made, Callee->second,
               All.Unit.Functions[Callee->second].Returns, Parts, Depth, Out);
        return;
      }
      default:
        Out.Unknown = true;
        return;
      }
    }
  }
};

Callables::Callables(const facts::Unit &Unit, const Index &ByUsr)
    : Unit(Unit), ByUsr(ByUsr) {
  findTargets();
}

Candidates Callables::candidates(std::uint32_t Function, ValueId Value,
                                 std::vector<FieldId> Parts) const {
  Candidates Result;
  Search{*this, {}}.walk(Function, Value, std::move(Parts), 0, Result);
  return Result;
}

const std::vector<std::uint32_t> &Callables::targets(std::uint32_t Function,
                                                     CallId Call) const {
  static const std::vector<std::uint32_t> Nothing;
  auto Found = Targets.find({Function, Call});
  return Found == Targets.end() ? Nothing : Found->second;
}

bool Callables::complete(std::uint32_t Function, CallId Call) const {
  return !targets(Function, Call).empty() &&
         !Incomplete.count({Function, Call});
}

/// Function objects go from callers to callees; what is called in a callee may
/// call again. Each call waits for the callers of the functions whose
/// parameters it calls.
void Callables::findTargets() {
  std::vector<Frame> Through;
  for (std::uint32_t F = 0; F < Unit.Functions.size(); ++F)
    for (CallId C = 1; C < Unit.Functions[F].Calls.size(); ++C)
      if (Unit.Functions[F].Calls[C].Through != None)
        Through.emplace_back(F, C);
  if (Through.empty())
    return;
  for (std::uint32_t F = 0; F < Unit.Functions.size(); ++F)
    for (CallId C = 1; C < Unit.Functions[F].Calls.size(); ++C)
      if (auto Callee = ByUsr.find(Unit.Functions[F].Calls[C].Callee);
          Callee != ByUsr.end())
        Callers[Callee->second].emplace_back(F, C);

  std::set<Wish> Known;
  std::unordered_map<std::uint32_t, std::vector<Wish>> Waiting;
  std::deque<std::pair<Frame, std::pair<std::uint32_t, Candidates>>> Work;
  auto Resolve = [&](Frame For, std::uint32_t In, ValueId Value,
                     std::vector<FieldId> Parts) {
    Work.push_back({For, {In, candidates(In, Value, std::move(Parts))}});
  };
  auto Ask = [&](const Wish &W, Frame From) {
    const Call &Made = Unit.Functions[From.first].Calls[From.second];
    Resolve(W.For, From.first,
            argumentOf(Made, Unit.Functions[W.In], W.What.Param), W.What.Parts);
  };
  for (const Frame &Call : Through)
    Resolve(Call, Call.first,
            Unit.Functions[Call.first].Calls[Call.second].Through, {});
  while (!Work.empty()) {
    const auto [For, Found] = std::move(Work.front());
    Work.pop_front();
    if (Found.second.Unknown)
      Incomplete.insert(For);
    for (std::uint32_t Target : Found.second.Functions) {
      std::vector<std::uint32_t> &Into = Targets[For];
      if (Into.size() >= MaxTargets)
        Incomplete.insert(For);
      if (Into.size() >= MaxTargets || !insertNew(Into, Target))
        continue;
      Callers[Target].push_back(For);
      for (const Wish &W : std::vector<Wish>(Waiting[Target]))
        Ask(W, For);
    }
    for (const Brought &Param : Found.second.Params) {
      const Wish New{For, Found.first, Param};
      // Who is out of sight may bring another one.
      if (!Unit.Functions[New.In].Internal)
        Incomplete.insert(For);
      if (!Known.insert(New).second)
        continue;
      Waiting[New.In].push_back(New);
      for (const Frame &From : std::vector<Frame>(Callers[New.In]))
        Ask(New, From);
    }
  }
}

bool Callables::brings(std::uint32_t Function, const Brought &What,
                       std::uint32_t Wanted) const {
  std::set<std::pair<std::uint32_t, Brought>> Seen;
  std::vector<std::pair<std::uint32_t, Brought>> Work{{Function, What}};
  while (!Work.empty() && Seen.size() < MaxSteps) {
    const auto Next = std::move(Work.back());
    Work.pop_back();
    if (!Seen.insert(Next).second)
      continue;
    const auto &[In, By] = Next;
    auto Known = Callers.find(In);
    if (Known == Callers.end())
      continue;
    for (const auto &[Caller, Id] : Known->second) {
      const Candidates Given =
          candidates(Caller,
                     argumentOf(Unit.Functions[Caller].Calls[Id],
                                Unit.Functions[In], By.Param),
                     By.Parts);
      if (std::find(Given.Functions.begin(), Given.Functions.end(), Wanted) !=
          Given.Functions.end())
        return true;
      for (const Brought &Further : Given.Params)
        Work.emplace_back(Caller, Further);
    }
  }
  return false;
}

} // namespace ormlint::analysis
