//===--- Paths.h - Names of files that mean one everywhere ------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_INDEX_PATHS_H
#define ORMLINT_INDEX_PATHS_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace ormlint::index {

/// \p Path, absolute (from \p Directory, if it is relative) and without dots.
std::string absolutePath(llvm::StringRef Path, llvm::StringRef Directory = "");

/// \p Path from the directory \p Root on, if it is below; else as it is.
llvm::StringRef relativePath(llvm::StringRef Path, llvm::StringRef Root);

} // namespace ormlint::index

#endif // ORMLINT_INDEX_PATHS_H
