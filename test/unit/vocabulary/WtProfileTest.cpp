//===--- WtProfileTest.cpp - The built-in profile of Wt::Dbo --------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "vocabulary/Vocabulary.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/Tooling.h"
#include "gtest/gtest.h"

using namespace clang::ast_matchers;

namespace ormlint::vocabulary {
namespace {

const char Header[] = R"(
  namespace Wt::Dbo {
  template <class C> struct ptr {
    C *operator->() const; long long id() const; explicit operator bool() const;
  };
  template <class C> struct weak_ptr { C *operator->() const; long long id() const; };
  template <class C> struct collection { C *begin(); C *end(); long size() const; };
  template <class R> struct Query {
    Query &where(const char *);
    operator R() const;
    operator collection<R>() const;
  };
  struct Session {
    template <class C> Query<ptr<C>> find();
    template <class C> ptr<C> load(long long);
    template <class C> ptr<C> loadLazy(long long);
  };
  }
  namespace dbo = Wt::Dbo;
  struct User { template <class A> void persist(A &); };
  struct Post {
    dbo::ptr<User> author;
    dbo::weak_ptr<User> editor;
    dbo::collection<dbo::ptr<User>> readers;
    template <class A> void persist(A &);
  };
  struct View { dbo::ptr<Post> shown; dbo::collection<dbo::ptr<Post>> all; };
  dbo::Session session;
)";

/// Code after the header, with the vocabulary of the built-in profiles.
struct WtProgram {
  explicit WtProgram(const std::string &Code)
      : Unit(clang::tooling::buildASTFromCodeWithArgs(Header + Code,
                                                      {"-std=c++20"})) {}

  const Relation *relation(const std::string &Field) {
    return Lex.relation(selectFirst<clang::FieldDecl>(
        "it",
        match(fieldDecl(hasName(Field)).bind("it"), Unit->getASTContext())));
  }
  std::optional<TypeMeaning> typeOf(const std::string &Variable) {
    return Lex.type(selectFirst<clang::VarDecl>(
                        "it", match(varDecl(hasName(Variable)).bind("it"),
                                    Unit->getASTContext()))
                        ->getType());
  }
  /// The effects of the calls in `f`, outermost first.
  std::vector<Effect> effects() {
    std::vector<Effect> Result;
    for (const BoundNodes &Found :
         match(callExpr(hasAncestor(functionDecl(hasName("f")))).bind("it"),
               Unit->getASTContext()))
      if (auto Meaning = Lex.call(
              Found.getNodeAs<clang::CallExpr>("it")->getDirectCallee()))
        Result.push_back(Meaning->What);
    return Result;
  }

  std::unique_ptr<clang::ASTUnit> Unit;
  Vocabulary Words{builtinProfiles().vec()};
  Lexicon Lex{Words};
};

TEST(WtProfile, IsFoundByTheIdentifiers) {
  EXPECT_TRUE(WtProgram("").Words.mayMatter(
      WtProgram("").Unit->getASTContext().Idents));
  auto Other = clang::tooling::buildASTFromCodeWithArgs(
      "struct S { template <class A> void persist(A &); };", {"-std=c++20"});
  WtProgram Words("");
  EXPECT_FALSE(Words.Words.mayMatter(Other->getASTContext().Idents));
}

TEST(WtProfile, MembersOfRowsAreRelations) {
  WtProgram Code("");
  const Relation *Author = Code.relation("author");
  ASSERT_TRUE(Author);
  EXPECT_FALSE(Author->ToMany);
  EXPECT_TRUE(Author->IdentityMap);
  EXPECT_EQ(Author->Target->getName(), "User");
  EXPECT_EQ(Author->Owner->getName(), "Post");
  ASSERT_TRUE(Code.relation("editor"));
  EXPECT_TRUE(Code.relation("editor")->Reverse);
  ASSERT_TRUE(Code.relation("readers"));
  EXPECT_TRUE(Code.relation("readers")->ToMany);
  EXPECT_EQ(Code.relation("readers")->Target->getName(), "User");
}

TEST(WtProfile, MembersOfOtherClassesAreNone) {
  WtProgram Code("");
  EXPECT_FALSE(Code.relation("shown"));
  EXPECT_FALSE(Code.relation("all"));
}

TEST(WtProfile, ElsewhereAPointerIsARowAndACollectionAQuery) {
  WtProgram Code("dbo::ptr<Post> row; dbo::collection<dbo::ptr<Post>> rows;");
  EXPECT_EQ(Code.typeOf("row")->Role, TypeRole::Entity);
  EXPECT_EQ(Code.typeOf("row")->Entity->getName(), "Post");
  EXPECT_EQ(Code.typeOf("rows")->Role, TypeRole::Query);
  EXPECT_EQ(Code.typeOf("rows")->Entity->getName(), "Post");
}

TEST(WtProfile, AConversionIsKnownByWhatItGives) {
  EXPECT_EQ(WtProgram("void f(dbo::Query<dbo::ptr<Post>> q) {"
                      "  dbo::collection<dbo::ptr<Post>> all = q; }")
                .effects(),
            std::vector<Effect>{Effect::All});
  EXPECT_EQ(WtProgram("void f(dbo::Query<dbo::ptr<Post>> q) {"
                      "  dbo::ptr<Post> one = q; }")
                .effects(),
            std::vector<Effect>{Effect::One});
  EXPECT_EQ(WtProgram("void f(dbo::Query<int> q) { int one = q; }").effects(),
            std::vector<Effect>{Effect::One});
}

TEST(WtProfile, SessionsStartQueries) {
  EXPECT_EQ(WtProgram("void f() { session.find<Post>(); }").effects(),
            std::vector<Effect>{Effect::Query});
  EXPECT_EQ(WtProgram("void f() { session.load<Post>(1); }").effects(),
            std::vector<Effect>{Effect::One});
  EXPECT_EQ(WtProgram("void f() { session.loadLazy<Post>(1); }").effects(),
            std::vector<Effect>{Effect::Lazy});
}

TEST(WtProfile, KeysLoadNothingButThoseOfWeakPointers) {
  EXPECT_EQ(WtProgram("void f(Post &p) { p.author.id(); }").effects(),
            std::vector<Effect>{Effect::Key});
  EXPECT_EQ(WtProgram("void f(Post &p) { p.editor.id(); }").effects(),
            std::vector<Effect>{Effect::Load});
}

} // namespace
} // namespace ormlint::vocabulary
