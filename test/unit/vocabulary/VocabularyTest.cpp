//===--- VocabularyTest.cpp - Which translation units matter --------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Tusks.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "gtest/gtest.h"

namespace ormlint::vocabulary {
namespace {

bool matters(const char *Code) {
  auto Unit = clang::tooling::buildASTFromCodeWithArgs(Code, {"-std=c++20"});
  return tuskVocabulary().mayMatter(
      Unit->getPreprocessor().getIdentifierTable());
}

TEST(MayMatter, ProgramsWithTheOrm) {
  EXPECT_TRUE(matters(TuskHeader));
  EXPECT_TRUE(matters("namespace tusk { template <class> class Selection; }"));
}

TEST(MayMatter, ProgramsWithout) {
  EXPECT_FALSE(matters("int main() {}"));
  // One of two names is another library's.
  EXPECT_FALSE(matters("struct Selection { int where(int); };"));
  EXPECT_FALSE(matters("namespace tusk { struct Elephant; }"));
  // Relations without rows.
  EXPECT_FALSE(matters("namespace tusk { struct Link; }"));
  // Names in comments and strings.
  EXPECT_FALSE(matters("/* tusk::Selection */ const char *s = "
                       "\"tusk::Selection\";"));
}

TEST(MayMatter, ALookUpAddsNothing) {
  auto Unit = clang::tooling::buildASTFromCodeWithArgs("int x;", {});
  auto &Table = Unit->getPreprocessor().getIdentifierTable();
  Vocabulary Words = tuskVocabulary();
  unsigned Before = Table.size();
  EXPECT_FALSE(Words.mayMatter(Table));
  EXPECT_EQ(Table.size(), Before);
}

class WritePrecompiled : public clang::GeneratePCHAction {
public:
  explicit WritePrecompiled(llvm::StringRef Path) : Path(Path) {}

  bool BeginInvocation(clang::CompilerInstance &Compiler) override {
    Compiler.getFrontendOpts().OutputFile = Path;
    return GeneratePCHAction::BeginInvocation(Compiler);
  }

private:
  std::string Path;
};

// clangd parses headers into a preamble, and an identifier of it enters the
// table only when the main file uses it.
TEST(MayMatter, NamesInAPreamble) {
  llvm::SmallString<128> Path;
  ASSERT_FALSE(llvm::sys::fs::createTemporaryFile("preamble", "pch", Path));
  llvm::FileRemover Remover(Path);
  ASSERT_TRUE(clang::tooling::runToolOnCodeWithArgs(
      std::make_unique<WritePrecompiled>(Path), TuskHeader,
      {"-xc++-header", "-std=c++20"}, "tusk.h"));
  auto Parse = [&](std::vector<std::string> Arguments) {
    Arguments.push_back("-std=c++20");
    return clang::tooling::buildASTFromCodeWithArgs(
        "auto f(auto x) { return x; } int y = f(1);", Arguments, "main.cpp",
        "clang-tool", std::make_shared<clang::PCHContainerOperations>(),
        clang::tooling::getClangStripDependencyFileAdjuster(),
        {{"tusk.h", TuskHeader}});
  };
  auto With = Parse(
      {"-include-pch", std::string(Path), "-Xclang", "-fno-validate-pch"});
  ASSERT_TRUE(With && !With->getDiagnostics().hasErrorOccurred());
  auto &Table = With->getPreprocessor().getIdentifierTable();
  ASSERT_TRUE(Table.find("Selection") == Table.end());
  EXPECT_TRUE(tuskVocabulary().mayMatter(Table));
  auto Without = Parse({});
  EXPECT_FALSE(tuskVocabulary().mayMatter(
      Without->getPreprocessor().getIdentifierTable()));
}

TEST(Vocabulary, TheLaterProfileHolds) {
  const char Again[] = "orm-profile: 1\nname: mine\ntypes:\n"
                       "  - {name: tusk::Selection, role: attached}\n";
  auto Unit = clang::tooling::buildASTFromCodeWithArgs(
      std::string(TuskHeader) + "struct C; extern tusk::Selection<C> x;",
      {"-std=c++20"});
  using namespace clang::ast_matchers;
  const auto *X = selectFirst<clang::VarDecl>(
      "x", match(varDecl(hasName("x")).bind("x"), Unit->getASTContext()));
  Vocabulary Words({llvm::cantFail(parseProfile(TuskProfile, "tusk.yaml")),
                    llvm::cantFail(parseProfile(Again, "mine.yaml"))});
  Lexicon Lex(Words);
  EXPECT_EQ(Lex.type(X->getType())->Role, TypeRole::Attached);
}

TEST(Vocabulary, MayMove) {
  Vocabulary From = tuskVocabulary();
  const TypeEntry *Entry = &From.profiles().front().Types.front();
  Vocabulary To = std::move(From);
  EXPECT_EQ(&To.profiles().front().Types.front(), Entry);
}

TEST(Builtin, EveryProfileReads) {
  ASSERT_FALSE(builtinProfiles().empty());
  for (const Profile &P : builtinProfiles()) {
    EXPECT_FALSE(P.Name.empty());
    EXPECT_FALSE(P.Types.empty());
    // A file's name, and no folder of the machine that built it.
    EXPECT_EQ(P.Source, P.Name + ".yaml");
  }
}

} // namespace
} // namespace ormlint::vocabulary
