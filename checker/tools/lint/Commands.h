//===--- Commands.h - How each unit is compiled -----------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Compilation databases are written for the compiler that is used, and that is
// often another one, or another version. What only that understands is left
// out, and named.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_TOOLS_LINT_COMMANDS_H
#define ORMLINT_TOOLS_LINT_COMMANDS_H

#include "index/Paths.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace ormlint::lint {

/// A unit of a compilation database, as clang can be asked to parse it.
struct Command {
  std::string Source; ///< Absolute (unless it is relocatable), without dots.
  std::string Directory;
  std::vector<std::string> Arguments;
  /// Names of files stay as they are from the directory on: what is made of
  /// them is the same wherever that is.
  bool Relocatable = false;
  /// How many commands of the program before this one compile the same source.
  unsigned Nth = 0;
};

struct Commands {
  /// By source.
  std::vector<Command> Units;
  /// What was left out, a line each.
  std::vector<std::string> Notes;
};

/// The commands in \p BuildPath, a compile_commands.json or the directory it is
/// in (or below), for \p Files, or for all where there are none; only those
/// whose objects go below \p Objects, if that is not empty. An error where
/// there is no database or no unit.
llvm::Expected<Commands> readCommands(llvm::StringRef BuildPath,
                                      llvm::ArrayRef<std::string> Files,
                                      llvm::StringRef Objects,
                                      llvm::StringRef ResourceDirectory);

/// The command that compiles \p File in the current directory with
/// \p Arguments.
Command commandOf(llvm::StringRef File, llvm::ArrayRef<std::string> Arguments,
                  llvm::StringRef ResourceDirectory);

/// Part \p Index (from 1) of \p Count of \p All.
void takeShard(Commands &All, unsigned Index, unsigned Count);

using index::absolutePath;

} // namespace ormlint::lint

#endif // ORMLINT_TOOLS_LINT_COMMANDS_H
