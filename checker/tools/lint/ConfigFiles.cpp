//===--- ConfigFiles.cpp - What .clang-tidy files say ---------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/lint/ConfigFiles.h"
#include "clang-tidy/ClangTidyOptions.h"
#include "report/Message.h"
#include "report/Suppressions.h"
#include "tidy/Options.h"
#include "tools/lint/Commands.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/VirtualFileSystem.h"

using namespace llvm;
using clang::tidy::ClangTidyOptions;

namespace ormlint::lint {
namespace {

/// Reads one file, and says what is wrong with it.
class ConfigReader {
public:
  ConfigReader(MemoryBufferRef File, std::vector<std::string> &Problems)
      : File(File), Problems(Problems) {}

  ClangTidyOptions read() {
    const std::size_t Before = Problems.size();
    ErrorOr<ClangTidyOptions> Result = clang::tidy::parseConfigurationWithDiags(
        File, [&](const SMDiagnostic &Said) {
          Problems.push_back(
              (File.getBufferIdentifier() + ":" + Twine(Said.getLineNo()) +
               ":" + Twine(Said.getColumnNo() + 1) + ": " + Said.getMessage())
                  .str());
        });
    if (!Result) {
      if (Problems.size() == Before)
        wrong("", Result.getError().message());
      return {};
    }
    for (const auto &Each : Result->CheckOptions)
      if (const StringRef Name = Each.getKey();
          Name.starts_with("Orm") && !is_contained(tidy::optionNames(), Name))
        wrong(Name, "unknown option '" + Name + "'; the checks have " +
                        join(tidy::optionNames(), ", "));
    for (const auto &List : {Result->Checks, Result->WarningsAsErrors})
      if (List)
        for (const std::string &Name : unknownChecks(*List, "orm-"))
          wrong(Name, noCheck(Name));
    return *Result;
  }

private:
  /// Where \p Name stands in the file.
  void wrong(StringRef Name, const Twine &What) {
    const StringRef Text = File.getBuffer();
    const auto Line = Text.take_front(Text.find(Name)).count('\n') + 1;
    Problems.push_back(
        (File.getBufferIdentifier() + ":" + Twine(Line) + ": " + What).str());
  }

  MemoryBufferRef File;
  std::vector<std::string> &Problems;
};

/// LLVM 22's own leaves out where the files are, if readers are given.
class ConfigFiles : public clang::tidy::FileOptionsProvider {
public:
  explicit ConfigFiles(ConfigFileHandlers Readers)
      : FileOptionsProvider({}, {}, {}, std::move(Readers)) {
    FS = vfs::getRealFileSystem();
  }
};

} // namespace

Configuration readConfigFiles(std::vector<std::string> &Problems) {
  std::vector<std::string> Files;
  auto Read = [&](MemoryBufferRef File) -> ErrorOr<ClangTidyOptions> {
    Files.push_back(File.getBufferIdentifier().str());
    return ConfigReader(File, Problems).read();
  };
  const ClangTidyOptions Said = ConfigFiles({{".clang-tidy", Read}})
                                    .getOptions(absolutePath("orm-lint.cpp"));
  Configuration Result{
      Said.Checks, Said.WarningsAsErrors, {}, std::move(Files)};
  for (const auto &Each : Said.CheckOptions)
    if (is_contained(tidy::optionNames(), Each.getKey()) &&
        !isOfClangTidyAlone(Each.getKey()))
      Result.Options[Each.getKey()] = Each.getValue().Value;
  return Result;
}

std::vector<std::string> unknownChecks(StringRef List, StringRef Prefix) {
  std::vector<std::string> Result;
  SmallVector<StringRef, 8> Globs;
  SplitString(List, Globs, ",\n");
  for (StringRef Glob : Globs) {
    Glob = Glob.trim();
    Glob.consume_front("-");
    if (!Glob.empty() && Glob.starts_with(Prefix) &&
        none_of(report::checkNames(),
                [&](StringRef Name) { return report::matches(Glob, Name); }))
      Result.push_back(Glob.str());
  }
  return Result;
}

std::string noCheck(StringRef Name) {
  return ("no check is named '" + Name + "'; there are " +
          join(report::checkNames(), ", "))
      .str();
}

bool isOfClangTidyAlone(StringRef Name) {
  return Name == "OrmIndex" || Name == "OrmStats";
}

} // namespace ormlint::lint
