//===--- Analysis.h - Findings from facts -----------------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Works on facts alone. Each event is a demand; a demand that arrives at a
// parameter becomes part of the function's summary and is made again at each
// call; the demands that arrive at a query say what it costs and what it lacks.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_ANALYSIS_ANALYSIS_H
#define ORMLINT_ANALYSIS_ANALYSIS_H

#include "analysis/Finding.h"
#include "facts/Facts.h"

namespace ormlint::analysis {

Findings analyze(const facts::Unit &Unit, const Settings &Set = {});

} // namespace ormlint::analysis

#endif // ORMLINT_ANALYSIS_ANALYSIS_H
