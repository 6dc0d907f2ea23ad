//===--- Outcome.h - What a run shows, changes and ends with ----*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_TOOLS_LINT_OUTCOME_H
#define ORMLINT_TOOLS_LINT_OUTCOME_H

#include "tools/lint/Judgement.h"
#include "tools/lint/Units.h"

namespace ormlint::lint {

/// Shows what is left of \p Found after the baseline, makes the edits that are
/// asked for, and sums up. \p Units is how many were read.
/// \returns the run's status.
int finish(const Request &Asked, Judgement Found, Texts &Sources,
           const Facts &Read, std::size_t Units);

} // namespace ormlint::lint

#endif // ORMLINT_TOOLS_LINT_OUTCOME_H
