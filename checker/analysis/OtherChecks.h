//===--- OtherChecks.h - What else there is to say of queries ---*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Beside the missing eager load: the ones that are there in vain, and queries
// and writes that a loop repeats. One relation path of one query is in one
// finding: an eager load that does not serve it comes before a missing one,
// and that before a query in a loop.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_ANALYSIS_OTHERCHECKS_H
#define ORMLINT_ANALYSIS_OTHERCHECKS_H

#include "analysis/Cost.h"
#include "analysis/Finding.h"
#include "analysis/Summaries.h"
#include "analysis/WriteSets.h"
#include <functional>
#include <map>
#include <set>

namespace ormlint::analysis {

class Callers;
class Forwards;

/// One query, with the demands that arrived at it and those that it pays for.
struct QueryDemands {
  const facts::Unit &Facts;
  const QueryKey &Key;
  const std::vector<Demand> &Demands;
  const std::vector<Demand> &Priced;
};

/// Eager loads on queries that are thrown away.
class DiscardedLoads {
public:
  explicit DiscardedLoads(const facts::Unit &Facts);

  /// The loads that the query would have if they were assigned, and that are
  /// missing.
  std::vector<Addition> wanted(const QueryDemands &Query);
  /// Reports all; those that were wanted, with \p Cost of their query.
  void report(std::vector<Finding> &Out) const;
  void price(const QueryKey &Key, const Claim &Cost);

private:
  struct Entry {
    ValueRef At;
    ValueRef Query; ///< The one it is made of; no value if that is not seen.
    bool Wanted = false;
    Finding Says;
  };
  const facts::Unit &Facts;
  std::vector<Entry> All;
};

/// Columns that a query leaves out and a loop over its rows reads.
class LeftOutColumns {
public:
  LeftOutColumns(const facts::Unit &Facts, const WriteSets &Writes)
      : Facts(Facts), Writes(Writes) {}

  /// Those of \p Query that a fix brings back.
  std::vector<Addition> wanted(const QueryDemands &Query,
                               std::set<Turn> &Reported);
  bool any(const QueryKey &Key) const;
  void price(const QueryKey &Key, const Claim &Cost);
  void report(std::vector<Finding> &Out) const;

private:
  const facts::Unit &Facts;
  const WriteSets &Writes;
  /// By the refinement that leaves them out.
  std::map<std::pair<QueryKey, ValueRef>, Finding> All;
};

/// Eager loads on rows that are streamed in parts of no given size.
void reportStreamedLoads(const facts::Unit &Facts, std::vector<Finding> &Out);

/// Eager loads of all related rows where a loop reads some of them, chosen for
/// each row in one way: the load could choose them.
class ChoosingLoads {
public:
  ChoosingLoads(const facts::Unit &Facts, const Arrived &All,
                const WriteSets &Writes, Forwards &Rows);

  /// How the load beside \p D could choose the rows that \p D asks for, if
  /// they are asked for nowhere else and no output could change by that.
  std::optional<Choice> of(const QueryKey &Query, const Demand &D) const;

private:
  bool isOnlyUse(const QueryKey &Query, const Demand &D) const;
  const QueryKey *onlyQuery(const Demand &D) const;

  const facts::Unit &Facts;
  const Arrived &All;
  const WriteSets &Writes;
  Forwards &Rows;
  /// By function and event; empty until it is asked.
  mutable std::map<std::pair<std::uint32_t, std::uint32_t>, const QueryKey *>
      Asked;
};

/// By the relation path, the one next to the access first.
using ChosenRows = std::map<std::vector<facts::RelationId>, Choice>;

/// What the eager loads of \p Query can choose of what is asked beside them.
ChosenRows choicesOf(const QueryDemands &Query, const ChoosingLoads &Choices);

/// Queries that loops over the rows of \p Query make by a relation: beside an
/// eager load of it, or where no eager load would do. \p Missing are the eager
/// loads that other findings add to it, \p Chosen the rows that eager loads can
/// choose, and \p Price gives what all fixes together cost.
void reportRelatedQueries(const QueryDemands &Query,
                          const std::vector<Names> &Missing,
                          const ChosenRows &Chosen,
                          const std::function<Claim()> &Price,
                          std::vector<Finding> &Out, std::set<Turn> &Reported);

/// Queries that start anew on each turn of a loop.
void reportRepeatedQueries(const facts::Unit &Facts, const Arrived &All,
                           const WriteSets &Writes, const Callers &CalledBy,
                           std::vector<Finding> &Out);

/// Eager loads that no flow of the rows follows.
class UnusedLoads {
public:
  /// Without \p Demands there are none.
  UnusedLoads(const facts::Unit &Facts, const Propagation &Graph,
              const Arrived *Demands, Forwards &Rows);

  /// What can be taken out of \p Query.
  std::vector<Removal> of(const QueryKey &Query) const;
  void price(const QueryKey &Query, const Claim &Cost);
  void report(std::vector<Finding> &Out) const;

private:
  struct Entry {
    ValueRef At;
    /// Those that it is on; one without calls stands for all callers.
    std::set<QueryKey> Queries;
    Finding Says;
    /// Its cost is that of a query that is returned by so many: who calls knows
    /// what becomes of the rows.
    std::size_t Calls = 0;
  };
  /// The entries for a query.
  std::vector<std::size_t> on(const QueryKey &Query) const;

  std::vector<Entry> All;
  std::map<QueryKey, std::vector<std::size_t>> On;
};

/// Relations that loops follow over rows of which nobody sees where they come
/// from: they may lack an eager load.
void reportUnknownRows(const facts::Unit &Facts, const Arrived &All,
                       std::vector<MissingEagerLoad> &Out);

/// Writes that a loop repeats.
void reportWrites(const facts::Unit &Facts, const Callers &CalledBy,
                  std::vector<Finding> &Out);

} // namespace ormlint::analysis

#endif // ORMLINT_ANALYSIS_OTHERCHECKS_H
