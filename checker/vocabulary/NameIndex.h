//===--- NameIndex.h - The names of all profiles ----------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Finds a profile's entry by name. Independent of any AST: what depends on one
// is cached in a Lexicon.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_VOCABULARY_NAMEINDEX_H
#define ORMLINT_VOCABULARY_NAMEINDEX_H

#include "vocabulary/Profile.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSet.h"

namespace clang {
class DeclContext;
} // namespace clang

namespace ormlint::vocabulary {

/// A type as a profile names it.
struct TypeName {
  llvm::SmallVector<llvm::StringRef, 4> Parts;
  const TypeEntry *Entry;
  const Profile *From;
  llvm::StringMap<Effect> Methods;
};

/// A free function as a profile names it.
struct FunctionName {
  llvm::SmallVector<llvm::StringRef, 4> Parts;
  const FunctionEntry *Entry;
  const Profile *From;
};

/// All names of some profiles, by their last identifier. Of entries with the
/// same name, the one of the last profile is kept.
class NameIndex {
public:
  explicit NameIndex(llvm::ArrayRef<Profile> Profiles);

  llvm::StringMap<llvm::SmallVector<TypeName, 1>> Types;
  llvm::StringMap<llvm::SmallVector<FunctionName, 1>> Functions;
  /// The types that are known by a method they declare.
  std::vector<TypeName> Declaring;
  /// All methods of all types: the first, cheap question about a call.
  llvm::StringSet<> Methods;
};

/// Whether \p Context is the place that all but the last of \p Parts name.
/// Inline namespaces may be left out of \p Parts.
bool isScope(const clang::DeclContext *Context,
             llvm::ArrayRef<llvm::StringRef> Parts);

} // namespace ormlint::vocabulary

#endif // ORMLINT_VOCABULARY_NAMEINDEX_H
