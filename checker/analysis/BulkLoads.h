//===--- BulkLoads.h - Rows that are loaded for others too ---- -*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_ANALYSIS_BULKLOADS_H
#define ORMLINT_ANALYSIS_BULKLOADS_H

#include "analysis/Summaries.h"

namespace ormlint::analysis {

/// Rows that are copied out of a query share its relations: marks the demands
/// on rows as served which a bulk load of such copies answered before, in the
/// same function, and adds it to their eager loads.
void shareBulkLoads(const facts::Unit &Facts, Arrived &All);

} // namespace ormlint::analysis

#endif // ORMLINT_ANALYSIS_BULKLOADS_H
