//===--- Members.h - The members of a report, one by one --------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// As facts/Members.h is for facts: what is listed here can be written to disk,
// and no member can be forgotten.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_REPORT_MEMBERS_H
#define ORMLINT_REPORT_MEMBERS_H

#include "facts/Members.h"
#include "report/Message.h"

namespace ormlint::analysis {

ORMLINT_MEMBERS(Settings, MaxPathDepth, UnknownRows, MissingLoads,
                IneffectiveLoads, UnusedLoads)
ORMLINT_MEMBERS(Term, Path, Coefficient, Rows, Letters, UpTo, Open)
ORMLINT_MEMBERS(Claim, File, Line, Column, Entity, Before, BeforeText, MoreThan,
                After, FewerRuns)
ORMLINT_MEMBERS(Step, What, At, Name, Over, Turn)
ORMLINT_MEMBERS(Coverage::Undecided, At, Reason)
ORMLINT_MEMBERS(Coverage, LoopsChecked, LoopsReported, LoopsUndecided,
                Functions, Skipped)

} // namespace ormlint::analysis

namespace ormlint::report {

ORMLINT_MEMBERS(Edit, File, Offset, Length, Text)
ORMLINT_MEMBERS(Note, At, Text, Edits, On)
ORMLINT_MEMBERS(Message, Check, Sure, Nesting, Function, Entity, OfOneFile, At,
                Text, Edits, FixedByAnother, Notes, Paths, Claim, MoreClaims)
ORMLINT_MEMBERS(Report, Messages, Coverage, Files)

} // namespace ormlint::report

#endif // ORMLINT_REPORT_MEMBERS_H
