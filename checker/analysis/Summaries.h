//===--- Summaries.h - What functions ask of their parameters ---*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Brings every demand of a unit to where it comes from: within the function,
// then, through the function's summary, in each caller.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_ANALYSIS_SUMMARIES_H
#define ORMLINT_ANALYSIS_SUMMARIES_H

#include "analysis/Demand.h"
#include "analysis/Propagation.h"
#include <map>

namespace ormlint::analysis {

/// A query as it was reached: the same expression in a function that is called
/// from two places is two queries.
struct QueryKey {
  ValueRef Query;
  std::vector<Frame> Stack;
  friend auto operator<=>(const QueryKey &, const QueryKey &) = default;
};

/// What a function asks of parameter \c Param.
struct SummaryEntry {
  Demand What;
  std::uint32_t Param;
};

/// All demands of a unit, by where they arrived.
struct Arrived {
  std::map<QueryKey, std::vector<Demand>> Queries;
  /// Demands nobody can place, with the reason.
  std::vector<Arrival> Unknown;
  /// For each function, where a trace asks for them: they are many.
  std::vector<std::vector<SummaryEntry>> Summaries;
};

Arrived collectDemands(const facts::Unit &Unit, const Propagation &Graph);

} // namespace ormlint::analysis

#endif // ORMLINT_ANALYSIS_SUMMARIES_H
