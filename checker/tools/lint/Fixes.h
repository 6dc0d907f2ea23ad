//===--- Fixes.h - Edits, made or shown -------------------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_TOOLS_LINT_FIXES_H
#define ORMLINT_TOOLS_LINT_FIXES_H

#include "report/Message.h"
#include "tools/lint/Texts.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"
#include <map>

namespace ormlint::lint {

/// The edits of many findings: each once, and no two that touch the same text.
class Fixes {
public:
  explicit Fixes(Texts &Sources) : Sources(Sources) {}

  /// Adds all of \p Edits, or none where one is in the way of another's.
  bool add(llvm::ArrayRef<report::Edit> Edits);

  /// Writes the files anew. \returns how many.
  llvm::Expected<unsigned> apply();
  /// Shows that as a unified diff, with file names from \p Root on.
  void diff(llvm::raw_ostream &Out, llvm::StringRef Root);
  /// A file that is not below \p Root, "" if there is none: `patch` takes no
  /// absolute name.
  llvm::StringRef outside(llvm::StringRef Root) const;

private:
  /// By file and offset.
  std::map<facts::Symbol, std::map<unsigned, report::Edit>> All;
  Texts &Sources;
};

} // namespace ormlint::lint

#endif // ORMLINT_TOOLS_LINT_FIXES_H
