//===--- WriteSets.h - What loops change in the database --------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_ANALYSIS_WRITESETS_H
#define ORMLINT_ANALYSIS_WRITESETS_H

#include "analysis/Propagation.h"
#include "facts/Facts.h"
#include <set>
#include <string>
#include <vector>

namespace ormlint::analysis {

/// The entities that each function writes, by itself or through what it calls.
class WriteSets {
public:
  WriteSets(const facts::Unit &Facts, const Propagation &Graph);

  /// Whether a turn of \p Loop may change rows of one of \p Entities.
  bool inLoop(std::uint32_t Function, facts::LoopId Loop,
              const std::set<facts::Symbol> &Entities) const;

  /// Whether a loop around \p D may change rows that its path reads: then an
  /// eager load, which reads them before, could make another output. What a
  /// called function writes is seen where it is handed a row or a query.
  bool around(const Demand &D) const;

private:
  const facts::Unit &Facts;
  const Propagation &Graph;
  std::vector<std::set<facts::Symbol>> Written;
};

} // namespace ormlint::analysis

#endif // ORMLINT_ANALYSIS_WRITESETS_H
