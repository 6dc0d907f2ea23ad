//===--- Vocabulary.cpp - What the code's names mean to an ORM ------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "vocabulary/Vocabulary.h"
#include "vocabulary/Annotations.h"
#include "vocabulary/Identifiers.h"
#include "vocabulary/NameIndex.h"
#include "vocabulary/Spelling.h"
#include "clang/Basic/IdentifierTable.h"
#include "llvm/ADT/STLExtras.h"

namespace ormlint::vocabulary {

using llvm::StringRef;

Vocabulary::Vocabulary(std::vector<Profile> TheProfiles)
    : Profiles(std::move(TheProfiles)),
      Names(std::make_unique<NameIndex>(Profiles)) {}
// The index points into the vector's elements, which stay where they are.
Vocabulary::Vocabulary(Vocabulary &&) noexcept = default;
Vocabulary::~Vocabulary() = default;

const clang::IdentifierInfo *
findIdentifier(const clang::IdentifierTable &Identifiers, StringRef Name) {
  if (auto Found = Identifiers.find(Name); Found != Identifiers.end())
    return Found->getValue();
  // Identifiers of a precompiled preamble come in only when they are used.
  if (clang::IdentifierInfoLookup *Precompiled =
          Identifiers.getExternalIdentifierLookup())
    return Precompiled->get(Name);
  return nullptr;
}

/// One part alone says little: other libraries have a `QuerySet`, or an `orm`.
static bool seesAll(const clang::IdentifierTable &Identifiers, StringRef Name) {
  return llvm::all_of(nameParts(Name), [&](StringRef Part) {
    return findIdentifier(Identifiers, Part) != nullptr;
  });
}

bool mayMatter(const clang::IdentifierTable &Identifiers, const Profile &P) {
  // Relations and eager loads matter only where there are rows. A profile that
  // names neither entities nor queries is looked for by all it names.
  auto GivesRows = [](const TypeEntry &Type) {
    return Type.Declares.empty() &&
           (Type.Role == TypeRole::Entity || Type.Role == TypeRole::Query ||
            Type.Role == TypeRole::Session || Type.Elsewhere);
  };
  bool All = llvm::none_of(P.Types, GivesRows);
  for (const TypeEntry &Type : P.Types)
    if ((All ? Type.Declares.empty() : GivesRows(Type)) &&
        seesAll(Identifiers, Type.Name))
      return true;
  for (const FunctionEntry &Function : P.Functions)
    if ((All || Function.What == Effect::Query) &&
        seesAll(Identifiers, Function.Name))
      return true;
  return false;
}

bool Vocabulary::mayMatter(const clang::IdentifierTable &Identifiers) const {
  return mayAnnotate(Identifiers) ||
         llvm::any_of(Profiles, [&](const Profile &P) {
           return vocabulary::mayMatter(Identifiers, P);
         });
}

} // namespace ormlint::vocabulary
