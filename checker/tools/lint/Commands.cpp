//===--- Commands.cpp - How each unit is compiled -------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/lint/Commands.h"
#include "clang/Basic/Version.h"
#include "clang/Driver/Types.h"
#include "clang/Tooling/ArgumentsAdjusters.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "clang/Tooling/JSONCompilationDatabase.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <map>
#include <set>
#if CLANG_VERSION_MAJOR >= 22
#include "clang/Options/Options.h"
namespace options = clang::options;
#else
#include "clang/Driver/Options.h"
namespace options = clang::driver::options;
static const llvm::opt::OptTable &optTable() {
  return clang::driver::getDriverOptTable();
}
#endif
#if CLANG_VERSION_MAJOR >= 22
static const llvm::opt::OptTable &optTable() {
  return clang::getDriverOptTable();
}
#endif

using namespace llvm;
using namespace clang::tooling;

namespace ormlint::lint {

namespace {

/// What was left out of how many commands.
using LeftOut = std::map<std::string, unsigned>;

/// Whether \p Given compiles something else than C++: that has no ORM in it.
bool isForeign(const CompileCommand &Given) {
  const auto &Line = Given.CommandLine;
  if (is_contained(Line, "-x") || StringRef(Line.front()).ends_with("++"))
    return false;
  StringRef Extension = sys::path::extension(Given.Filename);
  if (!Extension.consume_front("."))
    return false;
  const auto Language = clang::driver::types::lookupTypeForExtension(Extension);
  return Language != clang::driver::types::TY_INVALID &&
         Language != clang::driver::types::TY_Object &&
         !clang::driver::types::isCXX(Language);
}

/// Makes a precompiled header.
bool isPrecompiling(ArrayRef<std::string> Line) {
  return is_contained(Line, "c++-header") || is_contained(Line, "-emit-pch");
}

/// Takes precompiled headers back to the headers they were made of: they serve
/// the one compiler that made them.
CommandLineArguments withoutPrecompiled(const CommandLineArguments &Line) {
  CommandLineArguments Result;
  auto Next = [&](std::size_t I) -> StringRef {
    return I < Line.size() ? StringRef(Line[I]) : StringRef();
  };
  auto Include = [&](StringRef Header) {
    // By -Xclang, since the driver looks for a precompiled one beside it.
    for (StringRef Part : {StringRef("-Xclang"), StringRef("-include"),
                           StringRef("-Xclang"), Header})
      Result.push_back(Part.str());
  };
  auto Precompiled = [&](StringRef File) {
    // CMake names the header, too.
    for (StringRef Suffix : {".pch", ".gch"})
      if (File.consume_back(Suffix) && !is_contained(Line, File.str()))
        Include(File);
  };
  for (std::size_t I = 0; I < Line.size(); ++I) {
    if (Line[I] == "-include-pch") {
      Precompiled(Next(++I));
    } else if (Line[I] == "-Xclang" && Next(I + 1) == "-include-pch") {
      Precompiled(Next(I + 3));
      I += 3;
    } else if (Line[I] == "-include") {
      Include(Next(++I));
    } else if (Line[I] == "-Xclang" && I + 1 < Line.size()) {
      Result.push_back(Line[I]);
      Result.push_back(Line[++I]);
    } else {
      Result.push_back(Line[I]);
    }
  }
  return Result;
}

/// Leaves out what clang's driver does not know.
CommandLineArguments withoutUnknown(const CommandLineArguments &Line,
                                    LeftOut &Left) {
  std::vector<const char *> Arguments;
  for (const std::string &Each : ArrayRef(Line).drop_front())
    Arguments.push_back(Each.c_str());
  unsigned Index = 0, Count = 0;
  const opt::InputArgList Parsed = optTable().ParseArgs(
      Arguments, Index, Count, opt::Visibility(options::ClangOption));
  std::set<unsigned> Unknown;
  for (const opt::Arg *Each : Parsed)
    if (Each->getOption().getKind() == opt::Option::UnknownClass) {
      Unknown.insert(Each->getIndex());
      ++Left[Each->getSpelling().str()];
    }
  CommandLineArguments Result{Line.front()};
  for (auto [I, Each] : enumerate(ArrayRef(Line).drop_front()))
    if (!Unknown.count(static_cast<unsigned>(I)))
      Result.push_back(Each);
  return Result;
}

/// Where the object goes, absolute; "": it is not said.
std::string objectOf(const CompileCommand &Given) {
  std::string Result = Given.Output;
  const auto &Line = Given.CommandLine;
  if (const auto Flag = find(Line, "-o");
      Result.empty() && Flag != Line.end() && std::next(Flag) != Line.end())
    Result = *std::next(Flag);
  return Result.empty() ? "" : absolutePath(Result, Given.Directory);
}

Command adjusted(const CompileCommand &Given, StringRef ResourceDirectory,
                 LeftOut &Left) {
  Command Result;
  Result.Directory = Given.Directory;
  Result.Source = absolutePath(Given.Filename, Given.Directory);
  CommandLineArguments Line = Given.CommandLine;
  for (const ArgumentsAdjuster &Adjust :
       {getClangStripOutputAdjuster(), getClangStripDependencyFileAdjuster(),
        getStripPluginsAdjuster(), getClangSyntaxOnlyAdjuster()})
    Line = Adjust(Line, Given.Filename);
  Line = withoutPrecompiled(Line);
  const bool LikeMicrosoft = is_contained(Line, "--driver-mode=cl") ||
                             sys::path::stem(Line.front()).ends_with("cl");
  if (!LikeMicrosoft)
    Line = withoutUnknown(Line, Left);
  // The project's warnings are not asked for, and must not be errors.
  std::vector<std::string> Own{"-w", "-fno-caret-diagnostics"};
  if (!ResourceDirectory.empty() && none_of(Line, [](StringRef Each) {
        return Each.starts_with("-resource-dir");
      }))
    Own.push_back(("-resource-dir=" + ResourceDirectory).str());
  Line.insert(Line.begin() + 1, Own.begin(), Own.end());
  Result.Arguments = std::move(Line);
  return Result;
}

/// What is wrong with the text of the database, which LLVM's own reader says in
/// terms of itself.
Error checkText(StringRef Path) {
  SmallString<256> File(Path);
  if (sys::fs::is_directory(File))
    sys::path::append(File, "compile_commands.json");
  auto Text = MemoryBuffer::getFile(File, /*IsText=*/true);
  if (!Text)
    return Error::success(); // It may be further up, or of another kind.
  Expected<json::Value> Parsed = json::parse((*Text)->getBuffer());
  if (!Parsed)
    return createStringError("'" + File + "' is no compilation database: " +
                             toString(Parsed.takeError()) +
                             " (write it again, by CMake with "
                             "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON)");
  return Error::success();
}

Expected<std::unique_ptr<CompilationDatabase>> load(StringRef Path) {
  if (Error Wrong = checkText(Path))
    return std::move(Wrong);
  std::string Problem;
  std::unique_ptr<CompilationDatabase> Result;
  if (sys::fs::is_directory(Path)) {
    Result = CompilationDatabase::autoDetectFromDirectory(Path, Problem);
  } else {
    Result = JSONCompilationDatabase::loadFromFile(
        Path, Problem, JSONCommandLineSyntax::AutoDetect);
    if (Result)
      Result = inferTargetAndDriverMode(inferMissingCompileCommands(
          expandResponseFiles(std::move(Result), vfs::getRealFileSystem())));
  }
  if (!Result)
    return createStringError(
        "no compilation database in '" + Path +
        "': " + StringRef(Problem).rtrim() +
        " (CMake writes one with -DCMAKE_EXPORT_COMPILE_COMMANDS=ON)");
  return std::move(Result);
}

} // namespace

Expected<Commands> readCommands(StringRef BuildPath,
                                ArrayRef<std::string> Files, StringRef Objects,
                                StringRef ResourceDirectory) {
  auto Database = load(BuildPath);
  if (!Database)
    return Database.takeError();
  Commands Result;
  std::vector<CompileCommand> Given;
  for (const std::string &File : Files) {
    const std::string Path = absolutePath(File);
    if (!sys::fs::exists(Path))
      return createStringError("there is no file '" + File + "'");
    std::vector<CompileCommand> Here = (*Database)->getCompileCommands(Path);
    if (Here.empty())
      return createStringError("no command compiles '" + File + "'");
    if (!Here.front().Heuristic.empty())
      Result.Notes.push_back("'" + File +
                             "' is not in the compilation database: compiled " +
                             Here.front().Heuristic);
    append_range(Given, std::move(Here));
  }
  if (Files.empty())
    Given = (*Database)->getAllCompileCommands();

  if (!Objects.empty())
    erase_if(Given, [&](const CompileCommand &Each) {
      return !StringRef(objectOf(Each)).starts_with((Objects + "/").str());
    });

  LeftOut Flags;
  unsigned Foreign = 0;
  for (const CompileCommand &Each : Given) {
    if (Each.CommandLine.empty() || isPrecompiling(Each.CommandLine))
      continue;
    if (isForeign(Each))
      ++Foreign;
    else
      Result.Units.push_back(adjusted(Each, ResourceDirectory, Flags));
  }
  for (const auto &[Flag, Count] : Flags)
    Result.Notes.push_back("clang does not know '" + Flag + "': left out of " +
                           utostr(Count) +
                           (Count == 1 ? " command" : " commands"));
  if (Foreign != 0)
    Result.Notes.push_back(utostr(Foreign) + " not in C++: left out");
  if (Result.Units.empty())
    return createStringError(
        "no unit to read: '" + BuildPath +
        "' has no command that compiles C++" +
        (Objects.empty() ? Twine() : " into '" + Objects + "'"));
  sort(Result.Units, [](const Command &A, const Command &B) {
    return std::tie(A.Source, A.Arguments) < std::tie(B.Source, B.Arguments);
  });
  Result.Units.erase(std::unique(Result.Units.begin(), Result.Units.end(),
                                 [](const Command &A, const Command &B) {
                                   return A.Source == B.Source &&
                                          A.Arguments == B.Arguments;
                                 }),
                     Result.Units.end());
  for (std::size_t I = 1; I < Result.Units.size(); ++I)
    if (Result.Units[I].Source == Result.Units[I - 1].Source)
      Result.Units[I].Nth = Result.Units[I - 1].Nth + 1;
  return Result;
}

Command commandOf(StringRef File, ArrayRef<std::string> Arguments,
                  StringRef ResourceDirectory) {
  SmallString<256> Name(File);
  sys::path::remove_dots(Name, /*remove_dot_dot=*/true);
  CompileCommand Given;
  Given.Directory = absolutePath(".");
  Given.Filename = Name.str().str();
  Given.CommandLine = {"clang++"};
  append_range(Given.CommandLine, Arguments);
  Given.CommandLine.push_back(Given.Filename);
  // Who writes a command for one unit need not be told each time what of it
  // clang does not know.
  LeftOut Flags;
  Command Result = adjusted(Given, ResourceDirectory, Flags);
  Result.Source = Given.Filename;
  Result.Relocatable = true;
  return Result;
}

void takeShard(Commands &All, unsigned Index, unsigned Count) {
  std::size_t At = 0;
  erase_if(All.Units,
           [&](const Command &) { return At++ % Count != Index - 1; });
}

} // namespace ormlint::lint
