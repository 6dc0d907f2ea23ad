//===--- Judgement.h - From facts to what is shown ---*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_TOOLS_LINT_JUDGEMENT_H
#define ORMLINT_TOOLS_LINT_JUDGEMENT_H

#include "index/Program.h"
#include "report/Message.h"
#include "tidy/Options.h"
#include "tools/lint/KeptReports.h"
#include "tools/lint/Texts.h"
#include "vocabulary/Vocabulary.h"

namespace ormlint::lint {

/// What the user asks for.
struct Choices {
  const vocabulary::Vocabulary &Words;
  tidy::Options Set;
  std::string Checks = "orm-*"; ///< Globs.
};

/// What is said of a program, as the checks in clang-tidy say it of a unit:
/// without what is suppressed, not asked for, or in headers of others; by
/// place.
struct Judgement {
  report::Report Report;
  /// NOLINT comments for our checks that suppress nothing: `file:line: …`.
  std::vector<std::string> StaleComments;
};
Judgement judge(index::UnitFacts Program, const Choices &Asked, Texts &Sources,
                unsigned Jobs, KeptReports *Kept);

} // namespace ormlint::lint

#endif // ORMLINT_TOOLS_LINT_JUDGEMENT_H
