//===--- EagerLoads.cpp - Arguments of eager loads ------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/EagerLoads.h"
#include "facts/Expressions.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"

using namespace clang;
using namespace ormlint::vocabulary;

namespace ormlint::facts {

PathArgument readPath(const Expr *Argument, Lexicon &Lexicon) {
  PathArgument Result;
  while (Argument) {
    Argument = Argument->IgnoreParens();
    if (const auto *Literal = dyn_cast<StringLiteral>(Argument)) {
      Result.Literal = Literal;
      return Result;
    }
    if (isa<CXXNullPtrLiteralExpr, GNUNullExpr>(Argument)) {
      Result.Null = true;
      return Result;
    }
    if (const auto *Construct = dyn_cast<CXXConstructExpr>(Argument)) {
      if (auto Meaning = Lexicon.call(Construct->getConstructor());
          Meaning && Meaning->What == Effect::Lookup) {
        Result.Construct = Construct;
        return Result;
      }
      // A converting constructor: the path is its first argument, and nothing
      // else is written there.
      if (Construct->getNumArgs() == 0)
        return Result;
      for (unsigned I = 1; I < Construct->getNumArgs(); ++I)
        if (!isa<CXXDefaultArgExpr>(Construct->getArg(I)))
          return Result;
      Argument = Construct->getArg(0);
    } else if (const auto *Cast = dyn_cast<CastExpr>(Argument)) {
      Argument = Cast->getSubExpr();
    } else if (const auto *Full = dyn_cast<FullExpr>(Argument)) {
      Argument = Full->getSubExpr();
    } else if (const auto *Temporary =
                   dyn_cast<MaterializeTemporaryExpr>(Argument)) {
      Argument = Temporary->getSubExpr();
    } else if (const auto *Bound = dyn_cast<CXXBindTemporaryExpr>(Argument)) {
      Argument = Bound->getSubExpr();
    } else if (const auto *List = dyn_cast<InitListExpr>(Argument);
               List && List->getNumInits() == 1) {
      Argument = List->getInit(0);
    } else {
      return Result;
    }
  }
  return Result;
}

EagerLoad plainLoad(const StringLiteral &Literal, llvm::StringRef Separator,
                    Places &Where) {
  EagerLoad Load;
  llvm::SmallVector<llvm::StringRef, 4> Names;
  Literal.getString().split(Names, Separator);
  for (llvm::StringRef Name : Names)
    Load.Names.push_back(Name.str());
  if (Literal.getBeginLoc().isFileID() && Literal.getEndLoc().isFileID()) {
    Load.Literal = Where.at(Literal.getBeginLoc());
    Load.LiteralLength =
        Where.behind(Literal.getEndLoc()).Offset - Load.Literal.Offset;
  }
  return Load;
}

EagerLoad plainColumn(const Expr &Argument, llvm::StringRef Separator,
                      Places &Where) {
  EagerLoad Column;
  // What a literal with a suffix makes of its text, only its spelling says.
  const Expr *Named = peel(&Argument);
  const std::string Spelled = Where.spelling(Named->getBeginLoc());
  const llvm::StringRef Quoted(Spelled);
  const std::size_t End = Quoted.rfind('"');
  Column.Unreadable = !isa<StringLiteral, UserDefinedLiteral>(Named) ||
                      !Quoted.starts_with("\"") || End == 0;
  if (Column.Unreadable)
    return Column;
  llvm::SmallVector<llvm::StringRef, 4> Names;
  Quoted.slice(1, End).split(Names, Separator);
  for (llvm::StringRef Name : Names)
    Column.Names.push_back(Name.str());
  if (Named->getBeginLoc().isFileID()) {
    Column.Literal = Where.at(Named->getBeginLoc());
    Column.LiteralLength = static_cast<std::uint32_t>(Spelled.size());
  }
  return Column;
}

bool leadsAway(const Stmt &Argument, const CXXRecordDecl *Rows,
               const Profile &Orm, Lexicon &Lexicon, Places &Where) {
  if (isa<StringLiteral, UserDefinedLiteral>(&Argument)) {
    const std::string Spelled = Where.spelling(Argument.getBeginLoc());
    llvm::StringRef Text(Spelled);
    Text = Text.drop_front(Text.find('"') + 1);
    Text = Text.take_front(Text.rfind('"')).ltrim('-');
    const auto *To = Rows ? Lexicon.relation(Rows, Text) : nullptr;
    return (To && To->ToMany) ||
           (!Orm.Eager.Separator.empty() && Text.contains(Orm.Eager.Separator));
  }
  return llvm::any_of(Argument.children(), [&](const Stmt *Child) {
    return Child && leadsAway(*Child, Rows, Orm, Lexicon, Where);
  });
}

} // namespace ormlint::facts
