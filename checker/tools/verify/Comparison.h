//===--- Comparison.h - Whether the runs bear the findings out --*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Compares what each query cost before and after the fixes with what its
// finding claims, and every other query with itself.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_TOOLS_VERIFY_COMPARISON_H
#define ORMLINT_TOOLS_VERIFY_COMPARISON_H

#include "tools/verify/Checker.h"
#include "tools/verify/EditedCopy.h"
#include "tools/verify/QueryLog.h"
#include "llvm/ADT/ArrayRef.h"
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ormlint::verify {

/// What a query cost, over all its runs, beside what was claimed of it.
struct Cost {
  Place At; ///< In the original.
  std::string Entity;
  std::size_t Runs = 0;
  bool OnlyReads = true;
  std::uint64_t Before = 0;
  std::optional<std::uint64_t> After; ///< None: there was no second run.
  /// The SQL of its first run: with the fixes, if there was a second run.
  std::vector<std::string> SQL;

  // Of the finding, if there is one:
  std::string Formula;                    ///< Empty: no finding.
  std::optional<std::uint64_t> Predicted; ///< Before, for the loops that ran.
  bool UpTo = false;                      ///< Predicted is a maximum.
  std::optional<std::uint64_t> Promised;  ///< After.

  /// What does not hold, a sentence each.
  std::vector<std::string> Problems;
};

/// The costs of every query of a program: first the queries with findings.
///
/// Before the fixes, each path of a claim must have been read by as many
/// statements as its terms give for the rows that were there ("up to": by no
/// more), and no other path by any. After them, a run must cost the number that
/// the finding names; where a level of it was empty or a branch never taken, no
/// more than that. Both hold for each run of the expression by itself.
///
/// Queries without a finding must run the same statements with the same values
/// and rows in both runs.
std::vector<Cost> compare(llvm::ArrayRef<Finding> Findings,
                          const QueryLog &Before, const QueryLog &After,
                          const EditedCopy &Copy);

/// The costs before alone: what the findings' formulas say of a program for
/// which there is no second run.
std::vector<Cost> measure(llvm::ArrayRef<Finding> Findings,
                          const QueryLog &Before);

} // namespace ormlint::verify

#endif // ORMLINT_TOOLS_VERIFY_COMPARISON_H
