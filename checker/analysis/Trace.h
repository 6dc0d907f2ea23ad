//===--- Trace.h - How demands came to where they are -----------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For dumps that explain a verdict. Without a `Trace` nothing is recorded; a
// demand then carries an empty list of footprints.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_ANALYSIS_TRACE_H
#define ORMLINT_ANALYSIS_TRACE_H

#include "analysis/Demand.h"
#include <vector>

namespace ormlint::analysis {

/// Why a demand asks nothing of the database.
enum class Drop : std::uint8_t {
  NoValue,   ///< There is no value behind this one.
  CameAlong, ///< The row came with the query of its rows.
  WayBack,   ///< The row it leads to is the one it came from.
  Attached,  ///< Only an eager load puts rows there.
  Lookup,    ///< An eager-load object is no query.
  Assigned,  ///< The relation was assigned before, on the same row.
  OwnKey,    ///< The row has the key itself.
  InMemory,  ///< All rows of the query were read before.
  Callback,  ///< No caller brings the function object it came through.
  OtherWay,  ///< Where it is made, a condition rules this way out.
  Recursion, ///< It went through two levels of a tree.
};

struct Dropped {
  Demand What;
  Drop Why;
};

struct Trace {
  std::vector<Dropped> Ends;
};

} // namespace ormlint::analysis

#endif // ORMLINT_ANALYSIS_TRACE_H
