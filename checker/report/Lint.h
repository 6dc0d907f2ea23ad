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

#include "analysis/Finding.h"
#include "vocabulary/Vocabulary.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace clang {
class ASTContext;
} // namespace clang

namespace ormlint::report {

/// A replacement of \c Length bytes at \c Offset of \c File by \c Text.
struct Edit {
  std::string File;
  unsigned Offset = 0;
  unsigned Length = 0;
  std::string Text;
};

/// A note of a finding; its edits are choices that `--fix` does not apply.
struct Note {
  clang::SourceLocation Location;
  std::string Text;
  std::vector<Edit> Edits;
};

/// One finding, worded for people, with what a run must show to prove it (none
/// where the claim names no query).
struct Message {
  std::string Check; ///< `orm-n-plus-one`
  analysis::Confidence Sure = analysis::Confidence::Certain;
  /// How many loops are around it.
  unsigned Nesting = 0;
  clang::SourceLocation Location;
  std::string Text;
  std::vector<Edit> Edits;
  std::vector<Note> Notes;
  /// The relations it is about (`courses__department`), from the rows of the
  /// expression that it lies on.
  std::vector<std::string> Paths;
  analysis::Claim Claim;
};

/// What a run of the analysis says about one translation unit.
struct Report {
  std::vector<Message> Messages;
  analysis::Coverage Coverage;
  /// The files that the places of `Coverage` are in.
  std::vector<std::string> Files;
};

/// Analyses \p Context. Costs next to nothing where no profile's names occur.
Report lint(clang::ASTContext &Context, const vocabulary::Vocabulary &Words,
            const analysis::Settings &Set = {});

/// The checks by name, in the order in which they are documented.
llvm::ArrayRef<llvm::StringLiteral> checkNames();
/// The one whose findings change the fixes of others.
constexpr llvm::StringLiteral UnusedLoadsCheck = "orm-unused-eager-load";

/// The fix-it hint for \p Change.
clang::FixItHint hint(const Edit &Change, clang::SourceManager &Sources);

} // namespace ormlint::report

#endif // ORMLINT_REPORT_LINT_H
