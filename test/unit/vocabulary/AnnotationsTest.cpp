//===--- AnnotationsTest.cpp - What users say in their own code -----------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "vocabulary/Annotations.h"
#include "vocabulary/Vocabulary.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/Tooling.h"
#include "gtest/gtest.h"

using namespace clang::ast_matchers;

namespace ormlint::vocabulary {
namespace {

struct Annotated {
  explicit Annotated(const std::string &Code)
      : Unit(clang::tooling::buildASTFromCodeWithArgs(
            "#define IS(Word) [[clang::annotate(\"orm:\" #Word)]]\n" + Code,
            {"-std=c++20"})) {}

  std::optional<TypeMeaning> typeOf(const std::string &Variable) {
    return Lex.type(selectFirst<clang::VarDecl>(
                        "it", match(varDecl(hasName(Variable)).bind("it"),
                                    Unit->getASTContext()))
                        ->getType());
  }
  const Relation *relation(const std::string &Field) {
    return Lex.relation(selectFirst<clang::FieldDecl>(
        "it",
        match(fieldDecl(hasName(Field)).bind("it"), Unit->getASTContext())));
  }
  /// What the only call in `f` means.
  std::optional<CallMeaning> call() {
    const auto *Call = selectFirst<clang::CallExpr>(
        "it",
        match(callExpr(hasAncestor(functionDecl(hasName("f")))).bind("it"),
              Unit->getASTContext()));
    return Lex.call(Call->getDirectCallee());
  }
  std::vector<std::string> mistakes() {
    return annotationMistakes(Unit->getASTContext(), Words);
  }

  std::unique_ptr<clang::ASTUnit> Unit;
  Vocabulary Words{{}};
  Lexicon Lex{Words};
};

TEST(Annotations, MatterWithoutAnyProfile) {
  Annotated With("struct IS(entity) Row {};");
  EXPECT_TRUE(With.Words.mayMatter(With.Unit->getASTContext().Idents));
  auto Without = clang::tooling::buildASTFromCodeWithArgs("struct Row {};", {});
  EXPECT_FALSE(With.Words.mayMatter(Without->getASTContext().Idents));
}

TEST(Annotations, ATemplateIsWhatItsInstancesAre) {
  // The specialization is named only: there is nothing to copy attributes to.
  Annotated Code("struct IS(entity) Row {}; struct Book : Row {};"
                 "template <class T> struct IS(query) Rows {};"
                 "extern Rows<Book> &x; extern Book y;");
  ASSERT_TRUE(Code.typeOf("x"));
  EXPECT_EQ(Code.typeOf("x")->Role, TypeRole::Query);
  EXPECT_EQ(Code.typeOf("x")->Entity->getName(), "Book");
  EXPECT_EQ(Code.typeOf("y")->Role, TypeRole::Entity);
  EXPECT_EQ(Code.typeOf("y")->Entity->getName(), "Book");
}

TEST(Annotations, AMemberIsARelationWhateverItsType) {
  Annotated Code("struct Author {}; template <class T> struct Lazy {};"
                 "struct IS(entity) Book { IS(to-one) Lazy<Author> author;"
                 "                         Lazy<Author> plain; };");
  ASSERT_TRUE(Code.relation("author"));
  EXPECT_FALSE(Code.relation("author")->ToMany);
  EXPECT_EQ(Code.relation("author")->Owner->getName(), "Book");
  EXPECT_FALSE(Code.relation("plain"));
}

TEST(Annotations, AnAccessorIsARelation) {
  Annotated Code("struct IS(entity) Row {}; struct Author : Row {};"
                 "struct Book : Row { IS(to-many) Author *authors() const; };"
                 "void f(Book &b) { b.authors(); }");
  auto Meaning = Code.call();
  ASSERT_TRUE(Meaning && Meaning->Follows);
  EXPECT_EQ(Meaning->What, Effect::ToMany);
  EXPECT_EQ(Meaning->Follows->Name, "authors");
  EXPECT_EQ(Meaning->Follows->Target->getName(), "Author");
  EXPECT_TRUE(Meaning->Follows->ToMany);
}

TEST(Annotations, AFunctionStartsAQueryOfWhatItReturns) {
  Annotated Code("struct IS(entity) Book {}; template <class T> struct Box {};"
                 "IS(one) Box<Book> find(int); void f() { find(1); }");
  auto Meaning = Code.call();
  ASSERT_TRUE(Meaning);
  EXPECT_EQ(Meaning->What, Effect::One);
  EXPECT_EQ(Meaning->On, TypeRole::Session);
  EXPECT_EQ(Meaning->Entity->getName(), "Book");
}

TEST(Annotations, OthersMeanNothing) {
  Annotated Code("[[clang::annotate(\"load\")]] int find(int);"
                 "void f() { find(1); }");
  EXPECT_FALSE(Code.call());
  EXPECT_TRUE(Code.mistakes().empty());
}

TEST(AnnotationMistakes, AtTheirPlaces) {
  EXPECT_EQ(
      Annotated("struct IS(relatoin) A;\n"
                "[[clang::annotate(\"orm:\")]] int f();\n"
                "struct IS(to-oen) B { IS(to-many) int many(); };")
          .mistakes(),
      (std::vector<std::string>{
          "input.cc:2:8: annotation 'orm:relatoin' names no role; "
          "expected one of entity, query, to-one, to-many, attached, "
          "lookup, column, session",
          "input.cc:3:3: annotation 'orm:' names no effect; expected one "
          "of query, all, refine, limit, slice, defer, only, reshape, "
          "join, prefetch, one, first, at, begin, end, measure, "
          "count, exists, stream, collect, load, lazy, key, test, bulk, write, "
          "lookup, to-one, to-many",
          "input.cc:4:8: annotation 'orm:to-oen' names no role (did you "
          "mean 'to-one'?); expected one of entity, query, to-one, "
          "to-many, attached, lookup, column, session"}));
}

} // namespace
} // namespace ormlint::vocabulary
