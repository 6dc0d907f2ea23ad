//===--- Stats.h - What was checked, and what could not be ------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A file without findings may be free of them, or not understood. The numbers
// tell which, and the places where to look.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_REPORT_STATS_H
#define ORMLINT_REPORT_STATS_H

#include "report/Message.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

namespace ormlint::report {

/// Writes what \p Of says about the row loops of the unit \p Name: a line with
/// the numbers, then one for each loop that is undecided and each function that
/// was left out, with the reason.
void printStats(llvm::raw_ostream &Out, llvm::StringRef Name, const Report &Of);

/// Appends that to \p File in one write, so that several processes may share
/// it; `-` is the standard output. An error names the file.
llvm::Error appendStats(llvm::StringRef File, llvm::StringRef Name,
                        const Report &Of);

} // namespace ormlint::report

#endif // ORMLINT_REPORT_STATS_H
