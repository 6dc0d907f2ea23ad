//===--- MissingLoads.cpp - Eager loads that a query lacks ----------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/MissingLoads.h"
#include "analysis/Cost.h"
#include "analysis/EagerState.h"
#include "analysis/Paths.h"
#include "analysis/Propagation.h"
#include "analysis/Spots.h"
#include <algorithm>
#include <deque>

using namespace ormlint::facts;

namespace ormlint::analysis {
namespace {

NoFix obstacle(EditSite::Obstacle Why) {
  switch (Why) {
  case EditSite::Obstacle::None:
    return NoFix::None;
  case EditSite::Obstacle::Macro:
    return NoFix::Macro;
  case EditSite::Obstacle::Template:
    return NoFix::Template;
  case EditSite::Obstacle::SystemHeader:
    return NoFix::SystemHeader;
  case EditSite::Obstacle::Opaque:
    return NoFix::Opaque;
  }
  return NoFix::Opaque;
}

/// Turns the demands that arrived at one query into findings.
class QueryReport {
public:
  QueryReport(const QueryDemands &Query, const WriteSets &Writes,
              const std::vector<Addition> &Planned,
              const std::vector<Removal> &Removed,
              const std::set<ValueRef> &Provided, const Settings &Set)
      : Facts(Query.Facts), Key(Query.Key), Demands(Query.Demands),
        Priced(Query.Priced), Writes(Writes), Planned(Planned),
        Removed(Removed), Provided(Provided), Set(Set) {}

  void run(std::vector<MissingEagerLoad> &Out, std::set<Turn> &Reported);

private:
  using Path = MissingEagerLoad::Path;

  const Value &value(const ValueRef &At) const {
    return Facts.Functions[At.Function].Values[At.Value];
  }
  bool missing(const Demand &D) const {
    return !D.Served && D.Servable && !D.Path.empty() && overRows(D) &&
           !(D.Modified && D.Beside) &&
           !Facts.Relations[D.Path.front()].Column &&
           !served(Planned, namesOf(Facts, D.Path)) &&
           (D.What == Demand::Kind::Load || D.What == Demand::Kind::Run);
  }
  /// Whether a join serves \p D, from \p To relations on.
  bool joined(const Demand &D, std::size_t To) const {
    return std::none_of(
        D.Path.begin(), D.Path.end() - static_cast<std::ptrdiff_t>(To),
        [&](RelationId Id) { return Facts.Relations[Id].ToMany; });
  }
  std::vector<Path> paths(const std::vector<const Demand *> &Group,
                          std::size_t To) const;
  bool clashes(const MissingEagerLoad &New) const;
  bool streams(const MissingEagerLoad &New, std::size_t To) const;

