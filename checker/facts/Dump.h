//===--- Dump.h - Facts as text ---------------------------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_FACTS_DUMP_H
#define ORMLINT_FACTS_DUMP_H

#include "facts/Facts.h"

namespace llvm {
class raw_ostream;
} // namespace llvm

namespace ormlint::facts {

/// Prints \p Facts for people: a line for each value, event, call and loop.
void dump(const Unit &Facts, llvm::raw_ostream &Out);

} // namespace ormlint::facts

#endif // ORMLINT_FACTS_DUMP_H
