//===--- Tokens.h - The words of a line of facts ----------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_FACTS_TOKENS_H
#define ORMLINT_FACTS_TOKENS_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>

namespace ormlint::facts {

struct Token {
  enum class Kind { Word, Quoted, Place, End } Is = Kind::End;
  std::string Text;
  unsigned Column = 0;
  bool Behind = false; ///< No space in front.
};
using Tokens = llvm::SmallVector<Token, 16>;

/// The tokens of \p Line; none: a text without an end.
std::optional<Tokens> split(llvm::StringRef Line);

/// `print~2` is called `print`.
llvm::StringRef nameOf(llvm::StringRef Label);

} // namespace ormlint::facts

#endif // ORMLINT_FACTS_TOKENS_H
