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

#include "index/FactsFile.h"
#include "tidy/Options.h"
#include "tidy/SharedVocabulary.h"
#include "tools/ResourceDirectory.h"
#include "tools/lint/Baseline.h"
#include "tools/lint/Commands.h"
#include "tools/lint/Extraction.h"
#include "tools/lint/Fixes.h"
#include "tools/lint/Git.h"
#include "tools/lint/Judgement.h"
#include "tools/lint/Output.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"

using namespace llvm;
using namespace ormlint;
using namespace ormlint::lint;

namespace {

enum Status { Clean = 0, Findings = 1, Failed = 2 };

cl::OptionCategory Category("orm-lint");
cl::SubCommand ExtractCommand("extract",
                              "write the facts of each unit to a directory");
cl::SubCommand LinkCommand("link", "check a program by the facts of its units");
#define ORM_ANY cl::cat(Category), cl::sub(cl::SubCommand::getTopLevel())
#define ORM_EXTRACTS ORM_ANY, cl::sub(ExtractCommand)
#define ORM_REPORTS ORM_ANY, cl::sub(LinkCommand)
#define ORM_ALL ORM_ANY, cl::sub(ExtractCommand), cl::sub(LinkCommand)

cl::list<std::string> Files(cl::Positional, cl::desc("[files]"), ORM_ALL);
cl::opt<std::string>
    BuildPath("p", cl::init("."), cl::value_desc("directory"),
              cl::desc("where compile_commands.json is, or that file"),
              ORM_EXTRACTS);
cl::opt<unsigned> Jobs("j", cl::init(0), cl::value_desc("number"),
                       cl::desc("units read at a time (0: one per core)"),
                       ORM_EXTRACTS);
cl::opt<std::string> Shard("shard", cl::value_desc("i/n"),
                           cl::desc("read the i-th of n parts of the units"),
                           cl::cat(Category), cl::sub(ExtractCommand));
cl::opt<std::string>
    Cache("cache", cl::value_desc("directory"),
          cl::desc("where facts are kept (.orm-lint in the directory of -p)"),
          ORM_EXTRACTS);
cl::opt<bool> NoCache("no-cache", cl::desc("parse every unit"), ORM_EXTRACTS);
cl::list<std::string> Options("option", cl::value_desc("name=value"),
                              cl::desc("one of the checks' options, such as "
                                       "OrmMinConfidence=certain"),
                              ORM_ALL);
cl::opt<std::string> Checks("checks", cl::init("orm-*"),
                            cl::value_desc("globs"),
                            cl::desc("the checks that are shown"), ORM_REPORTS);
cl::opt<std::string>
    Output("o", cl::value_desc("path"),
           cl::desc("where the report goes, or the facts (a directory)"),
           ORM_ALL);
enum class Format { Text, Json, Sarif, Github };
cl::opt<Format>
    As("format", cl::init(Format::Text), cl::desc("of the report:"),
       cl::values(clEnumValN(Format::Text, "text", "as clang-tidy writes it"),
                  clEnumValN(Format::Json, "json", "docs/orm-lint.md"),
                  clEnumValN(Format::Sarif, "sarif", "SARIF 2.1.0"),
                  clEnumValN(Format::Github, "github", "annotations")),
       ORM_REPORTS);
cl::opt<std::string> Root("root", cl::value_desc("directory"),
                          cl::desc("file names in diffs, SARIF and annotations "
                                   "begin here (the current directory)"),
                          ORM_REPORTS);
cl::opt<bool> Fix("fix", cl::desc("make the edits"), ORM_REPORTS);
cl::opt<bool> DryRun("dry-run", cl::desc("with --fix: show them as a diff"),
                     ORM_REPORTS);
cl::opt<std::string> BaselineFile("baseline", cl::value_desc("file"),
                                  cl::desc("accept the findings listed there"),
                                  ORM_REPORTS);
cl::opt<bool> UpdateBaseline("update-baseline",
                             cl::desc("list there what is found now"),
                             ORM_REPORTS);
cl::opt<std::string>
    DiffBase("diff", cl::value_desc("ref"),
             cl::desc("only what was not found where HEAD left that branch"),
             ORM_ANY);

int fail(const Twine &What) {
  errs() << "orm-lint: error: " << What << '\n';
  return Failed;
}
int fail(Error What) { return fail(toString(std::move(What))); }
void say(const Twine &What) { errs() << "orm-lint: " << What << '\n'; }

/// Options and profiles, or nothing after saying what is wrong with them.
struct Configuration {
  tidy::Options Set;
  std::shared_ptr<const tidy::SharedVocabulary> Vocabulary;
  /// Changes with every profile.
  std::string Fingerprint;
};
std::optional<Configuration> configure() {
  std::vector<std::string> Problems;
  StringMap<std::string> Given;
  for (StringRef Each : Options) {
    const auto [Name, Value] = Each.split('=');
    if (!is_contained(tidy::optionNames(), Name))
      Problems.push_back(("unknown option '" + Name + "'; the checks have " +
                          join(tidy::optionNames(), ", "))
                             .str());
    Given[Name] = Value.str();
  }
  Configuration Result;
  Result.Set = tidy::readOptions(
      [&](StringRef Name) { return Given.lookup(Name); }, Problems);
  const auto Profiles =
      tidy::profileFiles(Result.Set.Profiles, absolutePath("x"));
  Result.Vocabulary = tidy::sharedVocabulary(Profiles);
  append_range(Problems, Result.Vocabulary->Errors);
  FileHashes Hashes;
  for (const std::string &Each : Profiles)
    Result.Fingerprint += utohexstr(Hashes.of(Each).value_or(0)) + " ";
  for (const std::string &Problem : Problems)
    fail(Problem);
  if (!Problems.empty())
    return std::nullopt;
  return Result;
}

/// Counts units on a terminal.
class Progress {
public:
  explicit Progress(std::size_t All)
      : All(All), Shown(sys::Process::StandardErrIsDisplayed()) {}
  ~Progress() {
    if (Shown)
      errs() << "\r\033[K";
  }
  void step() {
    if (Shown)
      errs() << "\r[" << ++Done << '/' << All << "] units";
  }

private:
  std::size_t All, Done = 0;
  bool Shown;
};

/// What the units of a program say, and of how many nothing could be said.
struct Facts {
  std::vector<index::UnitFacts> Units;
  std::size_t Parsed = 0, Unread = 0;
};
Facts read(ArrayRef<Command> Units, const Extraction &With) {
  Progress Bar(Units.size());
  Facts Result;
  std::vector<Extracted> All =
      extractAll(Units, With, Jobs, [&](const Extracted &) { Bar.step(); });
  for (auto [Unit, Each] : zip(Units, All)) {
    if (Each.Facts) {
      Result.Parsed += Each.Parsed;
      Result.Units.push_back(std::move(*Each.Facts));
    } else {
      ++Result.Unread;
      fail("cannot read " + Unit.Source + ": " + Each.Problem);
    }
  }
  return Result;
}

std::string cacheDirectory() {
  if (NoCache)
    return "";
  SmallString<256> Result(Cache);
  if (Result.empty()) {
    Result = StringRef(BuildPath);
    if (!sys::fs::is_directory(Result))
      sys::path::remove_filename(Result);
    sys::path::append(Result, ".orm-lint");
  }
  if (sys::fs::create_directories(Result)) {
    say("warning: '" + Result.str() + "' cannot be made: nothing is kept");
    return "";
  }
  return Result.str().str();
}

std::string rootDirectory() {
  return absolutePath(Root.empty() ? "." : StringRef(Root));
}

Expected<Commands> commands(const char *Argv0) {
  Expected<Commands> Result =
      readCommands(BuildPath, Files, tools::resourceDirectory(Argv0));
  if (Result)
    for (const std::string &Note : Result->Notes)
      say("note: " + Note);
  return Result;
}

/// Shows what is left of \p Found, and says how the run ends.
int finish(Judgement Found, Texts &Sources, const tidy::Options &Set,
           const Facts &Read, std::size_t Units) {
  report::Report &Said = Found.Report;
  for (const std::string &Each : Found.StaleComments)
    say("note: " + Each);
  if (UpdateBaseline) {
    const std::size_t Count = Said.Messages.size();
    if (Error Wrong = Baseline(Said.Messages).write(BaselineFile))
      return fail(std::move(Wrong));
    say("'" + BaselineFile + "' accepts " + Twine(Count) +
        (Count == 1 ? " finding" : " findings"));
    return Read.Unread == 0 ? Clean : Failed;
  }
  std::size_t Accepted = Said.Messages.size();
  if (!BaselineFile.empty()) {
    Expected<Baseline> Known = Baseline::read(BaselineFile);
    if (!Known)
      return fail(Known.takeError());
    Known->apply(Said.Messages);
    for (const std::string &Each : Known->stale())
      say("note: fixed, and still in the baseline: " + Each);
  }
  Accepted -= Said.Messages.size();

  std::error_code Wrong;
  raw_fd_ostream Out(Output.empty() ? "-" : StringRef(Output), Wrong);
  if (Wrong)
    return fail("cannot write '" + Output + "': " + Wrong.message());
  Fixes Edits(Sources);
  std::size_t Open = Said.Messages.size();
  if (Fix)
    for (const report::Message &Each : Said.Messages)
      if (!Each.Edits.empty() && Edits.add(Each.Edits) && !DryRun)
        --Open;
  if (Fix && DryRun) {
    Edits.diff(Out, rootDirectory());
  } else {
    const Shown All{Said, Sources, rootDirectory(), Set.ErrorNesting};
    switch (As) {
    case Format::Text:
      printText(Out, All);
      break;
    case Format::Json:
      printJson(Out, All);
      break;
    case Format::Sarif:
      printSarif(Out, All);
      break;
    case Format::Github:
      printGithub(Out, All);
      break;
    }
  }
  Out.flush();
  std::string Made;
  if (Fix && !DryRun) {
    Expected<unsigned> Written = Edits.apply();
    if (!Written)
      return fail(Written.takeError());
    Made = ", " + utostr(Said.Messages.size() - Open) + " fixed in " +
           utostr(*Written) + (*Written == 1 ? " file" : " files");
  }
  const analysis::Coverage &Covered = Said.Coverage;
  say(Twine(Units) + " units read (" + Twine(Read.Parsed) +
      " parsed); row loops: " + Twine(Covered.LoopsChecked.size()) +
      " checked, " + Twine(Covered.LoopsReported.size()) + " reported, " +
      Twine(Covered.LoopsUndecided.size()) +
      " undecided; findings: " + Twine(Said.Messages.size()) +
      (Accepted ? ", " + utostr(Accepted) + " accepted" : "") + Made +
      (Read.Unread ? "; units NOT read: " + utostr(Read.Unread) : ""));
  return Read.Unread != 0 ? Failed : Open != 0 ? Findings : Clean;
}

int check(const char *Argv0, const Configuration &Given) {
  Expected<Commands> Units = commands(Argv0);
  if (!Units)
    return fail(Units.takeError());
  const Choices Asked{*Given.Vocabulary->Words, Given.Set, Checks};
  FileHashes Hashes;
  Extraction With{Asked.Words, extractorName(Argv0), Given.Fingerprint,
                  cacheDirectory(), Hashes};
  Facts Read = read(Units->Units, With);
  const std::size_t Count = Read.Units.size();
  if (Count == 0)
    return fail("no unit could be read");
  Texts Sources;
  Judgement Found = judge(std::move(Read.Units), Asked, Sources);
  Read.Units.clear();
  if (!DiffBase.empty()) {
    Expected<Base> Then = baseOf(DiffBase);
    if (!Then)
      return fail(Then.takeError());
    std::vector<Command> Old = Units->Units;
    erase_if(Old, [&](const Command &Each) {
      return Then->Added.contains(Each.Source);
    });
    FileHashes OldHashes(&Then->Before);
    With.Changed = &Then->Before;
    Extraction OldWith{Asked.Words, With.Extractor, Given.Fingerprint,
                       With.Cache,  OldHashes,      &Then->Before};
    Texts OldSources(&Then->Before);
    // A unit that cannot be read as it was is taken to be new.
    Baseline(judge(read(Old, OldWith).Units, Asked, OldSources).Report.Messages)
        .apply(Found.Report.Messages);
  }
  return finish(std::move(Found), Sources, Given.Set, Read, Count);
}

int extractFacts(const char *Argv0, const Configuration &Given) {
  if (Output.empty())
    return fail("extract needs -o, the directory that the facts go to");
  Expected<Commands> Units = commands(Argv0);
  if (!Units)
    return fail(Units.takeError());
  if (!Shard.empty()) {
    const auto [Part, All] = StringRef(Shard).split('/');
    unsigned Index = 0, Count = 0;
    if (Part.getAsInteger(10, Index) || All.getAsInteger(10, Count) ||
        Index < 1 || Index > Count)
      return fail("--shard is '" + Shard + "'; expected i/n, such as 3/8");
    takeShard(*Units, Index, Count);
  }
  if (std::error_code Wrong = sys::fs::create_directories(Output))
    return fail("cannot make '" + Output + "': " + Wrong.message());
  FileHashes Hashes;
  const Extraction With{*Given.Vocabulary->Words, extractorName(Argv0),
                        Given.Fingerprint, cacheDirectory(), Hashes};
  const Facts Read = read(Units->Units, With);
  StringMap<unsigned> Names;
  for (const index::UnitFacts &Each : Read.Units) {
    // Named after the source, with a hash of where it is.
    const std::string Name =
        (sys::path::filename(Each.Source) + "-" +
         utohexstr(xxh3_64bits(StringRef(Each.Source)), true))
            .str();
    SmallString<256> Path(Output);
    sys::path::append(
        Path, Name + (Names[Name] ? "-" + utostr(Names[Name]) : std::string()) +
                  ".facts");
    ++Names[Name];
    if (Error Wrong = index::writeFacts(Each, Path))
      return fail(std::move(Wrong));
  }
  say(Twine(Read.Units.size()) + " units read (" + Twine(Read.Parsed) +
      " parsed)" +
      (Read.Unread ? "; units NOT read: " + utostr(Read.Unread) : ""));
  return Read.Unread != 0 ? Failed : Clean;
}

int linkFacts(const char *Argv0, const Configuration &Given) {
  if (Files.empty())
    return fail("link needs files of facts, or the directories they are in");
  std::vector<std::string> Paths;
  for (const std::string &Each : Files) {
    if (!sys::fs::is_directory(Each)) {
      Paths.push_back(Each);
      continue;
    }
    std::error_code Wrong;
    for (sys::fs::directory_iterator At(Each, Wrong), End; !Wrong && At != End;
         At.increment(Wrong))
      if (sys::path::extension(At->path()) == ".facts")
        Paths.push_back(At->path());
    if (Wrong)
      return fail("'" + Each + "': " + Wrong.message());
  }
  // Whatever order they are named in.
  sort(Paths, [](StringRef A, StringRef B) {
    return std::pair(sys::path::filename(A), A) <
           std::pair(sys::path::filename(B), B);
  });
  const std::string Extractor = extractorName(Argv0);
  FileHashes Hashes;
  Facts Read;
  for (const std::string &Path : Paths) {
    Expected<index::UnitFacts> Each = index::readFacts(Path);
    if (!Each)
      return fail(Each.takeError());
    if (Each->Extractor != Extractor)
      return fail(Path + " was made by another orm-lint: extract it again");
    for (const index::Input &File : Each->Inputs)
      if (!File.System && Hashes.of(File.Path) != File.Hash)
        return fail("'" + File.Path + "' is not what it was when " + Path +
                    " was made: extract it again");
    Read.Units.push_back(std::move(*Each));
  }
  if (Read.Units.empty())
    return fail("no facts to link");
  const std::size_t Count = Read.Units.size();
  const Choices Asked{*Given.Vocabulary->Words, Given.Set, Checks};
  Texts Sources;
  Judgement Found = judge(std::move(Read.Units), Asked, Sources);
  Read.Units.clear();
  return finish(std::move(Found), Sources, Given.Set, Read, Count);
}

} // namespace

int main(int Count, const char **Arguments) {
  InitLLVM Init(Count, Arguments);
  cl::HideUnrelatedOptions(Category);
  cl::HideUnrelatedOptions(Category, ExtractCommand);
  cl::HideUnrelatedOptions(Category, LinkCommand);
  // Not by exiting with 1, which means that there are findings.
  if (!cl::ParseCommandLineOptions(
          Count, Arguments,
          "Finds queries that an ORM runs once per row, across files.\n",
          &errs()))
    return Failed;
  if ((UpdateBaseline && BaselineFile.empty()) || (DryRun && !Fix))
    return fail(DryRun ? "--dry-run goes with --fix"
                       : "--update-baseline goes with --baseline");
  const std::optional<Configuration> Given = configure();
  if (!Given)
    return Failed;
  if (ExtractCommand)
    return extractFacts(Arguments[0], *Given);
  if (LinkCommand)
    return linkFacts(Arguments[0], *Given);
  return check(Arguments[0], *Given);
}
