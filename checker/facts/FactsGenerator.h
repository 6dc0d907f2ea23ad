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
// Not handled, and therefore `Unknown`: values kept in global variables that
// another file can set, and
// variables that a lambda changes whose calls are not all seen.
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
class CXXMethodDecl;
class FieldDecl;
class FunctionDecl;
class ValueDecl;
class VarDecl;
} // namespace clang

namespace ormlint::facts {

/// What all functions of one translation unit share.
struct UnitBuilder {
  UnitBuilder(const clang::ASTContext &Context, vocabulary::Lexicon &Lexicon,
              bool Program)
      : Context(Context), Lexicon(Lexicon), Types(Lexicon),
        Where(Context, Facts.Files), Program(Program) {}

  RelationId relation(const vocabulary::Relation &Relation);
  FieldId field(const clang::FieldDecl &Field);
  /// A variable that outlives calls.
  FieldId variable(const clang::VarDecl &Variable);
  /// Element \p Index of a pair or another tuple.
  FieldId element(unsigned Index, bool Pair);
  /// The USR of \p Function, made unique: lambdas that one macro is handed
  /// share theirs, and so do the templates instantiated with them.
  Symbol usr(const clang::FunctionDecl &Function);

  /// Whether \p Function, or what it calls, deals with queries or rows, so that
  /// a call of it matters although it is handed none. A function of a program
  /// that is defined elsewhere may.
  bool runsQueries(const clang::FunctionDecl &Function) {
    return runsQueries(Function, 0);
  }

  /// Whether \p Function is part of an ORM itself, by its outermost namespace.
  bool isOfAnOrm(const clang::FunctionDecl &Function) const;

  /// The functions that a virtual call of \p Method can come to; none if that
  /// is not known.
  llvm::SmallVector<const clang::CXXMethodDecl *, 2>
  overriders(const clang::CXXMethodDecl &Method);

  const clang::ASTContext &Context;
  vocabulary::Lexicon &Lexicon;
  Unit Facts;
  Carriers Types;
  Places Where;
  const bool Program;

private:
  llvm::DenseMap<const vocabulary::Relation *, RelationId> Known;
  llvm::DenseMap<const clang::FieldDecl *, FieldId> KnownFields;
  llvm::DenseMap<const clang::VarDecl *, FieldId> KnownVariables;
  llvm::StringMap<FieldId> Elements;
  llvm::DenseMap<const clang::CXXMethodDecl *,
                 llvm::SmallVector<const clang::CXXMethodDecl *, 2>>
      Overriders;
  bool OverridersKnown = false;
  llvm::DenseMap<const clang::FunctionDecl *, Symbol> Usrs;
  bool runsQueries(const clang::FunctionDecl &Function, unsigned Depth);
  llvm::StringMap<unsigned> UsrUses;
  llvm::DenseMap<const clang::FunctionDecl *, bool> RunsQueries;
};

/// Whether every function that can set \p Member of a class has its body in
/// sight, and no other can reach it.
bool isClosed(const clang::ValueDecl &Member);

/// Adds the facts of \p Function to \p Unit, and to \p Callees the functions it
/// hands queries or rows to or gets them from.
void generateFacts(UnitBuilder &Unit, const clang::FunctionDecl &Function,
                   llvm::SmallVectorImpl<const clang::FunctionDecl *> &Callees);

} // namespace ormlint::facts

#endif // ORMLINT_FACTS_FACTSGENERATOR_H
