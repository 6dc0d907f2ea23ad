//===--- Link.h - The facts of a program from those of its units *- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Functions are joined by USR. What several units have and is the same in each,
// such as an inline function of a header, is there once. What merely has the
// same name stays apart: functions with internal linkage, the `main` of several
// programs, a header function that flags make another one in each unit.
//
// Not handled: of two programs that define one function differently, a third
// unit that only calls it belongs to either; such a call is not followed.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_INDEX_LINK_H
#define ORMLINT_INDEX_LINK_H

#include "facts/Facts.h"
#include <vector>

namespace ormlint::index {

/// The facts of all \p Units as those of one, whose virtual calls run what
/// overrides the method in any of them. A pure function of them and their
/// order.
facts::Unit link(std::vector<facts::Unit> Units);

/// Takes out functions that neither deal with a query or row nor call one that
/// does. With \p Whole, a function that is not in \p Facts does not either.
void prune(facts::Unit &Facts, bool Whole);

} // namespace ormlint::index

#endif // ORMLINT_INDEX_LINK_H
