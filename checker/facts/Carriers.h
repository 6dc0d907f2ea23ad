//===--- Carriers.h - Types that can carry a query or a row -----*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_FACTS_CARRIERS_H
#define ORMLINT_FACTS_CARRIERS_H

#include "vocabulary/Vocabulary.h"
#include "clang/AST/Type.h"
#include "llvm/ADT/DenseMap.h"

namespace clang {
class CXXRecordDecl;
} // namespace clang

namespace ormlint::facts {

/// Tells which types can carry a query, a row or a relation: the vocabulary's
/// types, and references, pointers, arrays, standard wrappers, containers and
/// iterators of them, objects that have one as a member, and functions that
/// deal with them.
class Carriers {
public:
  explicit Carriers(vocabulary::Lexicon &Lexicon) : Lexicon(Lexicon) {}

  bool carries(clang::QualType Type);
  /// Whether \p Type is a query set itself (or a reference to one).
  bool isQuery(clang::QualType Type);

private:
  bool compute(clang::QualType Type, unsigned Depth);
  bool hasParts(const clang::CXXRecordDecl *Record);

  vocabulary::Lexicon &Lexicon;
  llvm::DenseMap<const void *, bool> Known;
  /// How many classes are being looked at, each a member of the one before.
  unsigned Nested = 0;
};

} // namespace ormlint::facts

#endif // ORMLINT_FACTS_CARRIERS_H
