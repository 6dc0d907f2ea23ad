//===--- NameIndex.cpp - The names of all profiles ------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "vocabulary/NameIndex.h"
#include "vocabulary/Spelling.h"
#include "clang/AST/Decl.h"
#include "llvm/ADT/STLExtras.h"

namespace ormlint::vocabulary {

using llvm::ArrayRef;
using llvm::StringRef;

template <typename T>
static void insert(llvm::StringMap<llvm::SmallVector<T, 1>> &Index, T Name) {
  llvm::SmallVector<T, 1> &SameLast = Index[Name.Parts.back()];
  for (T &Other : SameLast)
    if (Other.Parts == Name.Parts) {
      Other = std::move(Name);
      return;
    }
  SameLast.push_back(std::move(Name));
}

NameIndex::NameIndex(ArrayRef<Profile> Profiles) {
  for (const Profile &P : Profiles) {
    for (const TypeEntry &Entry : P.Types) {
      TypeName Name{nameParts(Entry.Name), &Entry, &P, {}};
      for (const TypeEntry::Method &Method : Entry.Methods)
        for (const std::string &Spelled : Method.Names) {
          Name.Methods[Spelled] = Method.What;
          Methods.insert(Spelled);
        }
      if (Entry.Declares.empty())
        insert(Types, std::move(Name));
      else
        Declaring.push_back(std::move(Name));
    }
    for (const FunctionEntry &Entry : P.Functions)
      insert(Functions, FunctionName{nameParts(Entry.Name), &Entry, &P});
  }
}

bool isScope(const clang::DeclContext *Context, ArrayRef<StringRef> Parts) {
  ArrayRef<StringRef> Outer = Parts.drop_back();
  for (; Context; Context = Context->getParent()) {
    // extern "C++" blocks and exports name nothing.
    if (Context->isTransparentContext())
      continue;
    if (Context->isTranslationUnit())
      return Outer.empty();
    const auto *Named = llvm::dyn_cast<clang::NamedDecl>(Context);
    const clang::IdentifierInfo *Name =
        Named ? Named->getIdentifier() : nullptr;
    if (Name && !Outer.empty() && Name->getName() == Outer.back()) {
      Outer = Outer.drop_back();
      continue;
    }
    if (!Context->isInlineNamespace())
      return false;
  }
  return false;
}

} // namespace ormlint::vocabulary
