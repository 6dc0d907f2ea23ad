//===--- LexiconTypes.cpp - What a class means ----------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "vocabulary/Annotations.h"
#include "vocabulary/Identifiers.h"
#include "vocabulary/LexiconImpl.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/Type.h"

namespace ormlint::vocabulary {

const TypeName *Lexicon::Impl::named(const Record *Class) const {
  const clang::IdentifierInfo *Name = Class->getIdentifier();
  if (!Name)
    return nullptr;
  for (const TypeName &Candidate : Types.lookup(Name))
    if (isScope(Class->getDeclContext(), Candidate.Parts))
      return &Candidate;
  return nullptr;
}

std::optional<TypeMeaning> Lexicon::Impl::type(clang::QualType Type) {
  if (Type.isNull())
    return std::nullopt;
  Type = Type.getNonReferenceType();
  if (Type->isDependentType() || Type->containsErrors())
    return std::nullopt;
  const Record *Class = Type->getAsCXXRecordDecl();
  return Class ? meaning(Class) : std::nullopt;
}

std::optional<TypeMeaning> Lexicon::Impl::meaning(const Record *Class) {
  know(Class->getASTContext());
  // "No" while it is computed: nothing a compiler accepts derives from itself,
  // but code with errors may.
  auto [Cached, New] =
      Meanings.try_emplace(Class->getCanonicalDecl(), std::nullopt);
  if (!New)
    return Cached->second;
  std::optional<TypeMeaning> Answer = computeMeaning(Class);
  Meanings[Class->getCanonicalDecl()] = Answer;
  return Answer;
}

std::optional<TypeMeaning> Lexicon::Impl::computeMeaning(const Record *Class) {
  if (Class->isInvalidDecl() || Class->isDependentContext())
    return std::nullopt;
  if (const TypeName *Found = named(Class)) {
    const TypeEntry &Entry = *Found->Entry;
    TypeMeaning Answer{Entry.Elsewhere.value_or(Entry.Role), nullptr, &Entry};
    Answer.Entity = entityArgument(Class, Entry);
    if (!Answer.Entity && Entry.Role == TypeRole::Entity)
      Answer.Entity = Class->getCanonicalDecl();
    return Answer;
  }
  if (const TypeEntry *Entry = annotatedEntry(Class)) {
    TypeMeaning Answer{Entry->Role, entityArgument(Class, *Entry), Entry};
    if (!Answer.Entity && Entry->Role == TypeRole::Entity)
      Answer.Entity = Class->getCanonicalDecl();
    return Answer;
  }
  const Record *Definition = Class->getDefinition();
  if (!Definition || Definition->isInvalidDecl())
    return std::nullopt;
  for (const clang::CXXBaseSpecifier &Base : Definition->bases()) {
    // What a class keeps from its users it does not stand for.
    if (Base.getAccessSpecifier() != clang::AS_public)
      continue;
    const Record *BaseClass = Base.getType()->getAsCXXRecordDecl();
    std::optional<TypeMeaning> Answer =
        BaseClass ? meaning(BaseClass) : std::nullopt;
    if (!Answer)
      continue;
    if (Answer->Role == TypeRole::Entity && !Answer->Entry->Entity)
      Answer->Entity = Class->getCanonicalDecl();
    return Answer;
  }
  if (const TypeName *Found = declaring(Definition))
    return TypeMeaning{Found->Entry->Role, Class->getCanonicalDecl(),
                       Found->Entry};
  return std::nullopt;
}

/// An annotation says no more than the role: the entity is the first argument
/// that is a class.
const TypeEntry *Lexicon::Impl::annotatedEntry(const Record *Class) {
  const auto Role = Annotated ? annotatedRole(Class) : std::nullopt;
  if (!Role)
    return nullptr;
  TypeEntry &Entry = Entries.emplace_back();
  Entry.Role = *Role;
  const TemplateArguments Given = templateArguments(Class);
  for (unsigned I = 0, E = Given.size(); I != E && !Entry.Entity; ++I)
    if (recordArgument(Given, I))
      Entry.Entity = I;
  return &Entry;
}

const TypeName *Lexicon::Impl::declaring(const Record *Definition) const {
  for (const auto &[Method, Found] : Declaring)
    for (const clang::NamedDecl *Member : Definition->lookup(Method))
      if (llvm::isa<clang::CXXMethodDecl>(Member->getUnderlyingDecl()) ||
          llvm::isa<clang::FunctionTemplateDecl>(Member->getUnderlyingDecl()))
        return Found;
  return nullptr;
}

/// The template argument that is the entity, which may be given by a handle:
/// `collection<ptr<Student>>`.
const clang::CXXRecordDecl *
Lexicon::Impl::entityArgument(const Record *Class, const TypeEntry &Entry) {
  const Record *Argument =
      recordArgument(templateArguments(Class), Entry.Entity);
  if (!Argument)
    return nullptr;
  if (const TypeName *Handle = named(Argument); Handle && Handle->Entry->Entity)
    if (const Record *Behind =
            recordArgument(templateArguments(Argument), Handle->Entry->Entity))
      return Behind;
  return Argument;
}

/// The entity whose rows \p Type holds or points at, or null.
const clang::CXXRecordDecl *Lexicon::Impl::rowsOf(clang::QualType Type,
                                                  unsigned Depth) {
  // `expected<vector<unique_ptr<Row>>, E>`.
  constexpr unsigned MaxDepth = 4;
  Type = Type.getNonReferenceType();
  while (Type->isPointerType())
    Type = Type->getPointeeType();
  const Record *Class =
      Type->isDependentType() ? nullptr : Type->getAsCXXRecordDecl();
  if (!Class || Depth > MaxDepth)
    return nullptr;
  if (std::optional<TypeMeaning> Rows = meaning(Class))
    return Rows->Entity;
  for (const clang::TemplateArgument &Argument : templateArguments(Class))
    if (Argument.getKind() == clang::TemplateArgument::Type)
      if (const Record *Found = rowsOf(Argument.getAsType(), Depth + 1))
        return Found;
  return nullptr;
}

/// The class that \p Entry names among \p Class and its bases: the one whose
/// template arguments the entry counts.
const clang::CXXRecordDecl *
Lexicon::Impl::specialization(const Record *Class, const TypeEntry *Entry) {
  if (const TypeName *Found = named(Class); Found && Found->Entry == Entry)
    return Class;
  if (const Record *Definition = Class->getDefinition())
    for (const clang::CXXBaseSpecifier &Base : Definition->bases())
      if (const Record *BaseClass = Base.getType()->getAsCXXRecordDecl())
        if (const Record *Found = specialization(BaseClass, Entry))
          return Found;
  return nullptr;
}

} // namespace ormlint::vocabulary
