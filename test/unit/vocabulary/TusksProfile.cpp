//===--- TusksProfile.cpp - An ORM that exists in these tests only --------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Tusks.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Tooling/Tooling.h"

using namespace clang::ast_matchers;

namespace ormlint::vocabulary {

const char TuskProfile[] = R"(
orm-profile: 1
name: tusk
types:
  - name: tusk::Record
    role: entity
    entity: 1
    methods: {query: herd, write: [keep]}
  - name: tusk::Row          # the class itself is the entity
    role: entity
  - name: tusk::Selection
    role: query
    entity: 0
    methods:
      refine: [where, "operator|"]
      join: [along]
      prefetch: [ahead]
      at: ["operator[]"]
      measure: ["operator int"]
  - name: tusk::Link
    role: to-one
    entity: 0
    nullable-with: [tusk::maybe]
    methods: {load: ["operator ->", follow], key: [key], test: [operator bool]}
  - name: tusk::BackLink
    role: to-one
    entity: 0
    inverse: 1
    nullable: true
    reverse: true
  - name: [tusk::Links, tusk::CrossLinks]
    role: to-many
    entity: 0
    methods: {all: whole}
  - name: tusk::BackLinks
    role: to-many
    entity: 0
    inverse: 1
  - name: tusk::Dust
    role: attached
    entity: 0
  - {name: tusk::Grain, role: attached, entity: 0, methods: {load: grain}}
  - name: tusk::Ahead
    role: lookup
    entity: 0
functions:
  - {name: [tusk::fetch, tusk::fetch_more], effect: bulk}
  - {name: tusk::stampede, effect: query, entity: 0}
eager: {join: along, prefetch: ahead, separator: "."}
)";

const char TuskHeader[] = R"(
namespace tusk {
inline namespace v2 {
template <unsigned N> struct name {
  unsigned long size = N - 1;
  char text[N];
  constexpr name(const char (&given)[N]) {
    for (unsigned i = 0; i < N; ++i)
      text[i] = given[i];
  }
};
struct maybe {};
struct index {};
template <class T> struct Selection {
  template <class E> Selection where(E) const;
  template <class E> Selection operator|(E) const;
  Selection along(const char *) const;
  Selection ahead(const char *) const;
  T &operator[](int) const;
  operator int() const;
  operator bool() const;
  void other();
};
template <class Key, class T> struct Record {
  static Selection<T> herd();
  void keep();
};
struct Row {};
template <class T, class... Options> struct Link {
  T *operator->() const;
  T *follow() const;
  long key() const;
  explicit operator bool() const;
  operator long() const;
};
template <class T, name Name> struct BackLink { T *follow() const; };
template <class T> struct Links { Selection<T> whole() const; };
template <class T, name Name> struct CrossLinks { Selection<T> whole() const; };
template <class T, auto Member> struct BackLinks {};
template <class T> struct Dust {};
template <class T> struct Grain {};
template <class T> struct Ahead {
  Ahead(const char *);
  Ahead(const Ahead &);
};
extern "C++" {
template <class R> void fetch(R &, const char *);
}
template <class T> Selection<T> stampede();
} // namespace v2
} // namespace tusk
)";

Vocabulary tuskVocabulary() {
  return Vocabulary({llvm::cantFail(parseProfile(TuskProfile, "tusk.yaml"))});
}

TuskProgram::TuskProgram(const std::string &Program)
    : Unit(clang::tooling::buildASTFromCodeWithArgs(
          TuskHeader + Program, {"-std=c++20", "-fsyntax-only"})) {}

const clang::CXXRecordDecl *TuskProgram::record(const std::string &Name) {
  return selectFirst<clang::CXXRecordDecl>(
      "it", match(cxxRecordDecl(hasName(Name), unless(isImplicit())).bind("it"),
                  context()));
}

const clang::FieldDecl *TuskProgram::field(const std::string &Name) {
  return selectFirst<clang::FieldDecl>(
      "it", match(fieldDecl(hasName(Name)).bind("it"), context()));
}

clang::QualType TuskProgram::variable(const std::string &Name) {
  const auto *Variable = selectFirst<clang::VarDecl>(
      "it", match(varDecl(hasName(Name)).bind("it"), context()));
  return Variable ? Variable->getType() : clang::QualType();
}

std::optional<CallMeaning> TuskProgram::callIn(const std::string &Name) {
  auto Calls =
      match(functionDecl(hasName(Name),
                         forEachDescendant(expr(
                             anyOf(callExpr().bind("call"),
                                   cxxConstructExpr().bind("construction"))))),
            context());
  for (const BoundNodes &Found : Calls) {
    const clang::FunctionDecl *Callee = nullptr;
    if (const auto *Call = Found.getNodeAs<clang::CallExpr>("call"))
      Callee = Call->getDirectCallee();
    else
      Callee = Found.getNodeAs<clang::CXXConstructExpr>("construction")
                   ->getConstructor();
    if (auto Meaning = Lex.call(Callee))
      return Meaning;
  }
  return std::nullopt;
}

} // namespace ormlint::vocabulary
