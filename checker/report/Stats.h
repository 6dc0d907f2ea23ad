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
// A front end of its own reads `Report::Coverage` (analysis::Coverage in
// analysis/Finding.h) of what `lint` returns; its places index `Report::Files`:
//
//   const Report Of = lint(Context, Words);
//   for (const auto &Loop : Of.Coverage.LoopsUndecided)
//     show(Of.Files[Loop.At.File], Loop.At.Line, Loop.Reason);
//
// A loop is checked or undecided, never both; reported ones are among either.
// The reasons are texts for people. Their kinds:
//
//   out of sight    'f' is defined in another file (an opaque call); 'f' is
//                   virtual; 'f' may be several functions; no caller of 'f' is
//                   in sight; kept in an object that is not followed; its
//                   address is taken, and other ways to escape
//   beyond a bound  calls or objects are nested too deeply; the relation path
//                   is too long; too many values come together
//   left out        of functions: too large; does too much; a recursion through
//                   too many functions
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
