//===--- Portable.h - Arguments that may stand elsewhere --------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Whether the arguments of a call could be written at another place of the
// function and mean the same there: literals, and variables that nothing
// changes. A list of what is fine; all else is not.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_FACTS_PORTABLE_H
#define ORMLINT_FACTS_PORTABLE_H

#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringMap.h"
#include <optional>

namespace clang {
class Decl;
class Expr;
class FunctionDecl;
class Stmt;
class VarDecl;
} // namespace clang

namespace ormlint::facts {

/// The arguments in one function. Costs nothing until it is asked.
class Portable {
public:
  explicit Portable(const clang::FunctionDecl &Function) : Function(Function) {}

  /// The place from which on \p Arguments mean the same up to where they stand:
  /// the end of the last declaration they need. None: they may not.
  std::optional<clang::SourceLocation>
  since(llvm::ArrayRef<const clang::Expr *> Arguments);
  /// Whether \p Variable, a number or a text, keeps what it is made with.
  bool isFixed(const clang::VarDecl &Variable);

private:
  void collect();
  void collect(const clang::Stmt *Statement);
  void declare(const clang::Decl &Local);
  bool reads(const clang::Stmt *Part, clang::SourceLocation &Since);
  void advance(clang::SourceLocation &Since,
               clang::SourceLocation Location) const;

  const clang::FunctionDecl &Function;
  bool Collected = false;
  /// How often a name is declared: an inner one may hide an outer one.
  llvm::StringMap<unsigned> Names;
  /// Variables that are not only read.
  llvm::DenseSet<const clang::VarDecl *> Changed;
  /// The last local declaration that is no variable: names may need it.
  clang::SourceLocation Other;
};

} // namespace ormlint::facts

#endif // ORMLINT_FACTS_PORTABLE_H
