//===--- Recursion.h - Functions that come to call themselves ---*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_ANALYSIS_RECURSION_H
#define ORMLINT_ANALYSIS_RECURSION_H

#include "analysis/Demand.h"
#include <vector>

namespace ormlint::analysis {

/// By function: 0, or a number that those have in common that can come to call
/// each other again and again. \p Callers are the calls of each.
std::vector<std::uint32_t>
recursions(const std::vector<std::vector<Frame>> &Callers);

} // namespace ormlint::analysis

#endif // ORMLINT_ANALYSIS_RECURSION_H
