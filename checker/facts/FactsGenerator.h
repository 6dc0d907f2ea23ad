//===--- FactsGenerator.h - The facts of one function -----------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Translates the AST and CFG of one function into facts. It records what the
// code says and decides nothing.
//
// Not handled yet, and therefore `Unknown`: values kept in members of classes
// and captured by lambdas.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_FACTS_FACTSGENERATOR_H
#define ORMLINT_FACTS_FACTSGENERATOR_H

#include "facts/Carriers.h"
#include "facts/Facts.h"
#include "facts/Places.h"
#include "vocabulary/Vocabulary.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"

namespace clang {
class ASTContext;
class FunctionDecl;
} // namespace clang

namespace ormlint::facts {

/// What all functions of one translation unit share.
struct UnitBuilder {
  UnitBuilder(const clang::ASTContext &Context, vocabulary::Lexicon &Lexicon)
      : Context(Context), Lexicon(Lexicon), Types(Lexicon),
        Where(Context, Facts.Files) {}

  RelationId relation(const vocabulary::Relation &Relation);
  /// The USR of \p Function, made unique: lambdas that one macro is handed
  /// share theirs, and so do the templates instantiated with them.
  std::string usr(const clang::FunctionDecl &Function);

  const clang::ASTContext &Context;
  vocabulary::Lexicon &Lexicon;
  Unit Facts;
  Carriers Types;
  Places Where;

private:
  llvm::DenseMap<const vocabulary::Relation *, RelationId> Known;
  llvm::DenseMap<const clang::FunctionDecl *, std::string> Usrs;
  llvm::StringMap<unsigned> UsrUses;
};

/// Adds the facts of \p Function to \p Unit, and to \p Callees the functions it
/// hands queries or rows to or gets them from.
void generateFacts(UnitBuilder &Unit, const clang::FunctionDecl &Function,
                   llvm::SmallVectorImpl<const clang::FunctionDecl *> &Callees);

} // namespace ormlint::facts

#endif // ORMLINT_FACTS_FACTSGENERATOR_H
