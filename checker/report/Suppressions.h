//===--- Suppressions.h - NOLINT comments -----------------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// As clang-tidy reads them: `NOLINT`, `NOLINTNEXTLINE` and `NOLINTBEGIN` …
// `NOLINTEND`, alone or with a list of globs of check names behind.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_REPORT_SUPPRESSIONS_H
#define ORMLINT_REPORT_SUPPRESSIONS_H

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace ormlint::report {

/// Whether the comma-separated globs \p List (`orm-*,-orm-write-in-loop`) take
/// \p Name in: the last one that matches says.
bool matches(llvm::StringRef List, llvm::StringRef Name);

/// A comment that suppresses what is said of some lines.
struct Suppression {
  unsigned Line = 0;            ///< Of the comment, from 1.
  unsigned First = 0, Last = 0; ///< The lines it is about.
  std::string Checks;           ///< Globs; "*" where none are given.
  bool Used = false;
};

/// Those in \p Text.
std::vector<Suppression> suppressionsIn(llvm::StringRef Text);

/// The suppressions of files, each looked through once.
class Suppressions {
public:
  /// Whether what \p Check says of \p Line of \p File, whose text is \p Text,
  /// is suppressed.
  bool suppress(llvm::StringRef File, llvm::StringRef Text, unsigned Line,
                llvm::StringRef Check);

  /// Those in \p File that name a check that begins with \p Prefix and
  /// suppressed nothing.
  std::vector<Suppression> stale(llvm::StringRef File, llvm::StringRef Text,
                                 llvm::StringRef Prefix);

private:
  std::vector<Suppression> &in(llvm::StringRef File, llvm::StringRef Text);

  llvm::StringMap<std::vector<Suppression>> Known;
};

} // namespace ormlint::report

#endif // ORMLINT_REPORT_SUPPRESSIONS_H
