//===--- Data.h - A verdict for programs to read ----------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What Presentation.h prints for people, as JSON: `--data`.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_TOOLS_VERIFY_DATA_H
#define ORMLINT_TOOLS_VERIFY_DATA_H

#include "tools/verify/Verify.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

namespace ormlint::verify {

/// Writes into \p Folder, which is made where it is not there: `verdict.json`
/// with the findings, the costs and the problems, and the runtime's logs as
/// `before.jsonl` and, where there was a second run, `after.jsonl`.
llvm::Error writeData(const Verdict &What, llvm::StringRef Folder);

} // namespace ormlint::verify

#endif // ORMLINT_TOOLS_VERIFY_DATA_H
