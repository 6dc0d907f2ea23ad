//===--- Verify.h - The proof of a program's findings -----------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Compile, run, look, fix a copy, compile, run, look again, compare.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_TOOLS_VERIFY_VERIFY_H
#define ORMLINT_TOOLS_VERIFY_VERIFY_H

#include "tools/verify/Comparison.h"
#include "tools/verify/Program.h"
#include <string>
#include <vector>

namespace ormlint::verify {

/// What is to be proved.
struct Request {
  std::vector<std::string> Sources;
  std::vector<std::string> Flags; ///< The user's own compiler flags.
  RunOptions Run;
};

/// What came out.
struct Verdict {
  std::vector<Finding> Findings;
  std::vector<Cost> Costs;
  /// Whether a copy was fixed and run. Not so where no finding has a fix.
  bool Fixed = false;
  unsigned OutputLines = 0;
  /// What the check could not decide, and how many row loops it could.
  std::vector<Undecided> NotDecided;
  std::size_t LoopsChecked = 0;
  /// The runtime's logs of both runs.
  std::string LogBefore, LogAfter;
  /// What does not hold of the program as a whole, a sentence each; what does
  /// not hold of one query is with its cost.
  std::vector<std::string> Problems;

  bool proved() const;
};

/// Proves what \p Source finds. Errors are those of the program or the
/// machine: nothing was proved or disproved.
llvm::Expected<Verdict> verify(const Request &What, const Toolchain &Tools,
                               FindingSource &Source,
                               const ScratchFolder &Scratch);

} // namespace ormlint::verify

#endif // ORMLINT_TOOLS_VERIFY_VERIFY_H
