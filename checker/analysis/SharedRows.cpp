//===--- SharedRows.cpp - Rows that a prefetch shares out -----------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// A prefetch asks for each key once, and gives what it finds to all rows that
// have the key: the rows of an author to each copy of this author.
//
//===----------------------------------------------------------------------===//

#include "analysis/SharedRows.h"
#include "analysis/EagerState.h"
#include "analysis/Propagation.h"
#include <algorithm>

using namespace ormlint::facts;

namespace ormlint::analysis {
namespace {

/// The relation path of a demand, with the eager loads that it meets.
class LoadedPath {
public:
  LoadedPath(const Unit &Facts, const Demand &D)
      : Facts(Facts), D(D), Path(namesOf(Facts, D.Path)),
        // Its rows come by a query of their own, whose loads these are.
        From(D.RelatedFixed ? Path.size() - D.Related->Length : 0) {}

  std::size_t size() const { return Path.size(); }
  /// The relations, outermost first.
  const Relation &relation(std::size_t I) const {
    return Facts.Relations[D.Path[Path.size() - 1 - I]];
  }
  /// Whether a prefetch brought the rows that the first \p Length lead to.
  bool isPrefetched(std::size_t Length) const;
  /// Whether it gave one of them to several rows.
  bool isShared(std::size_t Length) const;
  /// Whether it brought those of several rows, one of which is looked at.
  bool isPart(std::size_t Length, const std::set<Names> &Wholes) const;

private:
  const Unit &Facts;
  const Demand &D;
  const Names Path;
  const std::size_t From;
};

bool LoadedPath::isPrefetched(std::size_t Length) const {
  if (Length <= From)
    return false;
  const Names Rows(Path.begin() + static_cast<std::ptrdiff_t>(From),
                   Path.begin() + static_cast<std::ptrdiff_t>(Length));
  return std::any_of(
      D.Loads.begin(), D.Loads.end(), [&](const Demand::Eager &E) {
        const Function &F = Facts.Functions[E.At.Function];
        const auto &Loads = F.Values[E.At.Value].Details->Loads;
        return std::any_of(Loads.begin(), Loads.end(), [&](const EagerLoad &L) {
          return !L.Join && serves(F, L, Rows) == Served::Yes;
        });
      });
}

bool LoadedPath::isShared(std::size_t Length) const {
  if (!isPrefetched(Length))
    return false;
  // Related rows are divided among the rows above.
  const std::size_t Above = relation(Length - 1).ToMany ? Length - 1 : Length;
  for (std::size_t I = From; I < Above; ++I)
    // Where only one row can lead to another, the way back is known.
    if (relation(I).Inverse.empty())
      return true;
  return false;
}

bool LoadedPath::isPart(std::size_t Length,
                        const std::set<Names> &Wholes) const {
  if (D.Singles == 0 || !isPrefetched(Length))
    return false;
  for (std::size_t I = From; I < Length; ++I) {
    const Names Above(Path.begin(),
                      Path.begin() + static_cast<std::ptrdiff_t>(I));
    if ((D.Singles & bitOf(Path.size() - I)) != 0 && Wholes.count(Above))
      return true;
  }
  return false;
}

/// The relations that lead to the rows of \p Loop, if nothing else does.
std::size_t lengthOf(const Demand &D, const Turn &Loop) {
  return Loop.Open || !Loop.Detour.empty() ? 0 : D.Path.size() - Loop.Beyond;
}

} // namespace

bool isOfSharedRow(const Unit &Facts, const Demand &D) {
  const LoadedPath Path(Facts, D);
  for (std::size_t Length = Path.size(); Length-- > 1;)
    if (Path.isShared(Length))
      return true;
    else if (Path.relation(Length - 1).ToMany)
      return false;
  return false;
}

bool isOverSharedRows(const Unit &Facts, const Demand &D) {
  return !D.Turns.empty() &&
         LoadedPath(Facts, D).isShared(lengthOf(D, D.Turns.front()));
}

bool isOverPartOfRows(const Unit &Facts, const Demand &D,
                      const std::set<Names> &Wholes) {
  return !D.Turns.empty() &&
         LoadedPath(Facts, D).isPart(lengthOf(D, D.Turns.front()), Wholes);
}

std::vector<std::uint64_t> identityOf(const Unit &Facts, const Demand &D) {
  std::vector<std::uint64_t> Result = D.Identity;
  if (D.What != Demand::Kind::Load)
    return Result;
  const LoadedPath Path(Facts, D);
  for (const Turn &Loop : D.Turns)
    if (Path.isPrefetched(lengthOf(D, Loop)))
      std::erase(Result, Loop.Rows);
  return Result;
}

} // namespace ormlint::analysis
