//===--- Presentation.h - The verdict as people read it ---------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Prints a verdict as a table of queries, and holds it against the counts that
// a test expects.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_TOOLS_VERIFY_PRESENTATION_H
#define ORMLINT_TOOLS_VERIFY_PRESENTATION_H

#include "tools/verify/Verify.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ormlint::verify {

/// What a person or a test expects of one query: `clinic.cpp:42: 11 -> 2`.
/// In place of the line its entity may be named (`clinic.cpp:Doctor`), which
/// survives edits; a query without a finding has one number (`clinic.cpp:42:
/// 3`).
struct ExpectedCost {
  std::string Text; ///< As written.
  std::string File; ///< The end of the path.
  std::string LineOrEntity;
  std::uint64_t Before = 0;
  std::optional<std::uint64_t> After;

  /// Reads the form above; the error says what was expected.
  static llvm::Expected<ExpectedCost> parse(llvm::StringRef Text);

  /// What is wrong with \p Costs by this expectation; empty: nothing.
  std::string check(const std::vector<Cost> &Costs) const;
};

/// What to print besides the table.
struct PresentationOptions {
  bool Statements = false; ///< The SQL of each query in the table.
};

/// Prints the findings, the table and the verdict in one line.
void present(const Verdict &What, const PresentationOptions &Options,
             llvm::raw_ostream &Out);

} // namespace ormlint::verify

#endif // ORMLINT_TOOLS_VERIFY_PRESENTATION_H
