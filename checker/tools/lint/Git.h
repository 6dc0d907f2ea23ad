//===--- Git.h - The sources as they were -----------------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_TOOLS_LINT_GIT_H
#define ORMLINT_TOOLS_LINT_GIT_H

#include "tools/lint/Texts.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Error.h"

namespace ormlint::lint {

/// What the working tree was where the current branch left another one.
struct Base {
  /// The files that were other ones, as they were.
  ChangedFiles Before;
  /// The files that were not there.
  llvm::StringSet<> Added;
};

/// That of the git repository around the current directory and of \p Ref:
/// `origin/main`. Nothing is checked out.
llvm::Expected<Base> baseOf(llvm::StringRef Ref);

} // namespace ormlint::lint

#endif // ORMLINT_TOOLS_LINT_GIT_H
