//===--- DocumentationTest.cpp - What is written about profiles holds -----===//
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
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "gtest/gtest.h"

using namespace clang::ast_matchers;

namespace ormlint::vocabulary {
namespace {

std::string read(llvm::StringRef Name) {
  auto Buffer =
      llvm::MemoryBuffer::getFile(llvm::Twine(ORMLINT_TEST_DOCS "/") + Name);
  return Buffer ? (*Buffer)->getBuffer().str() : "";
}

/// The fenced block of \p Page that contains \p Text.
std::string block(llvm::StringRef Page, llvm::StringRef Text) {
  llvm::SmallVector<llvm::StringRef> Parts;
  Page.split(Parts, "```");
  for (size_t I = 1; I < Parts.size(); I += 2)
    if (Parts[I].contains(Text))
      return Parts[I].split('\n').second.str();
  return "";
}

std::vector<std::string> everyRole() {
  std::vector<std::string> Names;
  for (unsigned I = 0; I <= static_cast<unsigned>(TypeRole::Session); ++I)
    Names.push_back(roleName(static_cast<TypeRole>(I)).str());
  return Names;
}

std::vector<std::string> everyEffect() {
  std::vector<std::string> Names;
  for (unsigned I = 0; I <= static_cast<unsigned>(Effect::ToMany); ++I)
    Names.push_back(effectName(static_cast<Effect>(I)).str());
  return Names;
}

// The page's own example: its profile, its models, its loop.
TEST(ProfilesPage, TheWholeExample) {
  std::string Page = read("profiles.md");
  auto Read = parseProfile(block(Page, "orm-profile: 1"), "shelf.yaml");
  ASSERT_TRUE(static_cast<bool>(Read)) << llvm::toString(Read.takeError());
  const std::string Header = R"(
    namespace std { struct string {}; }
    namespace shelf {
    struct optional {};
    template <unsigned N> struct text {
      char characters[N];
      constexpr text(const char (&given)[N]) {
        for (unsigned i = 0; i < N; ++i) characters[i] = given[i];
      }
    };
    template <class T> struct Table {};
    template <class T> struct Select {
      Select where(const char *) const;
      T *begin() const; T *end() const;
    };
    template <class T, class...> struct Ref { T *operator->() const; };
    template <class T, text Name> struct Refs {};
    template <class T> Select<T> from(int);
    }
    struct Author; struct Book; int db; void print(std::string, std::string);
  )";
  std::string Code = block(Page, "shelf::Table<Book>");
  size_t Loop = Code.find("for (");
  ASSERT_NE(Loop, std::string::npos);
  auto Unit = clang::tooling::buildASTFromCodeWithArgs(
      Header + Code.substr(0, Loop) + "void f() {" + Code.substr(Loop) + "}",
      {"-std=c++20"});
  ASSERT_TRUE(Unit && !Unit->getDiagnostics().hasErrorOccurred());
  Vocabulary Words({std::move(*Read)});
  Lexicon Lex(Words);
  auto RelationOf = [&](const char *Name) {
    return Lex.relation(selectFirst<clang::FieldDecl>(
        "it",
        match(fieldDecl(hasName(Name)).bind("it"), Unit->getASTContext())));
  };
  ASSERT_TRUE(RelationOf("author") && RelationOf("translator") &&
              RelationOf("books"));
  EXPECT_FALSE(RelationOf("author")->Nullable);
  EXPECT_TRUE(RelationOf("translator")->Nullable);
  EXPECT_EQ(RelationOf("books")->Inverse, "author");
  std::string Effects;
  for (const BoundNodes &Found :
       match(callExpr(hasAncestor(functionDecl(hasName("f")))).bind("it"),
             Unit->getASTContext()))
    if (auto Meaning =
            Lex.call(Found.getNodeAs<clang::CallExpr>("it")->getDirectCallee()))
      Effects += (effectName(Meaning->What) + " ").str();
  for (const char *Expected : {"query ", "refine ", "begin ", "end ", "load "})
    EXPECT_NE(Effects.find(Expected), std::string::npos) << Expected;
}

TEST(ProfilesPage, EveryRoleAndEffectHasARow) {
  std::string Page = read("profiles.md");
  for (const auto &Names : {everyRole(), everyEffect()})
    for (const std::string &Name : Names)
      EXPECT_NE(Page.find("\n| `" + Name + "` | "), std::string::npos) << Name;
}

TEST(Schema, HasTheRolesAndEffects) {
  auto Schema = llvm::json::parse(read("profile.schema.json"));
  ASSERT_TRUE(static_cast<bool>(Schema)) << llvm::toString(Schema.takeError());
  const llvm::json::Object *Definitions =
      Schema->getAsObject()->getObject("$defs");
  ASSERT_TRUE(Definitions);
  auto Strings = [](const llvm::json::Array &Values) {
    std::vector<std::string> Texts;
    for (const llvm::json::Value &Value : Values)
      Texts.push_back(Value.getAsString()->str());
    return Texts;
  };
  EXPECT_EQ(Strings(*Definitions->getObject("effect")->getArray("enum")),
            everyEffect());
  EXPECT_EQ(Strings(*Definitions->getObject("type")
                         ->getObject("properties")
                         ->getObject("role")
                         ->getArray("enum")),
            everyRole());
}

// The reader lists the keys it takes in its errors.
TEST(Schema, HasTheKeys) {
  auto Schema = llvm::json::parse(read("profile.schema.json"));
  ASSERT_TRUE(static_cast<bool>(Schema)) << llvm::toString(Schema.takeError());
  const llvm::json::Object &Top = *Schema->getAsObject();
  const llvm::json::Object &Definitions = *Top.getObject("$defs");
  auto Keys = [](const llvm::json::Object &Of) {
    std::vector<std::string> Names;
    for (const auto &Property : *Of.getObject("properties"))
      Names.push_back(Property.first.str());
    std::sort(Names.begin(), Names.end());
    return llvm::join(Names, ", ");
  };
  auto Taken = [](llvm::StringRef Text) {
    std::string Error =
        llvm::toString(parseProfile(Text, "p.yaml").takeError());
    llvm::SmallVector<llvm::StringRef> Names;
    llvm::StringRef(Error).split("with the keys ").second.split(Names, ", ");
    std::sort(Names.begin(), Names.end());
    return llvm::join(Names, ", ");
  };
  const char Types[] =
      "orm-profile: 1\nname: n\ntypes: [{name: T, role: query}]\n";
  EXPECT_EQ(Keys(Top), Taken("text"));
  EXPECT_EQ(Keys(*Definitions.getObject("type")),
            Taken("orm-profile: 1\nname: n\ntypes: [text]\n"));
  EXPECT_EQ(Keys(*Definitions.getObject("function")),
            Taken(std::string(Types) + "functions: [text]\n"));
  EXPECT_EQ(Keys(*Top.getObject("properties")->getObject("eager")),
            Taken(std::string(Types) + "eager: text\n"));
}

} // namespace
} // namespace ormlint::vocabulary
