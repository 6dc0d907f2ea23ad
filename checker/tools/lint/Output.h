//===--- Output.h - Findings as text and as data ----------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_TOOLS_LINT_OUTPUT_H
#define ORMLINT_TOOLS_LINT_OUTPUT_H

#include "report/Message.h"
#include "report/Suppressions.h"
#include "tools/lint/Texts.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

namespace ormlint::lint {

/// What is shown, and how.
struct Shown {
  const report::Report &All;
  Texts &Sources;
  /// Names of files below it are written from there on, where the format has
  /// such names.
  std::string Root;
  /// Findings in at least that many nested loops are errors; 0: none is.
  unsigned ErrorNesting = 0;
  /// Globs of checks whose findings are errors.
  llvm::StringRef Errors;

  bool isError(const report::Message &Of) const {
    return (ErrorNesting != 0 && Of.Nesting >= ErrorNesting) ||
           report::matches(Errors, Of.Check);
  }
  llvm::StringRef file(const facts::Place &At) const {
    return All.Files[At.File];
  }
  /// The name of \p File from the root on, if it is below.
  llvm::StringRef relative(llvm::StringRef File) const;
};

/// How many UTF-16 units \p Text, in UTF-8, has: what SARIF and browsers count.
unsigned utf16Length(llvm::StringRef Text);

/// Whether a price is part of what is said: not where nothing is saved.
bool isPriced(const analysis::Claim &Of);

/// What a finding's own place is, as the first step of a way.
llvm::StringRef subject(const report::Message &Of);

/// "1 unit", "2 units".
std::string counted(std::size_t Number, llvm::StringRef Noun);

/// The attribute "loops": how many were checked and reported, and which were
/// undecided; \p At writes the place of one.
void writeLoops(llvm::json::OStream &Out, const analysis::Coverage &Covered,
                llvm::function_ref<void(const facts::Place &)> At);

/// As clang-tidy writes it.
void printText(llvm::raw_ostream &Out, const Shown &What);
/// An object for each finding; docs/orm-lint.md names its members.
void printJson(llvm::raw_ostream &Out, const Shown &What);
/// SARIF 2.1.0, with the way from the query to the access as a code flow and
/// the edits as a fix.
void printSarif(llvm::raw_ostream &Out, const Shown &What);
/// Workflow commands that GitHub shows beside the lines.
void printGithub(llvm::raw_ostream &Out, const Shown &What);
/// GitLab's code quality report.
void printGitlab(llvm::raw_ostream &Out, const Shown &What);
/// One page that needs nothing else, for a browser.
void printHtml(llvm::raw_ostream &Out, const Shown &What);

} // namespace ormlint::lint

#endif // ORMLINT_TOOLS_LINT_OUTPUT_H
