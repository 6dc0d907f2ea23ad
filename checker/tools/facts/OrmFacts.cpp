//===--- OrmFacts.cpp - Shows what the analysis sees ----------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// orm-facts file.cpp -- -std=c++20 ...: prints the facts of the functions of a
// file, for contributors and for tests of the facts room.
//
//===----------------------------------------------------------------------===//

#include "facts/Dump.h"
#include "facts/UnitExtractor.h"
#include "vocabulary/Vocabulary.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/CommonOptionsParser.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang;

int main(int Count, const char **Arguments) {
  llvm::cl::OptionCategory Category("orm-facts");
  auto Options =
      tooling::CommonOptionsParser::create(Count, Arguments, Category);
  if (!Options) {
    llvm::errs() << llvm::toString(Options.takeError());
    return 2;
  }
  tooling::ClangTool Tool(Options->getCompilations(),
                          Options->getSourcePathList());
  std::vector<std::unique_ptr<ASTUnit>> Units;
  if (int Failed = Tool.buildASTs(Units))
    return Failed;
  auto Profiles = ormlint::vocabulary::builtinProfiles();
  const ormlint::vocabulary::Vocabulary Words(
      {Profiles.begin(), Profiles.end()});
  for (const std::unique_ptr<ASTUnit> &Unit : Units) {
    ormlint::vocabulary::Lexicon Lexicon(Words);
    ormlint::facts::dump(
        ormlint::facts::extractFacts(Unit->getASTContext(), Lexicon),
        llvm::outs());
  }
  return 0;
}
