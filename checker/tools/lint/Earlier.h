//===--- Earlier.h - Findings that were there before ------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Of two states of a program, what is said of both. Lines are followed through
// the changes between them, so that one finding is held against one finding:
// what one place gains is not made up for by what another one loses.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_TOOLS_LINT_EARLIER_H
#define ORMLINT_TOOLS_LINT_EARLIER_H

#include "report/Message.h"
#include "tools/lint/Git.h"
#include "tools/lint/Texts.h"

namespace ormlint::lint {

/// What is said of a program, with its sources.
struct State {
  report::Report &Said;
  Texts &Sources;
};

/// Takes out of what is said \p Now what was said \p Then, by the changes since
/// \p From. A finding is the same where its line is, or where its line and that
/// of the other one are in one change, or where a function was moved with it.
void takeOutEarlier(const State &Now, const State &Then, const Base &From);

} // namespace ormlint::lint

#endif // ORMLINT_TOOLS_LINT_EARLIER_H
