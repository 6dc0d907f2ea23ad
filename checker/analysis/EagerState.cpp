//===--- EagerState.cpp - What eager loads serve and cost -----------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/EagerState.h"
#include <set>

using namespace ormlint::facts;

namespace ormlint::analysis {
namespace {

/// A query of a lookup object is written in place or a few refinements away.
constexpr unsigned MaxSteps = 64;

Names front(const Names &Path, std::size_t Count) {
  return {Path.begin(), Path.begin() + static_cast<std::ptrdiff_t>(Count)};
}

/// Where the rows of \p Load are found on the parent.
Names storedUnder(const EagerLoad &Load) {
  Names Result = Load.Names;
  if (!Load.Attribute.empty() && !Result.empty())
    Result.back() = Load.Attribute;
  return Result;
}

/// Whether a level of \p Load above the last of \p Levels leads back to rows
/// that are there.
bool leadsBack(const EagerLoad &Load, std::size_t Levels) {
  for (std::size_t I = 0; I + 1 < Levels; ++I)
    if ((Load.Back >> I & 1) != 0)
      return true;
  return false;
}

/// Whether the query \p Query loads \p Path by its own refinements.
Served queryServes(const Function &F, ValueId Query, const Names &Path,
                   unsigned Depth) {
  bool ClearedJoins = false, ClearedPrefetches = false;
  for (unsigned Step = 0; Step < MaxSteps; ++Step) {
    const Value &V = F.Values[Query];
    switch (V.Kind) {
    case ValueKind::Query:
      return Served::No;
    case ValueKind::Refined:
      if (V.How == Refinement::Clear)
        (V.JoinKind ? ClearedJoins : ClearedPrefetches) = true;
      else if (V.How == Refinement::Load &&
               !(V.JoinKind ? ClearedJoins : ClearedPrefetches))
        for (const EagerLoad &Load : V.Details->Loads)
          if (Served Result = serves(F, Load, Path); Result != Served::No)
            return Result;
      Query = V.Base;
      continue;
    case ValueKind::Merge: {
      if (Depth == 0)
        return Served::Unknown;
      Served All = Served::Yes;
      for (ValueId Operand : V.Operands)
        if (Served Result = queryServes(F, Operand, Path, Depth - 1);
            Result != Served::Yes)
          All = Result;
      return All;
    }
    default:
      return Served::Unknown;
    }
  }
  return Served::Unknown;
}

} // namespace

Served serves(const Function &F, const EagerLoad &Load, const Names &Path) {
  if (Load.Unreadable)
    return Served::Unknown;
  const Names Stored = storedUnder(Load);
  // What a join makes of rows that are there is lost.
  if (isPrefix(Path, Stored))
    return Load.Join && leadsBack(Load, Path.size()) ? Served::No : Served::Yes;
  if (Load.Back != 0 && !Load.Join && !Path.empty())
    for (std::size_t I = 1; I <= Stored.size(); ++I)
      if (straight(Load, I) == Path)
        return Served::Yes;
  if (!Load.Object || Load.Query == None || !isPrefix(Stored, Path))
    return Served::No;
  constexpr unsigned MaxMerges = 4;
  return queryServes(
      F, Load.Query,
      Names(Path.begin() + static_cast<std::ptrdiff_t>(Stored.size()),
            Path.end()),
      MaxMerges);
}

Names straight(const EagerLoad &Load, std::size_t Levels) {
  Names Result;
  const Names Stored = storedUnder(Load);
  for (std::size_t I = 0; I < Levels; ++I)
    if ((Load.Back >> I & 1) != 0 && !Result.empty())
      Result.pop_back();
    else
      Result.push_back(Stored[I]);
  return Result;
}

Levels::Level &Levels::level(const Names &Stored, Symbol Relation) {
  auto [Entry, New] = All.try_emplace(Stored);
  if (New)
    Entry->second.Relation = Relation;
  return Entry->second;
}

void Levels::join(const Names &Path) {
  for (std::size_t I = 1; I <= Path.size(); ++I)
    level(front(Path, I), Path[I - 1]).Joined = true;
}

void Levels::prefetch(const Names &Path) {
  for (std::size_t I = 1; I <= Path.size(); ++I)
    level(front(Path, I), Path[I - 1]).Prefetched = true;
}

void Levels::add(const Function &F, const EagerLoad &Load, Names Stored) {
  const Names Under = storedUnder(Load);
  for (std::size_t I = 0; I < Under.size(); ++I) {
    Stored.push_back(Under[I]);
    Level &Here = level(Stored, Load.Names[I]);
    Here.Back |= (Load.Back >> I & 1) != 0;
    (Load.Join ? Here.Joined : Here.Prefetched) = true;
  }
  // The eager loads of an object's own query are levels of their own.
  ValueId Query = Load.Query;
  for (unsigned Step = 0; Query != None && Step < MaxSteps; ++Step) {
    const Value &V = F.Values[Query];
    if (V.Kind != ValueKind::Refined)
      break;
    if (V.How == Refinement::Load)
      for (const EagerLoad &Inner : V.Details->Loads)
        add(F, Inner, Stored);
    Query = V.Base;
  }
}

std::vector<Levels::Statement> Levels::statements() const {
  /// What a level leads to, and where these rows are found without ways back.
  struct Reached {
    Names Path, Rows;
    /// A join went back to the rows that are there: what it made of them, with
    /// all that it joined to that, is lost.
    bool Lost = false;
  };
  std::vector<Statement> Result;
  std::map<Names, Reached> Known{{{}, {At, At}}};
  // A way back leads to rows whose relations may be there.
  std::set<Names> Fetched;
  for (const bool Joins : {true, false})
    for (const auto &[Stored, Here] : All) {
      const Names Parent = front(Stored, Stored.size() - 1);
      Reached To = Known[Parent];
      const auto Above = All.find(Parent);
      // It does so unless a query of the rows themselves joins others to them.
      const bool Others =
          Here.Joined && (Above == All.end() || !Above->second.Joined);
      const bool Leads = Here.Back || (To.Path == At && !Back.empty() &&
                                       Here.Relation == Back);
      const bool Joined = Here.Joined && !To.Lost;
      if (Leads && !Others && !To.Path.empty()) {
        To.Path.pop_back();
        To.Rows.pop_back();
        To.Lost |= Joined;
      } else {
        To.Path.push_back(Here.Relation);
        To.Rows.push_back(Stored.back());
        if (Joined == Joins && (Joined || Here.Prefetched) &&
            Fetched.insert(To.Rows).second && !Joins)
          Result.push_back({Stored, To.Path});
      }
      Known.insert_or_assign(Stored, std::move(To));
    }
  return Result;
}

} // namespace ormlint::analysis
