//===--- DefaultChecks.h - Which checks run unasked -------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_TOOLS_DEFAULTCHECKS_H
#define ORMLINT_TOOLS_DEFAULTCHECKS_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace ormlint::tools {

/// \p Checks, a list as `Checks:` in a `.clang-tidy` file has it, with the orm
/// checks switched on. Unless the list names any of them (on or off), or ends
/// with every check switched off (`-*`, as people write for third-party code):
/// then the user has decided, and it stays as it is.
std::string withOrmChecks(llvm::StringRef Checks);

} // namespace ormlint::tools

#endif // ORMLINT_TOOLS_DEFAULTCHECKS_H
