//===--- FactsGenerator.cpp - The facts of one function -------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/FactsGenerator.h"
#include "facts/Generator.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Analysis/CFG.h"
#include "clang/Index/USRGeneration.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/TimeProfiler.h"

using namespace clang;
using namespace ormlint::vocabulary;

namespace ormlint::facts {

/// A function with more blocks than this is left out: generated code, mostly.
static constexpr unsigned MaxBlocks = 4000;

std::string UnitBuilder::usr(const FunctionDecl &Function) {
  const FunctionDecl *Key = Function.getCanonicalDecl();
  auto [Entry, New] = Usrs.try_emplace(Key);
  if (New) {
    llvm::SmallString<128> Usr;
    index::generateUSRForDecl(Key, Usr);
    if (const unsigned Before = UsrUses[Usr]++)
      Usr += "#" + std::to_string(Before);
    Entry->second = std::string(Usr);
  }
  return Entry->second;
}

RelationId UnitBuilder::relation(const vocabulary::Relation &From) {
  auto [Entry, New] =
      Known.try_emplace(&From, static_cast<RelationId>(Facts.Relations.size()));
  if (New) {
    facts::Relation To;
    To.Owner = From.Owner ? From.Owner->getNameAsString() : "";
    To.Name = From.Name.str();
    To.Target = From.Target ? From.Target->getNameAsString() : "";
    To.ToMany = From.ToMany;
    To.Attached = From.Attached;
    To.Nullable = From.Nullable;
    To.Reverse = From.Reverse;
    To.Inverse = From.Inverse;
    Facts.Relations.push_back(std::move(To));
  }
  return Entry->second;
}

void generateFacts(UnitBuilder &Unit, const FunctionDecl &Function,
                   llvm::SmallVectorImpl<const FunctionDecl *> &Callees) {
  llvm::TimeTraceScope Timer("orm facts", Function.getNameAsString());
  CFG::BuildOptions Options;
  Options.setAllAlwaysAdd();
  Options.PruneTriviallyFalseEdges = true;
  Options.AddInitializers = true;
  const std::unique_ptr<CFG> Graph =
      CFG::buildCFG(&Function, Function.getBody(),
                    const_cast<ASTContext *>(&Unit.Context), Options);
  auto Skip = [&](llvm::StringRef Reason) {
    Unit.Facts.Left.push_back(
        {Unit.Where.at(Function.getLocation()), Reason.str()});
  };
  if (!Graph)
    return Skip("its control flow cannot be built");
  if (Graph->getNumBlockIDs() > MaxBlocks)
    return Skip("it is larger than the analysis goes");

  facts::Function Out;
  Out.Usr = Unit.usr(Function);
  Out.Name = Function.getNameAsString();
  Out.At = Unit.Where.at(Function.getLocation());
  Out.Internal = !Function.isExternallyVisible();
  const ControlFlow Flow(*Graph);
  Generator(Unit, Function, Flow, Out, Callees).run();
  Unit.Facts.Functions.push_back(std::move(Out));
}

} // namespace ormlint::facts
