//===--- Git.h - The sources as they were -----------------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_TOOLS_LINT_GIT_H
#define ORMLINT_TOOLS_LINT_GIT_H

#include "tools/lint/Texts.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace ormlint::lint {

/// Lines of a file, from 1, that took the place of lines that it had. Where
/// there are none, the line before is the first one.
struct Hunk {
  unsigned OldFirst = 0, OldCount = 0, NewFirst = 0, NewCount = 0;
};

/// What became of a file.
struct FileChange {
  std::string Before; ///< Its name then.
  std::vector<Hunk> Hunks;
};

/// What the working tree was where the current branch left another one.
struct Base {
  /// Names it for people.
  std::string Commit;
  /// The files that were other ones or had another name, as they were.
  ChangedFiles Before;
  /// The files that were not there, and those that are not any more.
  llvm::StringSet<> Added, Deleted;
  /// The files that are other ones or have another name now, by that.
  llvm::StringMap<FileChange> Changes;
};

/// That of the git repository around the current directory and of \p Ref:
/// `origin/main`. Nothing is checked out.
llvm::Expected<Base> baseOf(llvm::StringRef Ref);

} // namespace ormlint::lint

#endif // ORMLINT_TOOLS_LINT_GIT_H
