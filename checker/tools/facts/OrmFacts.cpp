//===--- OrmFacts.cpp - Shows what the analysis sees ----------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// orm-facts file.cpp -- -std=c++20 ...: prints the facts of the functions of a
// file, and what the analysis makes of them, for contributors.
// docs/internals/debugging.md shows how to use it.
//
//===----------------------------------------------------------------------===//

#include "Explanation.h"
#include "facts/Dump.h"
#include "facts/Parse.h"
#include "facts/UnitExtractor.h"
#include "vocabulary/Vocabulary.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/CommonOptionsParser.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/WithColor.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang;
using namespace ormlint;
namespace cl = llvm::cl;

namespace {

enum class Layer { Facts, Summaries, Findings };

cl::OptionCategory Category("orm-facts options");
cl::list<Layer> Layers(
    "layer", cl::desc("What to print, separated by commas (default: facts)"),
    cl::CommaSeparated, cl::cat(Category),
    cl::values(
        clEnumValN(Layer::Facts, "facts", "The facts of each function"),
        clEnumValN(Layer::Summaries, "summaries",
                   "What each function asks of its parameters, gives back and "
                   "calls"),
        clEnumValN(Layer::Findings, "findings",
                   "For each query the demands on it, how they came to it, and "
                   "what is found")));
cl::list<std::string> Functions("function",
                                cl::desc("Only the functions of this name"),
                                cl::value_desc("name"), cl::cat(Category));
cl::opt<std::string>
    Read("read", cl::desc("Read facts, as printed, from this file instead"),
         cl::value_desc("file"), cl::cat(Category));
cl::opt<unsigned> MaxPathDepth("max-path-depth",
                               cl::desc("As the option OrmMaxPathDepth"),
                               cl::init(8), cl::cat(Category));

bool wants(Layer What) {
  return Layers.empty() ? What == Layer::Facts
                        : llvm::is_contained(Layers, What);
}

int fail(const llvm::Twine &What) {
  llvm::WithColor::error(llvm::errs(), "orm-facts") << What << '\n';
  return 1;
}

/// \returns the exit status.
int show(const facts::Unit &Facts) {
  facts::Dumper Print(Facts, llvm::outs());
  analysis::Settings Set;
  Set.MaxPathDepth = MaxPathDepth;
  std::optional<Explanation> Why;
  if (wants(Layer::Summaries) || wants(Layer::Findings))
    Why.emplace(Facts, Set, Print, llvm::outs());
  if (wants(Layer::Facts))
    Print.header();
  bool Any = Functions.empty();
  for (std::uint32_t Id = 0; Id < Facts.Functions.size(); ++Id) {
    if (!Functions.empty() &&
        !llvm::is_contained(Functions, Facts.Functions[Id].Name))
      continue;
    Any = true;
    if (wants(Layer::Facts))
      Print.function(Id);
    if (wants(Layer::Summaries))
      Why->summary(Id);
    if (wants(Layer::Findings))
      Why->findings(Id);
  }
  if (wants(Layer::Facts) && Functions.empty())
    Print.leftOut();
  return Any ? 0
             : fail("no function named '" + llvm::join(Functions, "', '") +
                    "' has facts");
}

int showFile(llvm::StringRef Name) {
  auto Text = llvm::MemoryBuffer::getFileOrSTDIN(Name, /*IsText=*/true);
  if (!Text)
    return fail(Name + ": " + Text.getError().message());
  auto Facts = facts::parse((*Text)->getBuffer());
  if (!Facts)
    return fail(Name + ": " + llvm::toString(Facts.takeError()));
  return show(*Facts);
}

} // namespace

int main(int Count, const char **Arguments) {
  auto Options = tooling::CommonOptionsParser::create(Count, Arguments,
                                                      Category, cl::ZeroOrMore);
  if (!Options) {
    llvm::errs() << llvm::toString(Options.takeError());
    return 1;
  }
  if (Read.getNumOccurrences() != 0)
    return showFile(Read);
  if (Options->getSourcePathList().empty())
    return fail("no source; orm-facts file.cpp -- -std=c++20 ...");

  tooling::ClangTool Tool(Options->getCompilations(),
                          Options->getSourcePathList());
  std::vector<std::unique_ptr<ASTUnit>> Units;
  if (Tool.buildASTs(Units) != 0 || Units.empty())
    return fail("no facts of what does not compile");
  auto Profiles = vocabulary::builtinProfiles();
  const vocabulary::Vocabulary Words({Profiles.begin(), Profiles.end()});
  int Status = 0;
  for (const std::unique_ptr<ASTUnit> &Unit : Units) {
    if (Unit->getDiagnostics().hasErrorOccurred()) {
      Status = fail("'" + Unit->getMainFileName() +
                    "' does not compile, so it has no facts");
      continue;
    }
    vocabulary::Lexicon Lexicon(Words);
    Status |= show(facts::extractFacts(Unit->getASTContext(), Lexicon));
  }
  return Status;
}
