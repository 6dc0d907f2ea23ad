//===--- ShelfOrm.h - A small ORM for tests of the facts --------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// It exists here only; its names are unlike those of any profile that ships.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_TEST_FACTS_SHELFORM_H
#define ORMLINT_TEST_FACTS_SHELFORM_H

#include "facts/Facts.h"
#include <string>

namespace ormlint::facts {

/// The facts of \p Program, which may use `Book` (author to one, tags to many),
/// `Author` (books to many) and `Tag`.
Unit factsOf(const std::string &Program);

/// The facts of function `f` of \p Program as text, without places, names of
/// methods, and the loops that values are made in.
std::string dumpOf(const std::string &Program);

} // namespace ormlint::facts

#endif // ORMLINT_TEST_FACTS_SHELFORM_H
