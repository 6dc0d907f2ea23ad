//===--- Units.cpp - The facts of all units of a run ----------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/lint/Units.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/ThreadPool.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"
#include <functional>

using namespace llvm;

namespace ormlint::lint {

namespace {

/// A bar on a terminal, nothing elsewhere.
class Progress {
public:
  explicit Progress(std::size_t All)
      : All(All), Shown(sys::Process::StandardErrIsDisplayed()) {}
  ~Progress() {
    if (Shown)
      errs() << "\r\033[K";
  }
  void step() {
    ++Done;
    if (!Shown)
      return;
    constexpr std::size_t Width = 30;
    const std::size_t Full = Width * Done / All;
    errs() << "\r[" << std::string(Full, '=') << std::string(Width - Full, ' ')
           << "] " << Done << '/' << All << " units";
  }

private:
  std::size_t All, Done = 0;
  bool Shown;
};

Error wrong(const Twine &What) {
  return createStringError(inconvertibleErrorCode(), What);
}

/// The files of facts in \p Given, files or directories, whatever order they
/// are named in.
Expected<std::vector<std::string>> factsFiles(ArrayRef<std::string> Given) {
  std::vector<std::string> Paths, Directories;
  for (const std::string &Each : Given)
    (sys::fs::is_directory(Each) ? Directories : Paths).push_back(Each);
  Expected<std::vector<std::string>> Listed = filesOfShards(Directories);
  if (!Listed)
    return Listed.takeError();
  append_range(Paths, *Listed);
  sort(Paths, [](StringRef A, StringRef B) {
    return std::pair(sys::path::filename(A), A) <
           std::pair(sys::path::filename(B), B);
  });
  return Paths;
}

/// \p Path as make and Ninja read it.
std::string inDepfile(StringRef Path) {
  std::string Result;
  for (const char C : Path) {
    if (C == ' ' || C == '#')
      Result += '\\';
    else if (C == '$')
      Result += '$';
    Result += C;
  }
  return Result;
}

} // namespace

Facts readUnits(ArrayRef<Command> Units, const Extraction &With, unsigned Jobs,
                StringRef When) {
  Progress Bar(Units.size());
  Facts Result;
  std::vector<Extracted> All =
      extractAll(Units, With, Jobs, [&](const Extracted &) { Bar.step(); });
  for (auto [Unit, Each] : zip(Units, All)) {
    if (Each.Facts) {
      Result.Parsed += Each.Parsed;
      Result.Units.push_back(std::move(*Each.Facts));
      Result.Nth.push_back(Unit.Nth);
    } else {
      Result.Unread.push_back(Unit.Source);
      fail(When + "cannot read " + Unit.Source + ": " + Each.Problem);
    }
  }
  return Result;
}

Expected<Facts> readFiles(const Request &Asked) {
  Expected<std::vector<std::string>> Paths = factsFiles(Asked.Files);
  if (!Paths)
    return Paths.takeError();
  const std::string Extractor = extractorName(Asked.Program);
  FileHashes Hashes;
  Facts Result;
  auto Read = [&](const std::string &Path) -> Expected<index::UnitFacts> {
    Expected<index::UnitFacts> Each = index::readFacts(Path);
    if (!Each)
      return Each;
    if (Each->Extractor != Extractor)
      return wrong(Path + " was made by another orm-lint: extract it again");
    if (Each->Profiles != Asked.Vocabulary->Profiles)
      return wrong(Path + " was made with " +
                   tidy::calledProfiles(Each->Profiles) +
                   ", and is to be linked with " +
                   tidy::calledProfiles(Asked.Vocabulary->Profiles) +
                   ": give both the same OrmProfiles");
    // Nobody asks for the system's headers any more, and they are many.
    erase_if(Each->Inputs,
             [](const index::Input &File) { return File.System; });
    for (const index::Input &File : Each->Inputs)
      if (Hashes.of(File.Path) != File.Hash)
        return wrong("'" + File.Path + "' is not what it was when " + Path +
                     " was made: extract it again");
    Each->Inputs.shrink_to_fit();
    return Each;
  };
  Result.Units.resize(Paths->size());
  std::vector<std::string> Problems(Paths->size());
  DefaultThreadPool Pool(hardware_concurrency(Asked.Jobs));
  for (std::size_t I = 0; I < Paths->size(); ++I)
    Pool.async([&, I] {
      if (Expected<index::UnitFacts> Each = Read((*Paths)[I]))
        Result.Units[I] = std::move(*Each);
      else
        Problems[I] = toString(Each.takeError());
    });
  Pool.wait();
  if (const auto First =
          find_if_not(Problems, std::mem_fn(&std::string::empty));
      First != Problems.end())
    return wrong(*First);
  if (Result.Units.empty())
    return wrong("no facts to link");
  return Result;
}

Error writeFile(const Request &Asked, const Facts &Read) {
  if (!Read.Unread.empty()) // Said already.
    return wrong("no facts for '" + Asked.Output + "'");
  if (Read.Units.size() != 1)
    return wrong("'" + Asked.Output + "' is for one unit, and there are " +
                 Twine(Read.Units.size()) +
                 ": name a file, and --objects if it is compiled several "
                 "times");
  if (Error Wrong = index::writeFacts(Read.Units.front(), Asked.Output))
    return Wrong;
  if (Asked.Depfile.empty())
    return Error::success();
  std::error_code Failed;
  raw_fd_ostream Out(Asked.Depfile, Failed);
  if (Failed)
    return wrong("cannot write '" + Asked.Depfile + "': " + Failed.message());
  Out << inDepfile(Asked.Output) << ':';
  for (const index::Input &Each : Read.Units.front().Inputs)
    Out << " \\\n " << inDepfile(Each.Path);
  for (const auto *Files : {&Asked.Profiles, &Asked.ConfigFiles})
    for (const std::string &Each : *Files)
      Out << " \\\n " << inDepfile(absolutePath(Each));
  Out << '\n';
  return Error::success();
}

Error writeFiles(const Facts &Read, Shard Of, StringRef Into) {
  Of.Unread = Read.Unread;
  for (const auto &[Each, Nth] : zip(Read.Units, Read.Nth)) {
    // Named after the source, with a hash of where it is, and the same in
    // whichever shard it is.
    const std::string Name =
        (sys::path::filename(Each.Source) + "-" +
         utohexstr(xxh3_64bits(StringRef(Each.Source)), true))
            .str();
    Of.Facts.push_back(
        {Each.Source,
         Name + (Nth ? "-" + utostr(Nth) : std::string()) + ".facts"});
    SmallString<256> Path(Into);
    sys::path::append(Path, Of.Facts.back().File);
    if (Error Wrong = index::writeFacts(Each, Path))
      return Wrong;
  }
  return finishShard(Of, Into);
}

} // namespace ormlint::lint
