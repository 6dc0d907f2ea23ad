//===--- Parse.h - Facts read from text -------------------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The inverse of `dump` (Dump.h), for tests and for facts that are changed by
// hand to find out what a verdict hangs on. Beyond what `dump` writes: values,
// loops and calls may have any names in place of numbers, lines may come in any
// order within their function, and `#` begins a comment.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_FACTS_PARSE_H
#define ORMLINT_FACTS_PARSE_H

#include "facts/Facts.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

namespace ormlint::facts {

/// What a fact without a place gets.
enum class Unplaced {
  Nowhere,
  InTheText, ///< Its own line and column in the notation.
};

/// Reads \p Text. An error names the line.
llvm::Expected<Unit> parse(llvm::StringRef Text,
                           Unplaced Places = Unplaced::Nowhere);

} // namespace ormlint::facts

#endif // ORMLINT_FACTS_PARSE_H