  const Unit &Facts;
  const QueryKey &Key;
  const std::vector<Demand> &Demands;
  const std::vector<Demand> &Priced;
  const WriteSets &Writes;
  /// What other fixes of the query will load.
  const std::vector<Addition> &Planned;
  const std::vector<Removal> &Removed;
  const std::set<ValueRef> &Provided;
  const Settings &Set;
};

/// The paths that are missing: each once, and none that another one covers.
std::vector<MissingEagerLoad::Path>
QueryReport::paths(const std::vector<const Demand *> &Group,
                   std::size_t To) const {
  std::vector<Path> Result;
  for (const Demand *D : Group) {
    const auto Whole = namesOf(Facts, D->Path);
    Path New;
    New.Names.assign(Whole.begin() + static_cast<std::ptrdiff_t>(To),
                     Whole.end());
    for (std::size_t I = D->Path.size() - To; I-- > 0;) {
      if (Facts.Relations[D->Path[I]].ToMany)
        break;
      ++New.LeadingToOne;
    }
    for (std::size_t I = 0; I < D->Path.size() - To; ++I) {
      if (Facts.Relations[D->Path[I]].ToMany)
        break;
      ++New.TrailingToOne;
    }
    New.UpTo = D->UpTo;
    New.Trace = traceOf(Facts, *D);
    auto Same = std::find_if(Result.begin(), Result.end(), [&](const Path &P) {
      return P.Names == New.Names;
    });
    if (Same == Result.end())
      Result.push_back(std::move(New));
    else
      Same->UpTo &= New.UpTo;
  }
  // Of a recursion the first level that is missing says it all.
  if (std::any_of(Group.begin(), Group.end(),
                  [](const Demand *D) { return D->Recursive; })) {
    const std::vector<Path> All = Result;
    std::erase_if(Result, [&](const Path &Long) {
      return std::any_of(All.begin(), All.end(), [&](const Path &Short) {
        return Short.Names.size() < Long.Names.size() &&
               isPrefix(Short.Names, Long.Names);
      });
    });
  }
  return Result;
}

/// Whether one of \p Existing loads the relation \p Path leads to, and keeps
/// the rows under another name.
bool loadedElsewhere(const std::vector<EagerLoad> &Existing,
                     const Names &Path) {
  return std::any_of(Existing.begin(), Existing.end(),
                     [&](const EagerLoad &Load) {
                       return !Load.Attribute.empty() && Load.Names == Path;
                     });
}

/// Whether the query is later given a lookup object with a query of its own for
/// a part of a path of \p New: an ORM refuses two ways to load one relation.
/// Behind such an object a longer path is fine, and so is a join.
bool QueryReport::clashes(const MissingEagerLoad &New) const {
  auto IsPart = [&](const EagerLoad &Load) {
    return Load.Object && Load.Query != None && Load.Attribute.empty() &&
           std::any_of(New.Paths.begin(), New.Paths.end(), [&](const Path &P) {
             return P.LeadingToOne < P.Names.size() &&
                    isPrefix(Load.Names, P.Names);
           });
  };
  return std::any_of(Demands.begin(), Demands.end(), [&](const Demand &D) {
    return std::any_of(
        D.Loads.begin(), D.Loads.end(), [&](const Demand::Eager &E) {
          const std::vector<EagerLoad> &Loads = value(E.At).Details->Loads;
          return !E.InChain && std::any_of(Loads.begin(), Loads.end(), IsPart);
        });
  });
}

/// Whether rows that \p New would prefetch for are streamed elsewhere, in parts
/// of no given size: that an ORM refuses.
bool QueryReport::streams(const MissingEagerLoad &New, std::size_t To) const {
  auto IsJoin = [](const Path &P) { return P.LeadingToOne == P.Names.size(); };
  return std::any_of(Demands.begin(), Demands.end(),
                     [&](const Demand &D) {
                       return D.What == Demand::Kind::Run && D.Streamed &&
                              D.Path.size() == To;
                     }) &&
         !std::all_of(New.Paths.begin(), New.Paths.end(), IsJoin);
}

/// Whether all of \p Group pass the eager load \p Load.
bool isOnEveryWay(const std::vector<const Demand *> &Group,
                  const ValueRef &Load) {
  return std::all_of(Group.begin(), Group.end(), [&](const Demand *D) {
    return std::any_of(D->Loads.begin(), D->Loads.end(),
                       [&](const Demand::Eager &Each) {
                         return Each.At == Load && Each.EveryWay;
                       });
  });
}

/// Whether one of \p Paths goes on where the path \p Load, a literal, ends.
bool isContinued(const EagerLoad &Load,
                 const std::vector<MissingEagerLoad::Path> &Paths) {
  return !Load.Object && Load.Literal.valid() &&
         std::any_of(Paths.begin(), Paths.end(),
                     [&](const MissingEagerLoad::Path &P) {
                       return isPrefix(Load.Names, P.Names);
                     });
}

void QueryReport::run(std::vector<MissingEagerLoad> &Out,
                      std::set<Turn> &Reported) {
  // Related rows that another fix brings are not asked for again: what they
  // lack goes to that fix, too. So it does where an eager load brings them on
  // another way: with a load of its own, their query would run there.
  std::set<Names> Brought;
  for (const Demand &D : Demands)
    if (!D.Related && missing(D))
      Brought.insert(namesOf(Facts, D.Path));
  auto ComesAlong = [&](const Demand &D) {
    if (Provided.count(D.Related->At))
      return true;
    Names To = namesOf(Facts, D.Path);
    To.resize(To.size() - D.Related->Length);
    const auto At = Brought.lower_bound(To);
    return At != Brought.end() && isPrefix(To, *At);
  };
  std::deque<Demand> Moved;
  std::map<Spot, std::vector<const Demand *>> Groups;
  for (const Demand &D : Demands) {
    if (!missing(D))
      continue;
    const Demand *Lacking = &D;
    if (D.Related && !D.RelatedFixed && ComesAlong(D)) {
      Moved.push_back(D);
      Moved.back().Related.reset();
      Lacking = &Moved.back();
    }
    Groups[spotOf(*Lacking, Key.Query)].push_back(Lacking);
  }
  if (Groups.empty())
    return;
  // Chains that part further down meet at the start of the query: one place,
  // one fix. What was loaded there does not get past a clear.
  auto MeetsAtStart = [](const Demand &D) {
    return !D.Related && !D.AfterClear;
  };
  std::vector<const Demand *> AtStart;
  std::size_t Starts = 0;
  for (const auto &[Where, Group] : Groups)
    if (MeetsAtStart(*Group.front())) {
      ++Starts;
      AtStart.insert(AtStart.end(), Group.begin(), Group.end());
    }
  if (Starts > 1) {
    std::erase_if(Groups, [&](const auto &Entry) {
      return MeetsAtStart(*Entry.second.front());
    });
    Groups[{Key.Query, 0, false}] = std::move(AtStart);
  }

  // All fixes of a query are applied together, so they are priced together.
  std::vector<Addition> Fix = Planned, Made = Planned;
  std::vector<MissingEagerLoad> Found;
  for (const auto &[Where, Group] : Groups) {
    MissingEagerLoad New;
    const Value &At = value(Where.At);
    New.At = At.At;
    New.Site = At.Details->Site;
    New.Why =
        Where.Container ? NoFix::Container : obstacle(At.Details->Site.Why);
    New.Function = Where.At.Function;
    New.Entity = entityAt(Facts, Key.Query, *Group.front(), Where.To);
    New.Profile = value(Key.Query).Details->Profile;
    New.Paths = paths(Group, Where.To);
    // Where the rows are is not where the query is.
    if (Where.Container)
      for (Path &P : New.Paths)
        P.Trace.insert(P.Trace.begin(),
                       {Step::Kind::Query, value(Key.Query).At, {}, {}});
    bool Sure = false;
    for (const Demand *D : Group) {
      if (D->Streamed && !joined(*D, Where.To))
        New.Why = NoFix::Streamed;
      if (Writes.around(*D))
        New.Why = NoFix::Written;
      else if (D->Recursive)
        New.Why = NoFix::Recursive;
      Sure |= !D->UpTo;
      New.Nesting =
          std::max(New.Nesting, static_cast<unsigned>(D->Turns.size()));
    }
    if (New.Why == NoFix::None && streams(New, Where.To))
      New.Why = NoFix::Streamed;
    if (New.Why == NoFix::None && Where.To == 0 && clashes(New))
      New.Why = NoFix::Clash;
    if (!Sure)
      New.Sure = Confidence::Likely;
    const Demand &First = *Group.front();
    // The eager loads of the expression; of other statements, those whose place
    // a longer path takes.
    std::vector<EagerLoad> There, Continued;
    if (!First.Related || First.RelatedFixed)
      for (const Demand::Eager &Load : First.Loads) {
        const std::vector<EagerLoad> &Loads = value(Load.At).Details->Loads;
        const bool Here = Load.At.Function == Where.At.Function;
        if (Load.InChain)
          There.insert(There.end(), Loads.begin(), Loads.end());
        // Those of a function that returns the query are for all its callers.
        if (Here && Load.InChain)
          New.Existing.insert(New.Existing.end(), Loads.begin(), Loads.end());
        else if (Here && isOnEveryWay(Group, Load.At))
          std::copy_if(Loads.begin(), Loads.end(),
                       std::back_inserter(Continued),
                       [&](const EagerLoad &Path) {
                         return isContinued(Path, New.Paths);
                       });
      }
    New.Existing.insert(New.Existing.end(), Continued.begin(), Continued.end());
    New.Elsewhere =
        std::all_of(New.Paths.begin(), New.Paths.end(), [&](const Path &P) {
          return loadedElsewhere(There, P.Names);
        });
    if (New.Elsewhere ? !Set.IneffectiveLoads : !Set.MissingLoads)
      continue;
    const auto Whole = namesOf(Facts, First.Path);
    for (const Path &P : New.Paths) {
      Addition A;
      A.To.assign(Whole.begin(),
                  Whole.begin() + static_cast<std::ptrdiff_t>(Where.To));
      A.Names = P.Names;
      A.LeadingToOne = P.LeadingToOne;
      A.At = Where.At;
      if (isMade(New))
        Made.push_back(A);
      Fix.push_back(std::move(A));
    }
    for (const Demand *D : Group)
      Reported.insert(D->Turns.begin(), D->Turns.end());
    Found.push_back(std::move(New));
  }
  Claim Cost = costOf(Facts, Priced, Fix, Removed);
  locate(Facts, Key.Query, Cost);
  // One in words says what it would bring; what is made comes without that.
  Claim OfMade = Cost;
  if (Made.size() != Fix.size())
    OfMade.After = costOf(Facts, Priced, Made, Removed).After;
  for (MissingEagerLoad &New : Found) {
    New.Cost = isMade(New) ? OfMade : Cost;
    Out.push_back(std::move(New));
  }
}

} // namespace

void reportMissingLoads(const QueryDemands &Query, const WriteSets &Writes,
                        const std::vector<Addition> &Planned,
                        const std::vector<Removal> &Removed,
                        const std::set<ValueRef> &Provided, const Settings &Set,
                        std::vector<MissingEagerLoad> &Out,
                        std::set<Turn> &Reported) {
  QueryReport(Query, Writes, Planned, Removed, Provided, Set)
      .run(Out, Reported);
}

void agree(const Unit &Facts, std::vector<MissingEagerLoad> &Found) {
  auto Key = [](const Place &At) { return std::make_pair(At.File, At.Offset); };
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::set<std::uint32_t>>
      Instances;
  for (std::uint32_t F = 0; F < Facts.Functions.size(); ++F)
    if (Facts.Functions[F].Instance)
      Instances[Key(Facts.Functions[F].At)].insert(F);
  std::map<std::pair<std::uint32_t, std::uint32_t>,
           std::vector<MissingEagerLoad *>>
      Places;
  for (MissingEagerLoad &F : Found)
    if (F.Why == NoFix::Template && Facts.Functions[F.Function].Instance)
      Places[Key(F.At)].push_back(&F);
  auto PathsOf = [](const MissingEagerLoad &F) {
    std::set<Names> Result;
    for (const MissingEagerLoad::Path &P : F.Paths)
      Result.insert(P.Names);
    return Result;
  };
  for (const auto &[At, Here] : Places) {
    const MissingEagerLoad &First = *Here.front();
    std::set<std::uint32_t> Lacking;
    bool Same = true;
    for (const MissingEagerLoad *F : Here) {
      Lacking.insert(F->Function);
      Same &= F->Entity == First.Entity && PathsOf(*F) == PathsOf(First) &&
              F->Cost.BeforeText == First.Cost.BeforeText;
    }
    if (!Same || Lacking != Instances[Key(Facts.Functions[First.Function].At)])
      continue;
    for (MissingEagerLoad *F : Here) {
      F->Why = NoFix::None;
      F->Site.Why = EditSite::Obstacle::None;
    }
  }
}

} // namespace ormlint::analysis
