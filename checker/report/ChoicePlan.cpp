//===--- ChoicePlan.cpp - The edits that let an eager load choose ---------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/EditPlan.h"
#include "report/Wording.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace ormlint::analysis;
using namespace ormlint::vocabulary;

namespace ormlint::report {
namespace {

/// Where \p Text has \p Name as a word of its own, if it has it once.
std::optional<std::size_t> soleName(llvm::StringRef Text,
                                    llvm::StringRef Name) {
  auto IsWord = [&](std::size_t At) {
    return At < Text.size() && (llvm::isAlnum(Text[At]) || Text[At] == '_');
  };
  std::optional<std::size_t> Result;
  for (std::size_t At = Text.find(Name); At != llvm::StringRef::npos;
       At = Text.find(Name, At + Name.size())) {
    if (IsWord(At - 1) || IsWord(At + Name.size()))
      continue;
    if (Result)
      return std::nullopt;
    Result = At;
  }
  return Result;
}

/// The `shop::` that \p Text ends in.
llvm::StringRef scopeBefore(llvm::StringRef Text) {
  std::size_t From = Text.size();
  if (Text.ends_with("::"))
    while (From > 0 && (llvm::isAlnum(Text[From - 1]) ||
                        Text[From - 1] == '_' || Text[From - 1] == ':'))
      --From;
  return Text.drop_front(From);
}

} // namespace

std::string
filled(llvm::StringRef Text,
       llvm::ArrayRef<std::pair<llvm::StringRef, std::string>> Words) {
  std::string Result;
  while (!Text.empty()) {
    const auto Found = llvm::find_if(Words, [&](const auto &Word) {
      return Text.starts_with(("{" + Word.first + "}").str());
    });
    if (Found != Words.end())
      Result += Found->second;
    else
      Result += Text.front();
    Text = Text.drop_front(Found != Words.end() ? Found->first.size() + 2 : 1);
  }
  return Result;
}

std::string lookupText(const EagerSyntax &Syntax, llvm::StringRef Entity,
                       const analysis::Names &Names, llvm::StringRef Rows) {
  return filled(Syntax.Lookup, {{"entity", Entity.str()},
                                {"path", '"' + pathText(Names, Syntax) + '"'},
                                {"rows", Rows.str()}});
}

std::vector<Edit>
planChoice(const Finding &Finding, const Profile &Orm,
           const std::vector<facts::Symbol> &Files,
           llvm::function_ref<llvm::StringRef(llvm::StringRef)> TextOf) {
  const Choice &Of = *Finding.Chosen;
  if (Orm.Eager.Lookup.empty() || !Of.QueryEnd.valid() || !Of.From.valid() ||
      !Of.To.valid() || Of.Query.File != Of.QueryEnd.File ||
      Of.From.File != Of.To.File || Of.From.File != Of.Load.Literal.File)
    return {};
  const facts::Symbol File = Files[Of.From.File];
  const llvm::StringRef Text = TextOf(File);
  if (Of.To.Offset > Text.size() || Of.QueryEnd.Offset > Text.size())
    return {};
  const llvm::StringRef Query = Text.slice(Of.Query.Offset, Of.QueryEnd.Offset);
  const llvm::StringRef Chosen = Text.slice(Of.From.Offset, Of.To.Offset);
  const auto Name = soleName(Query, Finding.Entity);
  const llvm::StringRef Operator = Chosen.starts_with("->") ? "->" : ".";
  const llvm::StringRef All = allMethod(Orm);
  if (!Name || !Chosen.starts_with(Operator) || All.empty())
    return {};
  const llvm::StringRef Scope = scopeBefore(Query.take_front(*Name));
  const std::string Rows =
      (Query.take_front(*Name) + llvm::StringRef(Of.Target) +
       Query.drop_front(*Name + Finding.Entity.size()) + "." +
       Chosen.drop_front(Operator.size()))
          .str();
  return {{File, Of.Load.Literal.Offset, Of.Load.LiteralLength,
           lookupText(Orm.Eager, Scope + Finding.Entity, Of.Load.Names, Rows)},
          {File, Of.From.Offset, static_cast<unsigned>(Chosen.size()),
           Of.All ? "" : (Operator + All + "()").str()}};
}

bool mergeChoice(const std::vector<Edit> &Ours, std::vector<Edit> &Others) {
  const Edit &Load = Ours.front();
  for (Edit &Each : Others)
    if (Each.File == Load.File && Each.Length == 0 &&
        Each.Offset == Load.Offset + Load.Length) {
      Each.Text = Load.Text + Each.Text;
      Each.Offset = Load.Offset;
      Each.Length = Load.Length;
      Others.insert(Others.end(), Ours.begin() + 1, Ours.end());
      return true;
    }
  return false;
}

} // namespace ormlint::report
