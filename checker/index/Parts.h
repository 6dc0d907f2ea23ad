//===--- Parts.h - What of a program can be solved by itself ----*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The analysis of a function needs what it calls, what calls it, what else sets
// or reads a variable or a member that is followed from function to function,
// and what stands at the same place, such as another instance of its template.
// Functions that none of this connects can be solved one after another, in the
// memory of the largest group, or at the same time.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_INDEX_PARTS_H
#define ORMLINT_INDEX_PARTS_H

#include "facts/Facts.h"
#include <cstdint>
#include <vector>

namespace ormlint::index {

using Part = std::vector<std::uint32_t>;

/// The functions of \p Program in parts that nothing connects, each in order,
/// and of at least \p Least functions if there are as many. A change of a few
/// functions changes a few parts.
std::vector<Part> partsOf(const facts::Unit &Program, std::size_t Least);

/// The facts of \p Of alone, with no more files, members and relations than
/// they name, in the same order. Its functions are moved out of \p Program.
/// Safe to call from several threads, each for a part of its own.
facts::Unit take(facts::Unit &Program, const Part &Of);

} // namespace ormlint::index

#endif // ORMLINT_INDEX_PARTS_H
