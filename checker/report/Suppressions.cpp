//===--- Suppressions.cpp - NOLINT comments -------------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Suppressions.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/GlobPattern.h"
#include <limits>

using namespace llvm;

namespace ormlint::report {

bool matches(StringRef List, StringRef Name) {
  bool Result = false;
  SmallVector<StringRef, 8> Globs;
  List.split(Globs, ',', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  for (StringRef Glob : Globs) {
    Glob = Glob.trim();
    const bool Takes = !Glob.consume_front("-");
    Expected<GlobPattern> Pattern = GlobPattern::create(Glob);
    if (!Pattern)
      consumeError(Pattern.takeError());
    else if (Pattern->match(Name))
      Result = Takes;
  }
  return Result;
}

std::vector<Suppression> suppressionsIn(StringRef Text) {
  std::vector<Suppression> Result;
  // Most files have none, and many lines.
  if (!Text.contains("NOLINT"))
    return Result;
  std::vector<std::size_t> Open;
  unsigned Line = 0;
  while (!Text.empty()) {
    StringRef Here;
    std::tie(Here, Text) = Text.split('\n');
    ++Line;
    for (std::size_t At = Here.find("NOLINT"); At != StringRef::npos;
         At = Here.find("NOLINT")) {
      Here = Here.drop_front(At + StringRef("NOLINT").size());
      enum { Same, Next, Begin, End } Kind = Same;
      if (Here.consume_front("NEXTLINE"))
        Kind = Next;
      else if (Here.consume_front("BEGIN"))
        Kind = Begin;
      else if (Here.consume_front("END"))
        Kind = End;
      Suppression New;
      New.Line = Line;
      New.First = New.Last = Kind == Next ? Line + 1 : Line;
      New.Checks = "*";
      if (Here.starts_with("("))
        if (const std::size_t Close = Here.find(')'); Close != StringRef::npos)
          New.Checks = Here.substr(1, Close - 1).str();
      if (Kind == End) {
        // The last one that is open and has the same checks.
        for (auto Each = Open.rbegin(); Each != Open.rend(); ++Each)
          if (Result[*Each].Checks == New.Checks) {
            Result[*Each].Last = Line;
            Open.erase(std::next(Each).base());
            break;
          }
        continue;
      }
      if (Kind == Begin) {
        New.Last = 0;
        Open.push_back(Result.size());
      }
      Result.push_back(std::move(New));
    }
  }
  // One that is not ended is about nothing: clang-tidy says that it is wrong.
  return Result;
}

std::vector<Suppression> &Suppressions::in(StringRef File, StringRef Text) {
  const auto [Entry, New] = Known.try_emplace(File);
  if (New)
    Entry->second = suppressionsIn(Text);
  return Entry->second;
}

bool Suppressions::suppress(StringRef File, StringRef Text, unsigned Line,
                            StringRef Check) {
  bool Result = false;
  for (Suppression &Each : in(File, Text))
    if (Each.First <= Line && Line <= Each.Last && matches(Each.Checks, Check))
      Result = Each.Used = true;
  return Result;
}

std::vector<Suppression> Suppressions::stale(StringRef File, StringRef Text,
                                             StringRef Prefix) {
  std::vector<Suppression> Result;
  for (const Suppression &Each : in(File, Text))
    if (!Each.Used && StringRef(Each.Checks).contains(Prefix))
      Result.push_back(Each);
  return Result;
}

} // namespace ormlint::report
