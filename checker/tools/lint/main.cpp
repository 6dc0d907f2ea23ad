//===--- main.cpp - orm-lint ----------------------------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The checks over a whole program. docs/orm-lint.md is its manual.
//
//===----------------------------------------------------------------------===//

#include "tools/ResourceDirectory.h"
#include "tools/lint/Earlier.h"
#include "tools/lint/Git.h"
#include "tools/lint/Outcome.h"
#include "tools/lint/Output.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/Path.h"
#include <memory>

using namespace llvm;
using namespace ormlint;
using namespace ormlint::lint;

namespace {

Expected<Commands> commands(const Request &Asked) {
  if (Asked.Compile) {
    Commands Result;
    Result.Units.push_back(commandOf(Asked.Files.front(), *Asked.Compile,
                                     tools::resourceDirectory(Asked.Program)));
    return Result;
  }
  Expected<Commands> Result =
      readCommands(Asked.BuildPath, Asked.Files, Asked.Objects,
                   tools::resourceDirectory(Asked.Program));
  if (Result)
    for (const std::string &Note : Result->Notes)
      say("note: " + Note);
  return Result;
}

Choices choices(const Request &Asked) {
  return {*Asked.Vocabulary->Words, Asked.Set, Asked.Checks};
}

/// How the units of \p Now were compiled that were there at \p Then.
std::vector<Command> commandsOf(const std::vector<Command> &Now,
                                const Base &Then) {
  std::vector<Command> Result;
  for (Command Each : Now) {
    if (Then.Added.contains(Each.Source))
      continue;
    if (const auto Changed = Then.Changes.find(Each.Source);
        Changed != Then.Changes.end()) {
      for (std::string &Word : Each.Arguments)
        if (absolutePath(Word, Each.Directory) == Each.Source)
          Word = Changed->second.Before;
      Each.Source = Changed->second.Before;
    }
    Result.push_back(std::move(Each));
  }
  return Result;
}

/// What the last run said, if anything is kept.
std::unique_ptr<KeptReports> keptReports(const Request &Asked) {
  if (Asked.Cache.empty())
    return nullptr;
  SmallString<256> Path(Asked.Cache);
  sys::path::append(Path, "reports");
  return std::make_unique<KeptReports>(Path.str().str(),
                                       extractorName(Asked.Program) + " " +
                                           Asked.Vocabulary->Profiles);
}

/// Judges the program of \p Units, and writes it down for others.
Expected<Judgement> judgeAndKeep(std::vector<index::UnitFacts> Units,
                                 const Request &Asked, Texts &Sources,
                                 KeptReports *Kept) {
  index::UnitFacts Program = index::linkProgram(std::move(Units));
  if (!Asked.Index.empty())
    if (Error Wrong = index::writeFacts(Program, Asked.Index))
      return createStringError("cannot write '" + Asked.Index +
                               "': " + toString(std::move(Wrong)));
  return judge(std::move(Program), choices(Asked), Sources, Asked.Jobs, Kept);
}

int check(const Request &Asked) {
  Expected<Commands> Units = commands(Asked);
  if (!Units)
    return fail(Units.takeError());
  const Choices By = choices(Asked);
  const std::string Extractor = extractorName(Asked.Program);
  FileHashes Hashes;
  Extraction With{By.Words, Extractor, Asked.Vocabulary->Profiles, Asked.Cache,
                  Hashes};
  Facts Read = readUnits(Units->Units, With, Asked.Jobs);
  const std::size_t Count = Read.Units.size();
  if (Count == 0)
    return fail("no unit could be read");
  Texts Sources;
  const std::unique_ptr<KeptReports> Kept = keptReports(Asked);
  Expected<Judgement> Found =
      judgeAndKeep(std::move(Read.Units), Asked, Sources, Kept.get());
  if (!Found)
    return fail(Found.takeError());
  if (!Asked.DiffBase.empty()) {
    Expected<Base> Then = baseOf(Asked.DiffBase);
    if (!Then)
      return fail(Then.takeError());
    const std::vector<Command> Old = commandsOf(Units->Units, *Then);
    FileHashes OldHashes(&Then->Before);
    const Extraction OldWith{By.Words,    Extractor, Asked.Vocabulary->Profiles,
                             Asked.Cache, OldHashes, &Then->Before};
    Texts OldSources(&Then->Before);
    Facts OldFacts = readUnits(Old, OldWith, Asked.Jobs,
                               "at the merge base " + Then->Commit + ", ");
    if (!OldFacts.Unread.empty())
      say("note: findings that need what could not be read there count as new");
    Judgement Earlier = judge(index::linkProgram(std::move(OldFacts.Units)), By,
                              OldSources, Asked.Jobs, Kept.get());
    takeOutEarlier({Found->Report, Sources}, {Earlier.Report, OldSources},
                   *Then);
  }
  if (Kept)
    Kept->write();
  return finish(Asked, std::move(*Found), Sources, Read, Count);
}

int extract(const Request &Asked) {
  Expected<Commands> Units = commands(Asked);
  if (!Units)
    return fail(Units.takeError());
  const bool OneFile = StringRef(Asked.Output).ends_with(".facts");
  const Shard Of = shardOf(Asked, Units->Units);
  if (!OneFile)
    if (Error Wrong = beginShard(Of, Asked.Output))
      return fail(std::move(Wrong));
  takeShard(*Units, Asked.Part, Asked.Parts);
  FileHashes Hashes;
  const Extraction With{*Asked.Vocabulary->Words, extractorName(Asked.Program),
                        Asked.Vocabulary->Profiles, Asked.Cache, Hashes};
  const Facts Read = readUnits(Units->Units, With, Asked.Jobs);
  if (OneFile) {
    // A step of a build: quiet, if all is well.
    Error Wrong = writeFile(Asked, Read);
    return Wrong ? fail(std::move(Wrong)) : Clean;
  }
  if (Error Wrong = writeFiles(Read, Of, Asked.Output))
    return fail(std::move(Wrong));
  say(counted(Read.Units.size(), "unit") + " read (" + Twine(Read.Parsed) +
      " parsed)" +
      (Read.Unread.empty()
           ? std::string()
           : "; units NOT read: " + utostr(Read.Unread.size())));
  return Read.Unread.empty() ? Clean : Failed;
}

int link(const Request &Asked) {
  Expected<Facts> Read = readFiles(Asked);
  if (!Read)
    return fail(Read.takeError());
  const std::size_t Count = Read->Units.size();
  Texts Sources;
  const std::unique_ptr<KeptReports> Kept = keptReports(Asked);
  Expected<Judgement> Found =
      judgeAndKeep(std::move(Read->Units), Asked, Sources, Kept.get());
  if (!Found)
    return fail(Found.takeError());
  if (Kept)
    Kept->write();
  return finish(Asked, std::move(*Found), Sources, *Read, Count);
}

} // namespace

int main(int Count, const char **Arguments) {
  InitLLVM Init(Count, Arguments);
  const std::optional<Request> Asked = readArguments(Count, Arguments);
  if (!Asked)
    return Failed;
  switch (Asked->Do) {
  case Verb::Check:
    return check(*Asked);
  case Verb::Extract:
    return extract(*Asked);
  case Verb::Link:
    return link(*Asked);
  }
}
