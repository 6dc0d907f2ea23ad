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

constexpr StringRef LoadsWord = "eager=";

class Mistakes : public clang::RecursiveASTVisitor<Mistakes> {
public:
  Mistakes(const clang::SourceManager &Sources, Lexicon &Words)
      : Sources(Sources), Words(Words) {}

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
    const clang::FunctionDecl *Function = Declared->getAsFunction();
    const bool OfFunction = Function || llvm::isa<clang::VarDecl>(Declared);
    for (const auto *Attribute :
         Declared->specific_attrs<clang::AnnotateAttr>()) {
      const auto Word = wordOf(*Attribute);
      if (!Word || Attribute->isInherited())
        continue;
      const std::string Wrong = Word->starts_with(LoadsWord)
                                    ? wrongLoads(*Word, Function)
                                    : wrongWord(*Word, OfFunction);
      const clang::PresumedLoc At = Sources.getPresumedLoc(
          Sources.getExpansionLoc(Attribute->getLocation()));
      if (Wrong.empty() || At.isInvalid())
        continue;
      Found.push_back((At.getFilename() + llvm::Twine(":") +
                       llvm::Twine(At.getLine()) + ":" +
                       llvm::Twine(At.getColumn()) +
                       ": annotation 'orm:" + *Word + "' " + Wrong)
                          .str());
    }
    return true;
  }

private:
  static std::string wrongWord(StringRef Word, bool OfFunction) {
    if (OfFunction ? readEffect(Word).has_value() : readRole(Word).has_value())
      return "";
    const auto Valid = OfFunction ? effectNames() : roleNames();
    return (llvm::Twine("names no ") + (OfFunction ? "effect" : "role") +
            didYouMean(Word, Valid) + "; expected " + oneOf(Valid))
        .str();
  }

  /// What is wrong with relations to load, as far as the entity is known: that
  /// of a template's method is not.
  std::string wrongLoads(StringRef Word, const clang::FunctionDecl *Function) {
    if (!Function)
      return "is on no function; expected it on one that gives rows";
    llvm::SmallVector<StringRef, 4> Names;
    Word.drop_front(LoadsWord.size()).split(Names, '.');
    if (llvm::is_contained(Names, ""))
      return "names no relation; expected a path such as 'author.country'";
    if (Function->isDependentContext())
      return "";
    const auto Meaning = Words.call(Function);
    const clang::CXXRecordDecl *Rows = Meaning ? Meaning->Entity : nullptr;
    if (!Rows)
      return "is on a function that gives no rows; expected it on one that "
             "returns a query, a row or a container of rows";
    for (const StringRef Name : Names) {
      const Relation *Next = Words.relation(Rows, Name);
      if (!Next)
        return ("names '" + Name + "', which is no relation of '" +
                Rows->getName() + "'; expected a member of it that is one")
            .str();
      Rows = Next->Target;
      if (!Rows)
        break;
    }
    return "";
  }

  const clang::SourceManager &Sources;
  Lexicon &Words;
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

std::vector<std::string> annotatedLoads(const clang::Decl *Declared) {
  std::vector<std::string> Result;
  Declared = annotated(Declared);
  if (Declared->hasAttrs())
    for (const auto *Attribute :
         Declared->specific_attrs<clang::AnnotateAttr>())
      if (auto Word = wordOf(*Attribute);
          Word && Word->consume_front(LoadsWord))
        Result.push_back(Word->str());
  return Result;
}

const Profile &annotationProfile() {
  static const Profile Words = [] {
    Profile Result;
    Result.Name = "annotations";
    return Result;
  }();
  return Words;
}

std::vector<std::string> annotationMistakes(clang::ASTContext &Unit,
                                            const Vocabulary &Words) {
  if (!mayAnnotate(Unit.Idents))
    return {};
  Lexicon Known(Words);
  Mistakes Visitor(Unit.getSourceManager(), Known);
  Visitor.TraverseAST(Unit);
  return std::move(Visitor.Found);
}

} // namespace ormlint::vocabulary
