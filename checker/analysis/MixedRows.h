//===--- MixedRows.h - Rows of several entities in one place ----*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_ANALYSIS_MIXEDROWS_H
#define ORMLINT_ANALYSIS_MIXEDROWS_H

#include "analysis/Summaries.h"

namespace ormlint::analysis {

/// A container of variants may hold rows of several entities. What one loop
/// asks of those of one entity is not asked of the others: takes the demands
/// out of
/// \p All that have come to rows which have no such relation, where the same
/// access comes to rows that have it. (Rows of a class derived from the one
/// that has the relation, in one container with rows of that, are taken for
/// others.)
void separateMixedRows(const facts::Unit &Facts, Arrived &All);

} // namespace ormlint::analysis

#endif // ORMLINT_ANALYSIS_MIXEDROWS_H
