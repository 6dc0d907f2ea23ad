//===--- LexiconImpl.h - What a lexicon knows of one AST --------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Private to the lexicon's three parts: types, relations, calls.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_VOCABULARY_LEXICONIMPL_H
#define ORMLINT_VOCABULARY_LEXICONIMPL_H

#include "vocabulary/NameIndex.h"
#include "vocabulary/TemplateArguments.h"
#include "vocabulary/Vocabulary.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Basic/OperatorKinds.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include <bitset>
#include <deque>

namespace ormlint::vocabulary {

/// The name of an operator as Spelling.h writes it: `operator->`.
std::string operatorName(unsigned Kind);

class Lexicon::Impl {
public:
  explicit Impl(const NameIndex &Names) : Names(Names) {}

  std::optional<TypeMeaning> type(clang::QualType Type);
  const Relation *relation(const clang::FieldDecl *Field);
  const Relation *relation(const clang::CXXRecordDecl *Entity,
                           llvm::StringRef Name);
  std::optional<CallMeaning> call(const clang::FunctionDecl *Callee);

private:
  using Record = clang::CXXRecordDecl;

  void know(const clang::ASTContext &Context);
  const TypeName *named(const Record *Class) const;
  std::optional<TypeMeaning> meaning(const Record *Class);
  std::optional<TypeMeaning> computeMeaning(const Record *Class);
  const TypeName *declaring(const Record *Definition) const;
  const Record *rowsOf(clang::QualType Type, unsigned Depth = 0);
  const Record *entityArgument(const Record *Class, const TypeEntry &Entry);
  Relation *ownRelation(const clang::FieldDecl *Field);
  Relation *computeRelation(const clang::FieldDecl *Field);
  bool nullable(const TypeEntry &Entry, const TemplateArguments &Given) const;
  const Record *specialization(const Record *Class, const TypeEntry *Entry);
  bool mayMean(const clang::FunctionDecl *Callee) const;
  std::optional<CallMeaning> computeCall(const clang::FunctionDecl *Callee);
  CallMeaning annotatedCall(const clang::FunctionDecl *Callee, Effect What);
  std::optional<CallMeaning> methodCall(const clang::CXXMethodDecl *Method);
  std::optional<CallMeaning> functionCall(const clang::FunctionDecl *Function);

  const NameIndex &Names;

  const TypeEntry *annotatedEntry(const Record *Class);
  Relation *annotatedRelation(const clang::FieldDecl *Field, TypeRole Role);
  const Relation *followed(const clang::CXXMethodDecl *Method, bool ToMany);

  // The profiles' identifiers as this AST knows them.
  bool Known = false;
  bool Annotated = false;
  llvm::DenseMap<const clang::IdentifierInfo *, llvm::ArrayRef<TypeName>> Types;
  llvm::DenseMap<const clang::IdentifierInfo *, llvm::ArrayRef<FunctionName>>
      Functions;
  llvm::DenseSet<const clang::IdentifierInfo *> Methods;
  llvm::SmallVector<std::pair<const clang::IdentifierInfo *, const TypeName *>,
                    1>
      Declaring;
  std::bitset<clang::NUM_OVERLOADED_OPERATORS> Operators;

  // Answers, by canonical declaration.
  llvm::DenseMap<const Record *, std::optional<TypeMeaning>> Meanings;
  llvm::DenseMap<const clang::FieldDecl *, Relation *> Relations;
  llvm::DenseSet<const Relation *> Linked;
  llvm::DenseMap<const clang::FunctionDecl *, std::optional<CallMeaning>> Calls;
  llvm::DenseMap<const clang::CXXMethodDecl *, const Relation *> Accessors;
  std::deque<Relation> Storage;
  std::deque<TypeEntry> Entries;
};

} // namespace ormlint::vocabulary

#endif // ORMLINT_VOCABULARY_LEXICONIMPL_H
