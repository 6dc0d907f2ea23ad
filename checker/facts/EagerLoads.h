//===--- EagerLoads.h - Arguments of eager loads ----------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_FACTS_EAGERLOADS_H
#define ORMLINT_FACTS_EAGERLOADS_H

#include "facts/Facts.h"
#include "facts/Places.h"
#include "vocabulary/Vocabulary.h"

namespace clang {
class CXXConstructExpr;
class CXXRecordDecl;
class Expr;
class Stmt;
class StringLiteral;
} // namespace clang

namespace ormlint::facts {

/// What an argument of an eager load is. All empty: it cannot be read.
struct PathArgument {
  bool Null = false; ///< A null pointer: clears.
  const clang::StringLiteral *Literal = nullptr;
  /// An eager-load object that is made in place.
  const clang::CXXConstructExpr *Construct = nullptr;
};

/// Looks through the conversions around \p Argument.
PathArgument readPath(const clang::Expr *Argument,
                      vocabulary::Lexicon &Lexicon);

/// An eager load of the path \p Literal spells.
EagerLoad plainLoad(const clang::StringLiteral &Literal,
                    llvm::StringRef Separator, Places &Where);

/// The column that \p Argument names by a literal, whatever its suffix:
/// `"text"_c`. It is stored as a path like those of eager loads.
EagerLoad plainColumn(const clang::Expr &Argument, llvm::StringRef Separator,
                      Places &Where);

/// Whether a literal in \p Argument is a path out of the table of \p Rows to
/// many others: `"books"_c`, `"author__name"_c`. A value that reads like one
/// counts.
bool leadsAway(const clang::Stmt &Argument, const clang::CXXRecordDecl *Rows,
               const vocabulary::Profile &Orm, vocabulary::Lexicon &Lexicon,
               Places &Where);

} // namespace ormlint::facts

#endif // ORMLINT_FACTS_EAGERLOADS_H
