//===--- LexiconRelations.cpp - What a member means -----------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "vocabulary/Annotations.h"
#include "vocabulary/Identifiers.h"
#include "vocabulary/LexiconImpl.h"
#include "vocabulary/Spelling.h"
#include "clang/AST/Type.h"
#include "llvm/ADT/STLExtras.h"

namespace ormlint::vocabulary {

using llvm::StringRef;

bool Lexicon::Impl::nullable(const TypeEntry &Entry,
                             const TemplateArguments &Given) const {
  if (Entry.Nullable)
    return true;
  for (unsigned I = 0, E = Given.size(); I != E; ++I) {
    const Record *Tag = recordArgument(Given, I);
    if (!Tag || !Tag->getIdentifier())
      continue;
    for (const std::string &Name : Entry.NullableWith) {
      auto Parts = nameParts(Name);
      if (Tag->getName() == Parts.back() &&
          isScope(Tag->getDeclContext(), Parts))
        return true;
    }
  }
  return false;
}

Relation *Lexicon::Impl::computeRelation(const clang::FieldDecl *Field) {
  const auto *Class = llvm::dyn_cast<Record>(Field->getParent());
  if (!Class || !Field->getIdentifier() || Field->isInvalidDecl() ||
      Class->isInvalidDecl() || Class->isDependentContext())
    return nullptr;
  know(Field->getASTContext());
  if (Annotated)
    if (auto Role = annotatedRole(Field))
      return annotatedRelation(Field, *Role);
  // A reference is bound to a relation of another object.
  std::optional<TypeMeaning> Handle = type(Field->getType());
  if (!Handle || Field->getType()->isReferenceType())
    return nullptr;
  const TypeRole Role = Handle->Entry->Role;
  if (Role != TypeRole::ToOne && Role != TypeRole::ToMany &&
      Role != TypeRole::Attached && Role != TypeRole::Column)
    return nullptr;
  // A class that entities derive from may declare relations for them, and need
  // not be an entity. An ORM's own handles and query sets may be built of each
  // other; those fields are no relations.
  std::optional<TypeMeaning> Owner = meaning(Class);
  if (Owner ? Owner->Role != TypeRole::Entity
            : Handle->Entry->Elsewhere.has_value())
    return nullptr;

  const TypeEntry &Entry = *Handle->Entry;
  const Record *Type = Field->getType()->getAsCXXRecordDecl();
  const Record *Described = specialization(Type, &Entry);
  TemplateArguments Given = templateArguments(Described ? Described : Type);
  Relation &Result = Storage.emplace_back();
  Result.Name = Field->getName();
  Result.Owner = Owner ? Owner->Entity : Class->getCanonicalDecl();
  Result.Target = Handle->Entity;
  // What an eager load attaches is one row where the handle loads one.
  Result.ToMany = Role == TypeRole::ToMany ||
                  (Role == TypeRole::Attached &&
                   llvm::none_of(Entry.Methods, [](const auto &Method) {
                     return Method.What == Effect::Load;
                   }));
  Result.Attached = Role == TypeRole::Attached;
  Result.Column = Role == TypeRole::Column;
  Result.Nullable = nullable(Entry, Given);
  Result.Reverse = Entry.Reverse;
  const TypeName *From = Described ? named(Described) : nullptr;
  Result.IdentityMap = From && From->From->IdentityMap;
  Result.Inverse = nameArgument(Given, Entry.Inverse);
  Result.Entry = &Entry;
  return &Result;
}

/// A member that is a relation by annotation, of whatever type.
Relation *Lexicon::Impl::annotatedRelation(const clang::FieldDecl *Field,
                                           TypeRole Role) {
  const auto *Class = llvm::cast<Record>(Field->getParent());
  std::optional<TypeMeaning> Owner = meaning(Class);
  Relation &Result = Storage.emplace_back();
  Result.Name = Field->getName();
  Result.Owner =
      Owner && Owner->Entity ? Owner->Entity : Class->getCanonicalDecl();
  Result.Target = rowsOf(Field->getType());
  Result.ToMany = Role == TypeRole::ToMany;
  Result.Attached = Role == TypeRole::Attached;
  Result.Column = Role == TypeRole::Column;
  return &Result;
}

/// The relation that a method stands for.
const Relation *Lexicon::Impl::followed(const clang::CXXMethodDecl *Method,
                                        bool ToMany) {
  Method = Method->getCanonicalDecl();
  const Relation *&Answer = Accessors[Method];
  if (Answer || !Method->getIdentifier())
    return Answer;
  const Record *Class = Method->getParent();
  std::optional<TypeMeaning> Owner = meaning(Class);
  Relation &Result = Storage.emplace_back();
  Result.Name = Method->getName();
  Result.Owner =
      Owner && Owner->Entity ? Owner->Entity : Class->getCanonicalDecl();
  Result.Target = rowsOf(Method->getReturnType());
  Result.ToMany = ToMany;
  return Accessors[Method] = &Result;
}

Relation *Lexicon::Impl::ownRelation(const clang::FieldDecl *Field) {
  Field = Field->getCanonicalDecl();
  if (auto Cached = Relations.find(Field); Cached != Relations.end())
    return Cached->second;
  Relation *Answer = computeRelation(Field);
  Relations[Field] = Answer;
  return Answer;
}

const Relation *Lexicon::Impl::relation(const clang::FieldDecl *Field) {
  if (!Field)
    return nullptr;
  Relation *Answer = ownRelation(Field);
  if (!Answer || !Linked.insert(Answer).second)
    return Answer;
  // A one-to-one links both rows, but only its reverse side names the other.
  // The forward side is one-to-one where the target has such a reverse side
  // that leads to one row.
  const Record *Target =
      Answer->Target ? Answer->Target->getDefinition() : nullptr;
  if (auto Rows = Target ? meaning(Target) : std::nullopt;
      Rows && Rows->Entry && !Rows->Entry->Ordering.empty())
    Answer->Ordered = llvm::any_of(Target->decls(), [&](const auto *Member) {
      const auto *Static = llvm::dyn_cast<clang::VarDecl>(Member);
      return Static && Static->getIdentifier() &&
             Static->getName() == Rows->Entry->Ordering;
    });
  if (!Target || !Answer->Inverse.empty() || Answer->ToMany || Answer->Reverse)
    return Answer;
  for (const clang::FieldDecl *Back : Target->fields()) {
    const Relation *Reverse = ownRelation(Back);
    if (Reverse && Reverse->Reverse && !Reverse->ToMany &&
        Reverse->Target == Answer->Owner && Reverse->Inverse == Answer->Name) {
      Answer->Inverse = Reverse->Name.str();
      break;
    }
  }
  return Answer;
}

const Relation *Lexicon::Impl::relation(const Record *Entity, StringRef Name) {
  const Record *Definition = Entity ? Entity->getDefinition() : nullptr;
  if (!Definition)
    return nullptr;
  for (const clang::FieldDecl *Field : Definition->fields())
    if (Field->getIdentifier() && Field->getName() == Name)
      return relation(Field);
  for (const clang::CXXBaseSpecifier &Base : Definition->bases())
    if (const Relation *Found =
            relation(Base.getType()->getAsCXXRecordDecl(), Name))
      return Found;
  return nullptr;
}

} // namespace ormlint::vocabulary
