//===--- Places.h - Source locations as plain numbers -----------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_FACTS_PLACES_H
#define ORMLINT_FACTS_PLACES_H

#include "facts/Facts.h"
#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/DenseMap.h"

namespace clang {
class ASTContext;
class Expr;
class SourceManager;
} // namespace clang

namespace ormlint::facts {

/// Turns locations of one AST into places of one `Unit`, and back.
class Places {
public:
  Places(const clang::ASTContext &Context, std::vector<Symbol> &Files)
      : Context(Context), Files(Files) {}

  /// The place a reader sees: in a macro, where the macro is used.
  Place at(clang::SourceLocation Location);
  /// Just behind the token at \p Location; invalid inside a macro.
  Place behind(clang::SourceLocation Location);
  /// The token at \p Location as it is written.
  std::string spelling(clang::SourceLocation Location);
  /// Where a method call can be appended to \p Expression.
  EditSite appendTo(const clang::Expr &Expression);

private:
  const clang::ASTContext &Context;
  std::vector<Symbol> &Files;
  llvm::DenseMap<clang::FileID, std::uint32_t> Known;
};

/// Whether \p Location is in the unit's main file, or in a source that this
/// includes: a unity build compiles several as one.
bool inMainSource(clang::SourceLocation Location,
                  const clang::SourceManager &Sources);

/// The location of \p At, in a file that \p Sources has loaded; invalid if not.
clang::SourceLocation locate(const Place &At, const std::vector<Symbol> &Files,
                             clang::SourceManager &Sources);

/// The same, in a file that is loaded now if it was not.
clang::SourceLocation locateAnywhere(const Place &At,
                                     const std::vector<Symbol> &Files,
                                     clang::SourceManager &Sources);

} // namespace ormlint::facts

#endif // ORMLINT_FACTS_PLACES_H
