//===--- SharedRows.h - Rows that a prefetch shares out ------- -*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_ANALYSIS_SHAREDROWS_H
#define ORMLINT_ANALYSIS_SHAREDROWS_H

#include "analysis/Demand.h"
#include "analysis/Paths.h"
#include <set>

namespace ormlint::analysis {

/// Whether \p D, a load of a relation to one, is made for a row that several
/// rows may have in common: it keeps what is loaded for it.
bool isOfSharedRow(const facts::Unit &Facts, const Demand &D);

/// Whether the innermost loop of \p D comes by rows that several rows above
/// may have in common. A log has them once.
bool isOverSharedRows(const facts::Unit &Facts, const Demand &D);

/// Whether the innermost loop of \p D comes by some of the rows that a prefetch
/// brought: those of one row above, which is one of several. \p Wholes are the
/// relation paths that lead to rows which a query gave all together.
bool isOverPartOfRows(const facts::Unit &Facts, const Demand &D,
                      const std::set<Names> &Wholes);

/// What makes the statement of \p D another one than one of the same path. A
/// relation to one of rows that a prefetch brought is loaded once, however
/// often these are asked for.
std::vector<std::uint64_t> identityOf(const facts::Unit &Facts,
                                      const Demand &D);

} // namespace ormlint::analysis

#endif // ORMLINT_ANALYSIS_SHAREDROWS_H
