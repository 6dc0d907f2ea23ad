//===--- Solving.h - A program's report, part by part -----------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_TOOLS_LINT_SOLVING_H
#define ORMLINT_TOOLS_LINT_SOLVING_H

#include "index/FactsFile.h"
#include "report/Message.h"
#include "tools/lint/KeptReports.h"
#include "tools/lint/Texts.h"
#include "vocabulary/Vocabulary.h"

namespace ormlint::lint {

struct Solving {
  const vocabulary::Vocabulary &Words;
  const analysis::Settings &Set;
  Texts &Sources;
  unsigned Jobs = 0; ///< 0: one per core.
  /// What was said before; null: everything is solved.
  KeptReports *Kept = nullptr;
  /// Parts of fewer functions are not worth the work of their own.
  std::size_t LeastFunctions = 4096;
};

/// What is said of \p Program, whose parts are solved at the same time.
report::Report solve(index::UnitFacts Program, const Solving &How);

} // namespace ormlint::lint

#endif // ORMLINT_TOOLS_LINT_SOLVING_H
