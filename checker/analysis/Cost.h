//===--- Cost.h - Statements of a query, as a formula -----------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Counts the statements that belong to one query: its own, those of its eager
// loads, and those of every lazy load of its rows.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_ANALYSIS_COST_H
#define ORMLINT_ANALYSIS_COST_H

#include "analysis/Demand.h"
#include "analysis/Finding.h"
#include <set>
#include <vector>

namespace ormlint::analysis {

/// An eager load that a fix adds.
struct Addition {
  /// The relations that lead from the query's own rows to the rows of the
  /// expression the load is added to.
  analysis::Names To;
  /// The path from there, the first \c LeadingToOne of which are joined.
  analysis::Names Names;
  unsigned LeadingToOne = 0;
  /// That expression, where others may be at the same rows.
  ValueRef At = {};
};

/// A path that a fix takes out of the eager load \c At, or makes shorter.
struct Removal {
  ValueRef At;
  analysis::Names Names;
  /// What stays of it.
  analysis::Names Used;
};

/// What the query costs before and after \p Fix and \p Unused. \p Demands are
/// all that arrived at it.
Claim costOf(const facts::Unit &Unit, const std::vector<Demand> &Demands,
             const std::vector<Addition> &Fix,
             const std::vector<Removal> &Unused = {});

/// Whether \p Fix loads the relation path \p Path, seen from the query.
bool served(const std::vector<Addition> &Fix, const analysis::Names &Path);

/// "1 + N + N·M".
std::string formula(const std::vector<Term> &Terms);

} // namespace ormlint::analysis

#endif // ORMLINT_ANALYSIS_COST_H
