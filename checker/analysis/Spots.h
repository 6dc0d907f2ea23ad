//===--- Spots.h - Where findings sit ---------------------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// From a demand that arrived at a query to the expression it would be fixed
// at, and the way there for a reader.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_ANALYSIS_SPOTS_H
#define ORMLINT_ANALYSIS_SPOTS_H

#include "analysis/Demand.h"
#include "analysis/Finding.h"
#include "analysis/Summaries.h"

namespace ormlint::analysis {

/// The query expression a demand would be fixed at.
struct Spot {
  ValueRef At;
  /// Relations from the query's own rows to the rows of the expression.
  std::size_t To = 0;
  /// The expression is a call that gives a container of rows.
  bool Container = false;
  friend auto operator<=>(const Spot &, const Spot &) = default;
};

Spot spotOf(const Demand &D, const ValueRef &Query);

/// The steps from the spot to the access, outermost first.
std::vector<Step> traceOf(const facts::Unit &Facts, const Demand &D);

/// The entity whose rows the expression \p To relations from \p Query gives.
facts::Symbol entityAt(const facts::Unit &Facts, const ValueRef &Query,
                       const Demand &D, std::size_t To);

/// Puts where \p Query starts into \p Cost.
void locate(const facts::Unit &Facts, const ValueRef &Query, Claim &Cost);

/// Whether \p Outer is \p Inner or a loop around it.
bool encloses(const facts::Function &F, facts::LoopId Outer,
              facts::LoopId Inner);

/// Whether \p Loop has a turn for each of many things: rows, elements, numbers.
/// A loop that waits for something, or has a handful of turns, has not.
bool iterates(const facts::Function &F, facts::LoopId Loop);

/// Whether \p Asks looks for something: what comes back decides whether the
/// loop goes on. A row by its position is the next one, whatever it decides.
bool looksFor(const facts::Event &Asks);

/// The innermost loop over rows that repeats \p D; null if there is none.
const Turn *rowLoop(const Demand &D);

inline bool overRows(const Demand &D) { return rowLoop(D) != nullptr; }

} // namespace ormlint::analysis

#endif // ORMLINT_ANALYSIS_SPOTS_H
