//===--- Arguments.cpp - The command line of orm-lint ---------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Message.h"
#include "report/Suppressions.h"
#include "tools/DefaultChecks.h"
#include "tools/lint/Commands.h"
#include "tools/lint/ConfigFiles.h"
#include "tools/lint/Extraction.h"
#include "tools/lint/Request.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace ormlint::lint {

namespace {

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
cl::opt<std::string>
    Objects("objects", cl::value_desc("directory"),
            cl::desc("where files are compiled several times: read the "
                     "commands whose objects go below there"),
            ORM_EXTRACTS);
cl::opt<std::string>
    Depfile("depfile", cl::value_desc("file"),
            cl::desc("with -o unit.facts: write the files that it was made "
                     "of, for make and Ninja"),
            cl::cat(Category), cl::sub(ExtractCommand));
cl::opt<unsigned> Jobs("j", cl::init(0), cl::value_desc("number"),
                       cl::desc("units read at a time (0: one per core)"),
                       ORM_EXTRACTS);
cl::opt<std::string> Shard("shard", cl::value_desc("i/n"),
                           cl::desc("read the i-th of n parts of the units"),
                           cl::cat(Category), cl::sub(ExtractCommand));
cl::opt<std::string>
    Cache("cache", cl::value_desc("directory"),
          cl::desc("where facts are kept, and what was said of them (.orm-lint "
                   "in the directory of -p; of link: nowhere)"),
          ORM_ALL);
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
           cl::desc("where the report goes; of extract, the facts: a "
                    "directory, or unit.facts for one unit"),
           ORM_ALL);
cl::opt<Format>
    As("format", cl::init(Format::Text), cl::desc("of the report:"),
       cl::values(clEnumValN(Format::Text, "text", "as clang-tidy writes it"),
                  clEnumValN(Format::Json, "json", "docs/orm-lint.md"),
                  clEnumValN(Format::Sarif, "sarif", "SARIF 2.1.0"),
                  clEnumValN(Format::Github, "github", "annotations"),
                  clEnumValN(Format::Gitlab, "gitlab", "code quality"),
                  clEnumValN(Format::Html, "html", "a page for the browser")),
       ORM_REPORTS);
cl::list<std::string> Reports("report", cl::value_desc("format=file"),
                              cl::desc("write this report, too"), ORM_REPORTS);
