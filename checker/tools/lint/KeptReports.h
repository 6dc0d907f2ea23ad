//===--- KeptReports.h - What was said of parts of programs -----*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Linking a program again after a change of one file would solve all of it
// again. A part whose facts and texts are what they were has the same report,
// so that is kept by a hash of all it is made of, and what is said with kept
// reports is what is said without.
//
// A file holds the reports of one run: those that nobody asked for in it are
// forgotten with it. One that is damaged, or of another version, is as none.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_TOOLS_LINT_KEPTREPORTS_H
#define ORMLINT_TOOLS_LINT_KEPTREPORTS_H

#include "report/Message.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <map>
#include <mutex>
#include <utility>

namespace ormlint::lint {

/// Reports of parts, in a file. Safe to ask from several threads.
class KeptReports {
public:
  /// A hash of 128 bits.
  using Key = std::pair<std::uint64_t, std::uint64_t>;

  /// Reads those in \p Path. \p Circumstances is what they depend on besides
  /// facts, texts and settings: the program and its profiles.
  KeptReports(std::string Path, std::string Circumstances);

  Key keyOf(
      const facts::Unit &Part, const analysis::Settings &Set,
      llvm::function_ref<std::uint64_t(llvm::StringRef File)> TextHash) const;

  /// What is kept of the part, or what \p Solve says, which is kept from here
  /// on.
  report::Report find(const Key &Of,
                      llvm::function_ref<report::Report()> Solve);

  /// How many parts were solved.
  std::size_t solved() const { return Solved; }

  /// Writes down the reports that were asked for. A file that cannot be written
  /// costs time alone.
  void write() const;

private:
  std::string Path, Circumstances;
  std::mutex Guard;
  std::map<Key, report::Report> Before, Now;
  std::size_t Solved = 0;
};

} // namespace ormlint::lint

#endif // ORMLINT_TOOLS_LINT_KEPTREPORTS_H
