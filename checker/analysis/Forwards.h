//===--- Forwards.h - What becomes of values --------------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Demands go backwards; whether nobody out of sight gets hold of a query or a
// row is asked the other way.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_ANALYSIS_FORWARDS_H
#define ORMLINT_ANALYSIS_FORWARDS_H

#include "analysis/Demand.h"
#include "facts/Facts.h"
#include <map>
#include <memory>
#include <set>
#include <utility>
#include <vector>

namespace ormlint::analysis {

struct Arrived;
class Propagation;

/// Follows values forwards. Costs nothing until it is asked.
class Forwards {
public:
  Forwards(const facts::Unit &Facts, const Propagation &Graph,
           const Arrived &All)
      : Facts(Facts), Graph(Graph), All(All) {}

  /// Whether all that becomes of \p From is in sight. What function objects
  /// run is what the callers in sight bring, unless there must be none.
  bool inSight(ValueRef From, bool NoObjects = false);

private:
  struct Uses {
    explicit Uses(const facts::Function &F);

    std::vector<std::vector<facts::ValueId>> Of;
    std::vector<std::vector<std::pair<facts::CallId, std::uint32_t>>> Arguments;
    std::vector<bool> Hidden, Leaves;
    std::vector<facts::ValueId> Params;
    /// What comes back of each call.
    std::map<facts::CallId, std::vector<facts::ValueId>> Back;
  };
  const Uses &usesIn(std::uint32_t Function);
  bool step(ValueRef At, std::vector<ValueRef> &Work);
  void prepare();

  const facts::Unit &Facts;
  const Propagation &Graph;
  const Arrived &All;
  std::vector<std::unique_ptr<const Uses>> Known;
  std::vector<std::vector<Frame>> Callers;
  std::set<std::uint32_t> Undecided;
  bool NoObjects = false;
};

} // namespace ormlint::analysis

#endif // ORMLINT_ANALYSIS_FORWARDS_H
