//===--- ResourceDirectory.h - Where clang's own headers are ----*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// clang's tools look for <stddef.h> and the like beside their own binary. Ours
// lie elsewhere, so they are told.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_TOOLS_RESOURCEDIRECTORY_H
#define ORMLINT_TOOLS_RESOURCEDIRECTORY_H

#include <string>

namespace ormlint::tools {

/// The directory that holds clang's builtin headers in `include/`: the one
/// beside the running program (`../lib/clang/22`) where a package put it there,
/// else that of the LLVM this program was built with. Where neither exists says
/// so on stderr, with the mend, and returns "".
///
/// \p Argv0 is the name the program was called by.
std::string resourceDirectory(const char *Argv0);

} // namespace ormlint::tools

#endif // ORMLINT_TOOLS_RESOURCEDIRECTORY_H
