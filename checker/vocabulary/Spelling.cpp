//===--- Spelling.cpp - How profiles write C++ names ----------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "vocabulary/Spelling.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

namespace ormlint::vocabulary {

using llvm::StringRef;

static bool isIdentifier(StringRef Name) {
  return !Name.empty() && !llvm::isDigit(Name.front()) &&
         llvm::all_of(Name,
                      [](char C) { return llvm::isAlnum(C) || C == '_'; });
}

llvm::SmallVector<StringRef, 4> nameParts(StringRef Name) {
  llvm::SmallVector<StringRef, 4> Parts;
  Name.split(Parts, "::");
  return Parts;
}

bool isQualifiedName(StringRef Name) {
  return llvm::all_of(nameParts(Name), isIdentifier);
}

std::optional<std::string> methodName(StringRef Written) {
  static constexpr StringRef Symbols[] = {
#define OVERLOADED_OPERATOR(Name, Spelling, Token, Unary, Binary, MemberOnly)  \
  Spelling,
#include "clang/Basic/OperatorKinds.def"
  };
  StringRef Name = Written.trim();
  StringRef Rest = Name;
  if (!Rest.consume_front("operator") ||
      (!Rest.empty() && (llvm::isAlnum(Rest.front()) || Rest.front() == '_')))
    return isIdentifier(Name) ? std::optional(Name.str()) : std::nullopt;
  Rest = Rest.ltrim();
  if (llvm::is_contained(Symbols, Rest))
    return ("operator" + Rest).str();
  if (isQualifiedName(Rest))
    return ("operator " + Rest).str();
  return std::nullopt;
}

} // namespace ormlint::vocabulary
