//===--- MissingLoads.h - Eager loads that a query lacks --------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_ANALYSIS_MISSINGLOADS_H
#define ORMLINT_ANALYSIS_MISSINGLOADS_H

#include "analysis/OtherChecks.h"

namespace ormlint::analysis {

/// Whether an edit mends \p Finding, and not only words. In a template that is
/// so where all instances agree.
inline bool isMade(const MissingEagerLoad &Finding) {
  return Finding.Why == NoFix::None || Finding.Why == NoFix::Template;
}

/// Adds to \p Out what loops follow and \p Query does not load, a finding for
/// each place where it could be loaded. \p Planned is what other fixes of the
/// query will load, \p Removed what they take out, and \p Provided the related
/// queries whose rows come with an eager load on some way.
void reportMissingLoads(const QueryDemands &Query, const WriteSets &Writes,
                        const std::vector<Addition> &Planned,
                        const std::vector<Removal> &Removed,
                        const std::set<ValueRef> &Provided, const Settings &Set,
                        std::vector<MissingEagerLoad> &Out,
                        std::set<Turn> &Reported);

/// A query in a template can be fixed there if every instantiation is in sight
/// and lacks the same.
void agree(const facts::Unit &Facts, std::vector<MissingEagerLoad> &Found);

} // namespace ormlint::analysis

#endif // ORMLINT_ANALYSIS_MISSINGLOADS_H
