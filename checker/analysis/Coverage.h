//===--- Coverage.h - How much could be decided -----------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_ANALYSIS_COVERAGE_H
#define ORMLINT_ANALYSIS_COVERAGE_H

#include "analysis/Finding.h"
#include "analysis/Propagation.h"
#include "analysis/Summaries.h"
#include <set>

namespace ormlint::analysis {

/// Each row loop is checked, undecided, or both where it has several callers.
/// One that hands a row to what cannot be seen is undecided, unless it is
/// reported.
Coverage coverageOf(const facts::Unit &Facts, const Propagation &Graph,
                    const Arrived &All, const std::set<Turn> &Reported);

} // namespace ormlint::analysis

#endif // ORMLINT_ANALYSIS_COVERAGE_H
