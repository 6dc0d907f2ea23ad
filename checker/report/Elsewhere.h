//===--- Elsewhere.h - Findings of other files, seen from here --*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A finding sits on its query. Who edits the loop or the accessor, in another
// file, is told there: by one message on it for all the queries that come to
// it, with each of them as a note. It has no edits; they are made where the
// query is.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_REPORT_ELSEWHERE_H
#define ORMLINT_REPORT_ELSEWHERE_H

#include "report/Message.h"

namespace ormlint::report {

/// \p Messages, whose places are in \p Files, for a reader of the file
/// \p Source who cannot see the queries they sit on.
std::vector<Message> seenFrom(llvm::StringRef Source,
                              std::vector<Message> Messages,
                              llvm::ArrayRef<facts::Symbol> Files);

} // namespace ormlint::report

#endif // ORMLINT_REPORT_ELSEWHERE_H
