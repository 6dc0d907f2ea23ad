//===--- LexiconCalls.cpp - What a call means -----------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "vocabulary/Annotations.h"
#include "vocabulary/Identifiers.h"
#include "vocabulary/LexiconImpl.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/PrettyPrinter.h"

namespace ormlint::vocabulary {

/// Whether the callee's bare name is one that a profile uses.
bool Lexicon::Impl::mayMean(const clang::FunctionDecl *Callee) const {
  if (Annotated && Callee->getMostRecentDecl()->hasAttr<clang::AnnotateAttr>())
    return true;
  clang::DeclarationName Name = Callee->getDeclName();
  const auto *Method = llvm::dyn_cast<clang::CXXMethodDecl>(Callee);
  switch (Name.getNameKind()) {
  case clang::DeclarationName::Identifier:
    return Method ? Methods.contains(Name.getAsIdentifierInfo())
                  : Functions.contains(Name.getAsIdentifierInfo());
  case clang::DeclarationName::CXXOperatorName:
    return Method && Operators[Name.getCXXOverloadedOperator()];
  case clang::DeclarationName::CXXConversionFunctionName:
  case clang::DeclarationName::CXXConstructorName:
    return Method && Types.contains(Method->getParent()->getIdentifier());
  default:
    return false;
  }
}

std::optional<CallMeaning>
Lexicon::Impl::call(const clang::FunctionDecl *Callee) {
  if (!Callee)
    return std::nullopt;
  know(Callee->getASTContext());
  if (!mayMean(Callee))
    return std::nullopt;
  Callee = Callee->getCanonicalDecl();
  if (auto Cached = Calls.find(Callee); Cached != Calls.end())
    return Cached->second;
  std::optional<CallMeaning> Answer = computeCall(Callee);
  Calls[Callee] = Answer;
  return Answer;
}

std::optional<CallMeaning>
Lexicon::Impl::computeCall(const clang::FunctionDecl *Callee) {
  if (Callee->isInvalidDecl())
    return std::nullopt;
  if (Annotated) {
    auto What = annotatedEffect(Callee);
    std::vector<std::string> Loads = annotatedLoads(Callee);
    // A method of a query that says no more gives it with those.
    if (!What && !Loads.empty())
      What = Effect::Join;
    if (What) {
      CallMeaning Answer = annotatedCall(Callee, *What);
      Answer.Loads = std::move(Loads);
      return Answer;
    }
  }
  if (const auto *Method = llvm::dyn_cast<clang::CXXMethodDecl>(Callee))
    return methodCall(Method);
  return functionCall(Callee);
}

/// Whether \p What runs a query of its own where it is asked of no query.
static bool startsQuery(Effect What) {
  switch (What) {
  case Effect::Query:
  case Effect::One:
  case Effect::First:
  case Effect::Lazy:
  case Effect::Count:
  case Effect::Exists:
  case Effect::Collect:
    return true;
  default:
    return false;
  }
}

CallMeaning Lexicon::Impl::annotatedCall(const clang::FunctionDecl *Callee,
                                         Effect What) {
  CallMeaning Answer{};
  Answer.What = What;
  Answer.From = &annotationProfile();
  Answer.Entity = rowsOf(Callee->getReturnType());
  const auto *Method = llvm::dyn_cast<clang::CXXMethodDecl>(Callee);
  std::optional<TypeMeaning> Class =
      Method ? meaning(Method->getParent()) : std::nullopt;
  if (Class) {
    Answer.On = Class->Role;
    Answer.Entry = Class->Entry;
    if (!Answer.Entity)
      Answer.Entity = Class->Entity;
  }
  if (startsQuery(What) &&
      (!Class || Method->isStatic() || Class->Role == TypeRole::Entity))
    Answer.On = TypeRole::Session;
  if (Method && (What == Effect::ToOne || What == Effect::ToMany))
    Answer.Follows = followed(Method, What == Effect::ToMany);
  return Answer;
}

/// The method's name as Spelling.h writes it.
static std::string spelledName(const clang::CXXMethodDecl *Method) {
  if (Method->getOverloadedOperator() != clang::OO_None)
    return operatorName(Method->getOverloadedOperator());
  if (const auto *Conversion =
          llvm::dyn_cast<clang::CXXConversionDecl>(Method)) {
    clang::PrintingPolicy Policy(Method->getASTContext().getLangOpts());
    Policy.SuppressTagKeyword = true;
    // A class template's instances by the template's name.
    if (const auto *To = Conversion->getConversionType()->getAsCXXRecordDecl();
        llvm::isa_and_nonnull<clang::ClassTemplateSpecializationDecl>(To))
      return "operator " + To->getQualifiedNameAsString();
    return "operator " + Conversion->getConversionType()
                             .getCanonicalType()
                             .getUnqualifiedType()
                             .getAsString(Policy);
  }
  return Method->getName().str();
}

std::optional<CallMeaning>
Lexicon::Impl::methodCall(const clang::CXXMethodDecl *Method) {
  const Record *Class = Method->getParent();
  if (Class->isInvalidDecl() || Class->isDependentContext())
    return std::nullopt;
  const TypeName *Type = named(Class);
  if (!Type)
    return std::nullopt;
  const TypeEntry &Entry = *Type->Entry;
  CallMeaning Answer{Effect::Lookup, nullptr, Entry.Role, &Entry, Type->From};
  if (const auto *Constructor =
          llvm::dyn_cast<clang::CXXConstructorDecl>(Method)) {
    // A copy makes nothing that was not there.
    if (Entry.Role != TypeRole::Lookup ||
        Constructor->isCopyOrMoveConstructor())
      return std::nullopt;
    return Answer;
  }
  auto What = Type->Methods.find(spelledName(Method));
  // What a template's conversion gives depends on its arguments.
  if (What == Type->Methods.end() &&
      llvm::isa<clang::CXXConversionDecl>(Method))
    What = Type->Methods.find("operator auto");
  if (What == Type->Methods.end())
    return std::nullopt;
  Answer.What = What->second;
  if (Answer.What == Effect::ToOne || Answer.What == Effect::ToMany)
    Answer.Follows = followed(Method, Answer.What == Effect::ToMany);
  if (Entry.Role == TypeRole::Session)
    Answer.Entity = rowsOf(Method->getReturnType());
  else if (Answer.What == Effect::Query)
    if (std::optional<TypeMeaning> Rows = meaning(Class))
      Answer.Entity = Rows->Entity;
  return Answer;
}

std::optional<CallMeaning>
Lexicon::Impl::functionCall(const clang::FunctionDecl *Function) {
  for (const FunctionName &Candidate :
       Functions.lookup(Function->getIdentifier())) {
    if (!isScope(Function->getDeclContext(), Candidate.Parts))
      continue;
    CallMeaning Answer{};
    Answer.What = Candidate.Entry->What;
    Answer.From = Candidate.From;
    if (startsQuery(Answer.What) && Answer.What != Effect::Query)
      Answer.On = TypeRole::Session;
    if (startsQuery(Answer.What))
      Answer.Entity = Candidate.Entry->Entity
                          ? recordArgument(templateArguments(Function),
                                           Candidate.Entry->Entity)
                          : rowsOf(Function->getReturnType());
    return Answer;
  }
  return std::nullopt;
}

} // namespace ormlint::vocabulary
