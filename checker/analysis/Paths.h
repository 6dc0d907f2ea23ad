//===--- Paths.h - Relation paths -------------------------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_ANALYSIS_PATHS_H
#define ORMLINT_ANALYSIS_PATHS_H

#include "facts/Symbol.h"
#include <algorithm>
#include <string>
#include <vector>

namespace ormlint::analysis {

/// The relations that lead from some rows to others, outermost first.
using Names = std::vector<facts::Symbol>;

/// Whether \p Long leads through where \p Short leads to.
inline bool isPrefix(const Names &Short, const Names &Long) {
  return Short.size() <= Long.size() &&
         std::equal(Short.begin(), Short.end(), Long.begin());
}

/// \p Path as a query log writes it: `courses__department`.
inline std::string keyOf(const Names &Path) {
  std::string Result;
  for (facts::Symbol Name : Path)
    Result += (Result.empty() ? "" : "__") + Name.str();
  return Result;
}

} // namespace ormlint::analysis

#endif // ORMLINT_ANALYSIS_PATHS_H
