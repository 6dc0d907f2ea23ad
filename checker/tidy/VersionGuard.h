//===--- VersionGuard.h - Whether a host may run the checks -----*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A plugin built for another LLVM loads, lists its checks, reports nothing and
// exits 0: a lint gate that is not there. So the module compares versions as it
// is loaded. Only standard types are used here: nothing of LLVM can be relied
// on before the answer is known.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_TIDY_VERSIONGUARD_H
#define ORMLINT_TIDY_VERSIONGUARD_H

#include <optional>
#include <string>
#include <string_view>

namespace ormlint::tidy {

/// What to tell the user where checks built for clang \p Built ("22.1.8") would
/// run in a host that calls itself \p Host ("Debian clang version 22.1.8 (1)").
/// Nothing where major and minor version agree: LLVM keeps its interface within
/// those.
std::optional<std::string> versionMismatch(std::string_view Built,
                                           std::string_view Host);

} // namespace ormlint::tidy

#endif // ORMLINT_TIDY_VERSIONGUARD_H
