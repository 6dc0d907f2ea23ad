//===--- Checker.h - The check's findings for a program ---------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Runs the check over a program's sources. The proof takes findings through an
// interface, so that its own tests can hand it wrong ones.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_TOOLS_VERIFY_CHECKER_H
#define ORMLINT_TOOLS_VERIFY_CHECKER_H

#include "analysis/Finding.h"
#include "report/Lint.h"
#include "tools/verify/QueryLog.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace ormlint::verify {

/// A finding apart from the syntax tree it was made on.
struct Finding {
  std::string Where; ///< `file:line:column` of the warning, for messages.
  std::string Check;
  std::string Text;
  std::vector<std::string> Paths; ///< As `report::Message` has them.
  std::vector<report::Edit> Edits;
  analysis::Claim Claim;
  bool FixedByAnother = false; ///< As `report::Message` has it.

  /// Whether its claim is one about a run. What is said in words alone is about
  /// no query's cost, and what one fix does is measured once.
  bool isMeasured() const { return Claim.Line != 0 && !FixedByAnother; }
};

/// A row loop, or a function, that the check could not decide.
struct Undecided {
  Place At;
  std::string Reason;
};

/// What a look at the sources gives.
struct Findings {
  std::vector<Finding> All;
  /// The sources and every header of the user's that they include; absolute.
  std::vector<std::string> Files;
  std::vector<Undecided> NotDecided;
  /// Row loops whose query is known.
  std::size_t LoopsChecked = 0;
};

/// Where findings come from.
class FindingSource {
public:
  virtual ~FindingSource();
  /// Looks at \p Sources, compiled with \p Flags.
  virtual llvm::Expected<Findings> look(llvm::ArrayRef<std::string> Sources,
                                        llvm::ArrayRef<std::string> Flags) = 0;
};

/// The checks themselves, in this process, with the profiles they are built
/// with.
class Checker : public FindingSource {
public:
  /// \p Checks are the names of those that are asked; all when there is none.
  explicit Checker(std::vector<std::string> Checks = {})
      : Checks(std::move(Checks)) {}
  llvm::Expected<Findings> look(llvm::ArrayRef<std::string> Sources,
                                llvm::ArrayRef<std::string> Flags) override;

private:
  std::vector<std::string> Checks;
};

} // namespace ormlint::verify

#endif // ORMLINT_TOOLS_VERIFY_CHECKER_H
