//===--- GuessedNames.h - Names the compiler guessed ------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// After "unknown type name 'Boook'; did you mean 'Book'?" clang goes on as if
// Book had been written, and the AST shows no trace of it. What is then found
// rests on a guess, so nothing is said of a function with such a name in it;
// nor of one in which a variable is handed to what does not compile.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_TIDY_GUESSEDNAMES_H
#define ORMLINT_TIDY_GUESSEDNAMES_H

#include "clang/Basic/SourceLocation.h"
#include <vector>

namespace clang {
class ASTContext;
} // namespace clang

namespace ormlint::tidy {

/// Where, in the sources of one translation unit, names were guessed or what is
/// done with variables was not understood. Costs
/// nothing where the unit compiles.
class GuessedNames {
public:
  explicit GuessedNames(clang::ASTContext &Unit);

  /// Whether \p Where lies in a declaration at namespace or class level that
  /// has such a place in it.
  bool touch(clang::SourceLocation Where) const;

private:
  const clang::ASTContext &Unit;
  std::vector<clang::SourceRange> Declarations;
};

} // namespace ormlint::tidy

#endif // ORMLINT_TIDY_GUESSEDNAMES_H
