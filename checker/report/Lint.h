//===--- Lint.h - From a translation unit to findings -----------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The one door for front ends (the clang-tidy module, orm-verify): runs
// vocabulary, facts and analysis over one AST and words what was found.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_REPORT_LINT_H
#define ORMLINT_REPORT_LINT_H

#include "facts/UnitExtractor.h"
#include "report/Message.h"
#include "clang/Basic/Diagnostic.h"

namespace clang {
class ASTContext;
} // namespace clang

namespace ormlint::report {

/// Analyses \p Context. Costs next to nothing where no profile's names occur,
/// unless all \p Functions are asked for.
Report lint(clang::ASTContext &Context, const vocabulary::Vocabulary &Words,
            const analysis::Settings &Set = {},
            facts::Choice Functions = facts::Choice::Relevant);

/// The fix-it hint for \p Change.
clang::FixItHint hint(const Edit &Change, clang::SourceManager &Sources);

} // namespace ormlint::report

#endif // ORMLINT_REPORT_LINT_H
