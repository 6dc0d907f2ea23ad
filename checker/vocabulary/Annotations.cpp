//===--- Annotations.cpp - What users say in their own code ---------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "vocabulary/Annotations.h"
#include "vocabulary/Identifiers.h"
#include "vocabulary/Words.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"

using llvm::StringRef;

namespace ormlint::vocabulary {
namespace {

/// The word behind `orm:`, or nothing.
std::optional<StringRef> wordOf(const clang::AnnotateAttr &Attribute) {
  StringRef Text = Attribute.getAnnotation();
  return Text.consume_front("orm:") ? std::optional(Text) : std::nullopt;
}

/// The last declaration has the annotations of all before it; a specialization
/// that is not complete yet has none of its template's.
const clang::Decl *annotated(const clang::Decl *Declared) {
  if (const auto *Class =
          llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(Declared))
    Declared = Class->getSpecializedTemplate()->getTemplatedDecl();
  return Declared->getMostRecentDecl();
}

template <typename T, typename Reader>
std::optional<T> find(const clang::Decl *Declared, Reader Read) {
  Declared = annotated(Declared);
  if (Declared->hasAttrs())
    for (const auto *Attribute :
         Declared->specific_attrs<clang::AnnotateAttr>())
      if (auto Word = wordOf(*Attribute))
        if (std::optional<T> Known = Read(*Word))
          return Known;
  return std::nullopt;
}

class Mistakes : public clang::RecursiveASTVisitor<Mistakes> {
public:
  explicit Mistakes(const clang::SourceManager &Sources) : Sources(Sources) {}

  std::vector<std::string> Found;

  /// System headers are not the user's to correct, and most of a unit.
  bool TraverseDecl(clang::Decl *Declared) {
    return !Declared ||
           (Declared->getLocation().isValid() &&
            Sources.isInSystemHeader(Declared->getLocation())) ||
           RecursiveASTVisitor::TraverseDecl(Declared);
  }

  bool VisitDecl(clang::Decl *Declared) {
    if (!Declared->hasAttrs())
      return true;
    const bool OfFunction =
        Declared->getAsFunction() || llvm::isa<clang::VarDecl>(Declared);
    for (const auto *Attribute :
         Declared->specific_attrs<clang::AnnotateAttr>()) {
      const auto Word = wordOf(*Attribute);
      if (!Word || Attribute->isInherited() ||
          (OfFunction ? readEffect(*Word).has_value()
                      : readRole(*Word).has_value()))
        continue;
      const auto Valid = OfFunction ? effectNames() : roleNames();
      const clang::PresumedLoc At = Sources.getPresumedLoc(
          Sources.getExpansionLoc(Attribute->getLocation()));
      if (At.isInvalid())
        continue;
      Found.push_back(
          (At.getFilename() + llvm::Twine(":") + llvm::Twine(At.getLine()) +
           ":" + llvm::Twine(At.getColumn()) + ": annotation 'orm:" + *Word +
           "' names no " + (OfFunction ? "effect" : "role") +
           didYouMean(*Word, Valid) + "; expected " + oneOf(Valid))
              .str());
    }
    return true;
  }

private:
  const clang::SourceManager &Sources;
};

} // namespace

bool mayAnnotate(const clang::IdentifierTable &Identifiers) {
  return findIdentifier(Identifiers, "annotate") != nullptr;
}

std::optional<TypeRole> annotatedRole(const clang::Decl *Declared) {
  return find<TypeRole>(Declared, readRole);
}

std::optional<Effect> annotatedEffect(const clang::Decl *Declared) {
  return find<Effect>(Declared, readEffect);
}

const Profile &annotationProfile() {
  static const Profile Words = [] {
    Profile Result;
    Result.Name = "annotations";
    return Result;
  }();
  return Words;
}

std::vector<std::string> annotationMistakes(clang::ASTContext &Unit) {
  if (!mayAnnotate(Unit.Idents))
    return {};
  Mistakes Visitor(Unit.getSourceManager());
  Visitor.TraverseAST(Unit);
  return std::move(Visitor.Found);
}

} // namespace ormlint::vocabulary
