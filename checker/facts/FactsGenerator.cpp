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
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Analysis/CFG.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Index/USRGeneration.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/TimeProfiler.h"

using namespace clang;
using namespace ormlint::vocabulary;

namespace ormlint::facts {

/// A function with more blocks than this is left out: generated code, mostly.
static constexpr unsigned MaxBlocks = 4000;

Symbol UnitBuilder::usr(const FunctionDecl &Function) {
  const FunctionDecl *Key = Function.getCanonicalDecl();
  auto [Entry, New] = Usrs.try_emplace(Key);
  if (New) {
    llvm::SmallString<128> Usr;
    index::generateUSRForDecl(Key, Usr);
    if (const unsigned Before = UsrUses[Usr]++)
      Usr += "#" + std::to_string(Before);
    Entry->second = Usr.str();
  }
  return Entry->second;
}

namespace {

/// Whether a body deals with queries or rows, and what it calls.
class BodyReader : public RecursiveASTVisitor<BodyReader> {
public:
  explicit BodyReader(Carriers &Types) : Types(Types) {}
  bool Carries = false;
  llvm::SmallVector<const FunctionDecl *, 8> Callees;

  bool VisitExpr(Expr *E) {
    Carries |= Types.carries(E->getType());
    return !Carries;
  }
  bool VisitCallExpr(CallExpr *Call) {
    if (const FunctionDecl *Callee = Call->getDirectCallee())
      Callees.push_back(Callee);
    return true;
  }

private:
  Carriers &Types;
};

} // namespace

bool UnitBuilder::isOfAnOrm(const FunctionDecl &Function) const {
  const NamespaceDecl *Outermost = nullptr;
  for (const DeclContext *At = Function.getDeclContext(); At;
       At = At->getParent())
    if (const auto *Namespace = dyn_cast<NamespaceDecl>(At);
        Namespace && Namespace->getIdentifier())
      Outermost = Namespace;
  return Outermost &&
         llvm::any_of(Lexicon.vocabulary().profiles(), [&](const auto &Orm) {
           return llvm::any_of(Orm.Types, [&](const auto &Type) {
             const auto [First, Rest] = llvm::StringRef(Type.Name).split("::");
             return !Rest.empty() && First == Outermost->getName();
           });
         });
}

bool UnitBuilder::runsQueries(const FunctionDecl &Function, unsigned Depth) {
  // A helper of a helper, in files of the user's own. In a program the linker
  // takes out what leads nowhere.
  constexpr unsigned MaxDepth = 4;
  const FunctionDecl *Definition = nullptr;
  if (!Function.isDefined(Definition))
    return Program && Function.isExternallyVisible() &&
           !Function.getBuiltinID() && !isOfAnOrm(Function) &&
           !Context.getSourceManager().isInSystemHeader(Function.getLocation());
  if (Depth > MaxDepth)
    return Program;
  if (Definition->isDependentContext() || Definition->isDefaulted() ||
      isOfAnOrm(*Definition) ||
      Context.getSourceManager().isInSystemHeader(Definition->getLocation()))
    return false;
  auto [Entry, New] = RunsQueries.try_emplace(Definition, false);
  if (!New)
    return Entry->second;
  BodyReader Body(Types);
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(Definition))
    for (const CXXCtorInitializer *Initializer : Constructor->inits())
      Body.TraverseStmt(Initializer->getInit());
  Body.TraverseStmt(Definition->getBody());
  const bool Result =
      Body.Carries || llvm::any_of(Body.Callees, [&](const FunctionDecl *Next) {
        return runsQueries(*Next, Depth + 1);
      });
  return RunsQueries[Definition] = Result;
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
    To.Column = From.Column;
    To.Nullable = From.Nullable;
    To.Reverse = From.Reverse;
    To.Ordered = From.Ordered;
    To.IdentityMap = From.IdentityMap;
    To.Neighbours = From.Owner && From.Target &&
                    From.Owner->getDeclContext()->getRedeclContext()->Equals(
                        From.Target->getDeclContext()->getRedeclContext());
    To.Inverse = From.Inverse;
    Facts.Relations.push_back(std::move(To));
  }
  return Entry->second;
}

