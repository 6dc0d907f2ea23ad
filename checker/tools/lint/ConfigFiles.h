//===--- ConfigFiles.h - What .clang-tidy files say -------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_TOOLS_LINT_CONFIGFILES_H
#define ORMLINT_TOOLS_LINT_CONFIGFILES_H

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>
#include <vector>

namespace ormlint::lint {

/// What is ours in the .clang-tidy files of a directory.
struct Configuration {
  std::optional<std::string> Checks, WarningsAsErrors;
  /// By name, without those that concern clang-tidy alone.
  llvm::StringMap<std::string> Options;
  std::vector<std::string> Files;
};

/// That of the current directory. What cannot be read, and names that there are
/// not, are added to \p Problems, with file and line.
Configuration readConfigFiles(std::vector<std::string> &Problems);

/// Those of the comma-separated globs \p List that match none of our checks and
/// begin with \p Prefix.
std::vector<std::string> unknownChecks(llvm::StringRef List,
                                       llvm::StringRef Prefix);

/// "no check is named 'orm-n-plus-two'; there are …".
std::string noCheck(llvm::StringRef Name);

/// Whether the option \p Name makes no difference to orm-lint.
bool isOfClangTidyAlone(llvm::StringRef Name);

} // namespace ormlint::lint

#endif // ORMLINT_TOOLS_LINT_CONFIGFILES_H
