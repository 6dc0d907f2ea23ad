//===--- Lexicon.cpp - The vocabulary applied to one AST ------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Asked about every call of every function, so nearly every answer is "no":
// each question first compares an identifier's address. Names are compared in
// full, and answers cached, only for what passes.
//
//===----------------------------------------------------------------------===//

#include "vocabulary/Annotations.h"
#include "vocabulary/Identifiers.h"
#include "vocabulary/LexiconImpl.h"

namespace ormlint::vocabulary {

using llvm::StringRef;

std::string operatorName(unsigned Kind) {
  return std::string("operator") +
         clang::getOperatorSpelling(
             static_cast<clang::OverloadedOperatorKind>(Kind));
}

void Lexicon::Impl::know(const clang::ASTContext &Context) {
  if (Known)
    return;
  Known = true;
  Annotated = mayAnnotate(Context.Idents);
  for (const auto &Entry : Names.Types)
    if (const auto *Last = findIdentifier(Context.Idents, Entry.getKey()))
      Types[Last] = Entry.getValue();
  for (const auto &Entry : Names.Functions)
    if (const auto *Last = findIdentifier(Context.Idents, Entry.getKey()))
      Functions[Last] = Entry.getValue();
  // A method alone says little; the ORM must be there.
  for (const TypeName &Name : Names.Declaring)
    if (mayMatter(Context.Idents, *Name.From))
      if (const auto *Method =
              findIdentifier(Context.Idents, Name.Entry->Declares))
        Declaring.emplace_back(Method, &Name);
  for (const auto &Entry : Names.Methods)
    if (const auto *Name = findIdentifier(Context.Idents, Entry.getKey()))
      Methods.insert(Name);
  for (unsigned Kind = 1; Kind != clang::NUM_OVERLOADED_OPERATORS; ++Kind)
    Operators[Kind] = Names.Methods.contains(operatorName(Kind));
}

Lexicon::Lexicon(const Vocabulary &Words)
    : Words(Words), Self(std::make_unique<Impl>(Words.names())) {}
Lexicon::~Lexicon() = default;

std::optional<TypeMeaning> Lexicon::type(clang::QualType Type) {
  return Self->type(Type);
}

const Relation *Lexicon::relation(const clang::FieldDecl *Field) {
  return Self->relation(Field);
}

const Relation *Lexicon::relation(const clang::CXXRecordDecl *Entity,
                                  StringRef Name) {
  return Self->relation(Entity, Name);
}

std::optional<CallMeaning> Lexicon::call(const clang::FunctionDecl *Callee) {
  return Self->call(Callee);
}

} // namespace ormlint::vocabulary