bool isClosed(const ValueDecl &Member) {
  const auto *Class = dyn_cast<CXXRecordDecl>(Member.getDeclContext());
  if (!Class || Class->isLambda() || Class->hasFriends())
    return false;
  if (Member.getAccess() != AS_private && !Member.getType().isConstQualified())
    return false;
  return llvm::all_of(Class->methods(), [](const CXXMethodDecl *Method) {
    return Method->isImplicit() || Method->isDefaulted() ||
           Method->isDeleted() || Method->isDefined();
  });
}

FieldId UnitBuilder::field(const FieldDecl &From) {
  const auto *Class = dyn_cast<CXXRecordDecl>(From.getParent());
  if (Class && Class->isInStdNamespace())
    return element(From.getFieldIndex(), /*Pair=*/true);
  const FieldDecl *Key = cast<FieldDecl>(From.getCanonicalDecl());
  auto [Entry, New] =
      KnownFields.try_emplace(Key, static_cast<FieldId>(Facts.Fields.size()));
  if (!New)
    return Entry->second;
  const FieldId Id = Entry->second;
  Field To;
  To.Name = Key->getNameAsString();
  if (llvm::SmallString<128> Usr; Class && !Class->isLambda() &&
                                  Class->isExternallyVisible() &&
                                  !index::generateUSRForDecl(Key, Usr))
    To.Usr = Usr.str();
  To.Closed = isClosed(*Key);
  if (To.Closed)
    for (const CXXConstructorDecl *Constructor :
         cast<CXXRecordDecl>(Key->getParent())->ctors())
      if (Constructor->isUserProvided())
        To.Constructors.push_back(usr(*Constructor));
  Facts.Fields.push_back(std::move(To));
  return Id;
}

FieldId UnitBuilder::variable(const VarDecl &From) {
  const VarDecl *Key = From.getCanonicalDecl();
  auto [Entry, New] = KnownVariables.try_emplace(
      Key, static_cast<FieldId>(Facts.Fields.size()));
  if (New) {
    Field To;
    To.Name = Key->getNameAsString();
    // That of a function or class in a header is one variable in all files.
    if (llvm::SmallString<128> Usr;
        (Key->isStaticLocal() || Key->isStaticDataMember()) &&
        Key->isExternallyVisible() && !index::generateUSRForDecl(Key, Usr))
      To.Usr = Usr.str();
    Facts.Fields.push_back(std::move(To));
  }
  return Entry->second;
}

FieldId UnitBuilder::element(unsigned Index, bool Pair) {
  const std::string Name = Pair ? (Index == 0 ? "first" : "second")
                                : "get<" + std::to_string(Index) + ">";
  auto [Entry, New] =
      Elements.try_emplace(Name, static_cast<FieldId>(Facts.Fields.size()));
  if (New) {
    Facts.Fields.emplace_back();
    Facts.Fields.back().Name = Facts.Fields.back().Usr = Name;
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
  Options.AddCXXDefaultInitExprInCtors = true;
  Options.AddImplicitDtors = true;
  auto Build = [&] {
    return CFG::buildCFG(&Function, Function.getBody(),
                         const_cast<ASTContext *>(&Unit.Context), Options);
  };
  std::unique_ptr<CFG> Graph = Build();
  if (Graph && !Graph->try_blocks().empty()) {
    // A block for each call that may throw: what was done before it counts.
    Options.AddEHEdges = true;
    Graph = Build();
  }
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
  Out.Qualified = Function.getQualifiedNameAsString();
  Out.At = Unit.Where.at(Function.getLocation());
  Out.Internal = !Function.isExternallyVisible();
  const SourceManager &Sources = Unit.Context.getSourceManager();
  Out.Instance = Function.isTemplateInstantiation() &&
                 inMainSource(Function.getLocation(), Sources);
  const ControlFlow Flow(*Graph);
  Generator(Unit, Function, Flow, Out, Callees).run();
  Unit.Facts.Functions.push_back(std::move(Out));
}

} // namespace ormlint::facts
