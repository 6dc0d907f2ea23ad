//===--- Program.h - The facts of a whole program ---------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An index of a program is the facts of one large unit: `UnitFacts` without a
// `Source`, whose `Inputs` are the files that the user owns. So a file of it is
// written and read as those of units are.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_INDEX_PROGRAM_H
#define ORMLINT_INDEX_PROGRAM_H

#include "index/FactsFile.h"

namespace ormlint::index {

/// The facts of all \p Units, linked and pruned. A file that one unit takes for
/// the user's is the user's.
UnitFacts linkProgram(std::vector<UnitFacts> Units);

/// Reads the program that is kept in \p Path. An error names it, and the way
/// out.
llvm::Expected<UnitFacts> readProgram(llvm::StringRef Path);

} // namespace ormlint::index

#endif // ORMLINT_INDEX_PROGRAM_H
