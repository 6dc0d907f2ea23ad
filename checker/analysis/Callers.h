//===--- Callers.h - Who calls a function -----------------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For what is asked of a helper and decided around its calls: a query or a
// write that a loop of a caller repeats.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_ANALYSIS_CALLERS_H
#define ORMLINT_ANALYSIS_CALLERS_H

#include "analysis/Demand.h"
#include "facts/Facts.h"
#include <vector>

namespace ormlint::analysis {

class Propagation;

/// Calls up to here are followed outwards, and as many ways.
constexpr unsigned MaxCallsOutwards = 4;
constexpr unsigned MaxWaysOutwards = 32;

/// The calls of each function, by what they name; those through a function
/// object are not among them, nor those that a function makes of itself.
class Callers {
public:
  Callers(const facts::Unit &Facts, const Propagation &Graph);
  const std::vector<Frame> &of(std::uint32_t Function) const {
    return ByCallee[Function];
  }

private:
  std::vector<std::vector<Frame>> ByCallee;
};

/// Adds what \p More depends on to \p To, but for the loop.
void add(facts::Inputs &To, const facts::Inputs &More);

/// What the arguments of \p Made depend on that become the parameters \p Params
/// of \p Callee, a bit each.
facts::Inputs given(const facts::Call &Made, const facts::Function &Callee,
                    std::uint64_t Params);

/// Whether an algorithm makes the call \p Made and may end at its answer.
bool endsAlgorithm(const facts::Function &Caller, const facts::Call &Made);

} // namespace ormlint::analysis

#endif // ORMLINT_ANALYSIS_CALLERS_H
