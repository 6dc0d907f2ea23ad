//===--- Explanation.h - Why a verdict is what it is ------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Prints what the analysis makes of facts, function by function, for people who
// look for the step that is wrong; docs/internals/debugging.md shows how.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_TOOLS_FACTS_EXPLANATION_H
#define ORMLINT_TOOLS_FACTS_EXPLANATION_H

#include "analysis/Analysis.h"
#include "analysis/Propagation.h"
#include "analysis/Summaries.h"
#include "analysis/Trace.h"
#include "facts/Dump.h"

namespace ormlint {

class Explanation {
public:
  Explanation(const facts::Unit &Facts, const analysis::Settings &Set,
              facts::Dumper &Print, llvm::raw_ostream &Out);

  /// What \p Function asks of its parameters, gives back and calls.
  void summary(std::uint32_t Function);
  /// The queries that start in \p Function, the demands on them with their
  /// ways, and what is found; then the demands that came to no query.
  void findings(std::uint32_t Function);

private:
  void query(const analysis::QueryKey &Key,
             const std::vector<analysis::Demand> &Demands);
  void found(const facts::Place &At);
  /// The event or the loop that asks, and the way from there.
  void demand(const analysis::Demand &D);
  void way(const analysis::Demand &D);
  void what(const analysis::Demand &D);
  void state(const analysis::Demand &D);
  void place(const facts::Place &At);
  void chain(std::uint32_t Function, facts::ValueId Value);

  const facts::Unit &Facts;
  facts::Dumper &Print;
  llvm::raw_ostream &Out;
  analysis::Trace Seen;
  analysis::Propagation Graph;
  analysis::Arrived All;
  analysis::Findings Found;
};

} // namespace ormlint

#endif // ORMLINT_TOOLS_FACTS_EXPLANATION_H