cl::opt<std::string> Root("root", cl::value_desc("directory"),
                          cl::desc("file names in diffs and reports begin "
                                   "here (the current directory)"),
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

cl::opt<std::string> Index("index", cl::value_desc("file"),
                           cl::desc("write the program's facts there, for the "
                                    "option OrmIndex of clang-tidy and clangd"),
                           ORM_REPORTS);

/// Reads options and profiles into \p Result, or says what is wrong with them.
/// What the command line says comes before what .clang-tidy files do.
bool configure(Request &Result) {
  std::vector<std::string> Problems;
  Configuration Given = readConfigFiles(Problems);
  Result.ConfigFiles = Given.Files;
  Result.Checks = Checks.getNumOccurrences() != 0
                      ? Checks.getValue()
                      : tools::withOrmChecks(Given.Checks.value_or(""));
  Result.Errors = Given.WarningsAsErrors.value_or("");
  const std::vector<std::string> Unknown = unknownChecks(Checks, "");
  for (const std::string &Name : Unknown)
    Problems.push_back(noCheck(Name));
  if (Unknown.empty() && none_of(report::checkNames(), [&](StringRef Name) {
        return report::matches(Result.Checks, Name);
      }))
    Problems.push_back("no check is on by '" +
                       StringRef(Result.Checks).trim().str() + "'");
  for (StringRef Each : Options) {
    const auto [Name, Value] = Each.split('=');
    if (!is_contained(tidy::optionNames(), Name))
      Problems.push_back(("unknown option '" + Name + "'; the checks have " +
                          join(tidy::optionNames(), ", "))
                             .str());
    else if (isOfClangTidyAlone(Name))
      Problems.push_back((Name + " is an option of clang-tidy and clangd: "
                                 "orm-lint reads the units themselves, and "
                                 "--format json says what was undecided")
                             .str());
    else if (Value.empty())
      Problems.push_back(
          ("option '" + Name + "' has no value: --option " + Name + "=VALUE")
              .str());
    Given.Options[Name] = Value.str();
  }
  Result.Set = tidy::readOptions(
      [&](StringRef Name) { return Given.Options.lookup(Name); }, Problems);
  Result.Profiles = tidy::profileFiles(Result.Set.Profiles, absolutePath("x"));
  Result.Vocabulary = tidy::sharedVocabulary(Result.Profiles);
  append_range(Problems, Result.Vocabulary->Errors);
  for (const std::string &Problem : Problems)
    fail(Problem);
  return Problems.empty();
}

std::string cacheDirectory(const Request &Asked) {
  if (NoCache || (Asked.Do == Verb::Link && Cache.empty()) || Asked.Compile)
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

/// Reads `3/8`.
bool readShard(Request &Result) {
  const auto [Part, All] = StringRef(Shard).split('/');
  return !Part.getAsInteger(10, Result.Part) &&
         !All.getAsInteger(10, Result.Parts) && Result.Part >= 1 &&
         Result.Part <= Result.Parts;
}

/// Reads `sarif=orm-lint.sarif`.
bool readReports(Request &Result) {
  for (StringRef Each : Reports) {
    const auto [Name, Path] = Each.split('=');
    SecondReport New{Format::Text, Path.str()};
    if (Path.empty() || As.getParser().parse(As, "report", Name, New.As))
      return false;
    Result.Also.push_back(std::move(New));
  }
  return true;
}

/// Whether all options that are given belong to the verb: a subcommand takes
/// those of the command by itself, too, and would do nothing by them.
bool areOfVerb(Verb Asked) {
  if (Asked == Verb::Check)
    return true;
  cl::SubCommand &Sub = Asked == Verb::Link ? LinkCommand : ExtractCommand;
  const auto &Own = cl::getRegisteredOptions(Sub);
  for (const auto &[Name, Option] :
       cl::getRegisteredOptions(cl::SubCommand::getTopLevel()))
    if (Option->getNumOccurrences() != 0 && !Own.contains(Name)) {
      fail("'" + Sub.getName() + "' has no option --" + Name);
      return false;
    }
  return true;
}

/// What goes together only.
bool validate(Request &Result) {
  if (!areOfVerb(Result.Do))
    return false;
  if (UpdateBaseline && BaselineFile.empty())
    return fail("--update-baseline goes with --baseline"), false;
  if (UpdateBaseline && !DiffBase.empty())
    return fail("--update-baseline does not go with --diff: it lists all that "
                "is found"),
           false;
  if (UpdateBaseline && Result.Do == Verb::Check && !Files.empty())
    return fail("--update-baseline lists what is found in the whole program: "
                "name no files"),
           false;
  if (DryRun && !Fix)
    return fail("--dry-run goes with --fix"), false;
  if (Result.Do == Verb::Extract && Output.empty())
    return fail("extract needs -o, the directory that the facts go to"), false;
  if (Result.Do == Verb::Link && Files.empty())
    return fail("link needs files of facts, or the directories they are in"),
           false;
  if (!Shard.empty() && !readShard(Result))
    return fail("--shard is '" + Shard + "'; expected i/n, such as 3/8"), false;
  if (!Depfile.empty() && !StringRef(Output).ends_with(".facts"))
    return fail("--depfile goes with -o, a file of facts"), false;
  if (Result.Compile && (Result.Do != Verb::Extract || Files.size() != 1))
    return fail("the command behind '--' goes with extract, and one file"),
           false;
  if (!readReports(Result))
    return fail("--report is format=file, such as html=orm-lint.html"), false;
  return true;
}

} // namespace

int fail(const Twine &What) {
  errs() << "orm-lint: error: " << What << '\n';
  return Failed;
}
int fail(Error What) { return fail(toString(std::move(What))); }
void say(const Twine &What) { errs() << "orm-lint: " << What << '\n'; }

std::optional<Request> readArguments(int Count, const char **Arguments) {
  cl::HideUnrelatedOptions(Category);
  cl::HideUnrelatedOptions(Category, ExtractCommand);
  cl::HideUnrelatedOptions(Category, LinkCommand);
  Request Result;
  const char **const End = Arguments + Count;
  if (const char **Dashes = std::find(Arguments, End, StringRef("--"));
      Dashes != End) {
    Result.Compile.emplace(Dashes + 1, End);
    Count = static_cast<int>(Dashes - Arguments);
  }
  cl::SetVersionPrinter([](raw_ostream &Out) {
    Out << "orm-lint " ORMLINT_VERSION " (LLVM " LLVM_VERSION_STRING ")\n";
  });
  // Not by exiting with 1, which means that there are findings.
  if (!cl::ParseCommandLineOptions(
          Count, Arguments,
          "Finds queries that an ORM runs once per row, across files.\n",
          &errs()))
    return std::nullopt;
  Result.Do = ExtractCommand ? Verb::Extract
              : LinkCommand  ? Verb::Link
                             : Verb::Check;
  Result.Program = Arguments[0];
  if (!validate(Result) || !configure(Result))
    return std::nullopt;
  Result.Files.assign(Files.begin(), Files.end());
  Result.BuildPath = BuildPath;
  Result.Objects = Objects.empty() ? "" : absolutePath(Objects);
  Result.Depfile = Depfile;
  Result.Jobs = Jobs;
  Result.Cache = cacheDirectory(Result);
  Result.Output = Output;
  Result.As = As;
  Result.Root = absolutePath(Root.empty() ? "." : StringRef(Root));
  Result.Fix = Fix;
  Result.DryRun = DryRun;
  Result.Baseline = BaselineFile;
  Result.UpdateBaseline = UpdateBaseline;
  Result.DiffBase = DiffBase;
  Result.Index = Index;
  return Result;
}

} // namespace ormlint::lint
