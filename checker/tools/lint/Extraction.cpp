//===--- Extraction.cpp - The facts of the units of a program -------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/lint/Extraction.h"
#include "facts/UnitExtractor.h"
#include "index/Link.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Basic/Version.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/ThreadPool.h"
#include "llvm/Support/xxhash.h"

using namespace llvm;

namespace ormlint::lint {
namespace {

/// Keeps the first error.
class FirstError : public clang::DiagnosticConsumer {
public:
  std::string Text;

  void HandleDiagnostic(clang::DiagnosticsEngine::Level Level,
                        const clang::Diagnostic &Info) override {
    DiagnosticConsumer::HandleDiagnostic(Level, Info);
    if (Level < clang::DiagnosticsEngine::Error || !Text.empty())
      return;
    SmallString<128> Message;
    Info.FormatDiagnostic(Message);
    if (Info.hasSourceManager() && Info.getLocation().isValid()) {
      const clang::PresumedLoc At =
          Info.getSourceManager().getPresumedLoc(Info.getLocation());
      if (At.isValid())
        Text = (Twine(At.getFilename()) + ":" + Twine(At.getLine()) + ":" +
                Twine(At.getColumn()) + ": ")
                   .str();
    }
    Text += Message.str();
    if (Message.str().ends_with("file not found"))
      Text += " (if it is generated, build it first)";
  }
};

/// The name by which the facts of \p Of know the file \p Path.
std::string nameIn(const Command &Of, StringRef Path) {
  if (!Of.Relocatable || sys::path::is_absolute(Path))
    return absolutePath(Path, Of.Directory);
  SmallString<256> Result(Path);
  sys::path::remove_dots(Result, /*remove_dot_dot=*/true);
  return Result.str().str();
}

/// Every file that \p Sources has read, the main file first.
std::vector<index::Input> inputsOf(const clang::SourceManager &Sources,
                                   const Command &Of) {
  StringMap<index::Input> Found;
  for (unsigned I = 0; I != Sources.local_sloc_entry_size(); ++I) {
    const clang::SrcMgr::SLocEntry &Entry = Sources.getLocalSLocEntry(I);
    if (!Entry.isFile())
      continue;
    const clang::SrcMgr::ContentCache &Content =
        Entry.getFile().getContentCache();
    const auto Buffer = Content.getBufferIfLoaded();
    if (!Content.OrigEntry || !Buffer)
      continue;
    const bool System =
        clang::SrcMgr::isSystem(Entry.getFile().getFileCharacteristic());
    index::Input New{nameIn(Of, Content.OrigEntry->getName()),
                     xxh3_64bits(Buffer->getBuffer()), System};
    const auto [Known, First] = Found.try_emplace(New.Path, New);
    Known->second.System &= System;
  }
  std::vector<index::Input> Result;
  for (auto &Each : Found)
    Result.push_back(std::move(Each.second));
  const auto Main = Sources.getFileEntryRefForID(Sources.getMainFileID());
  const std::string Source = Main ? nameIn(Of, Main->getName()) : std::string();
  sort(Result, [&](const index::Input &A, const index::Input &B) {
    return std::pair(A.Path != Source, A.Path) <
           std::pair(B.Path != Source, B.Path);
  });
  return Result;
}

/// Remembers what was looked for in vain.
class Recorder : public vfs::ProxyFileSystem {
public:
  using ProxyFileSystem::ProxyFileSystem;

  ErrorOr<vfs::Status> status(const Twine &Path) override {
    return noted(ProxyFileSystem::status(Path), Path);
  }
  ErrorOr<std::unique_ptr<vfs::File>>
  openFileForRead(const Twine &Path) override {
    return noted(ProxyFileSystem::openFileForRead(Path), Path);
  }

  /// What is asked before is how the driver finds its way about.
  bool Recording = false;
  StringSet<> Absent;

private:
  template <typename T> T noted(T Result, const Twine &Path) {
    if (Recording && !Result)
      Absent.insert(Path.str());
    return Result;
  }
};

class Action : public clang::ASTFrontendAction {
public:
  Action(const Command &Of, const vocabulary::Vocabulary &Words,
         Recorder &Looked, std::optional<index::UnitFacts> &Into)
      : Of(Of), Words(Words), Looked(Looked), Into(Into) {}

  bool BeginInvocation(clang::CompilerInstance &) override {
    return Looked.Recording = true;
  }

  std::unique_ptr<clang::ASTConsumer>
  CreateASTConsumer(clang::CompilerInstance &, StringRef) override {
    class Consumer : public clang::ASTConsumer {
    public:
      explicit Consumer(Action &Self) : Self(Self) {}
      void HandleTranslationUnit(clang::ASTContext &Context) override {
        Self.take(Context);
      }

    private:
      Action &Self;
    };
    return std::make_unique<Consumer>(*this);
  }

private:
  void take(clang::ASTContext &Context) {
    // Facts of broken code would be guesses.
    if (Context.getDiagnostics().hasErrorOccurred())
      return;
    index::UnitFacts &Result = Into.emplace();
    Result.Source = Of.Source;
    Result.Inputs = inputsOf(Context.getSourceManager(), Of);
    for (const auto &Each : Looked.Absent)
      Result.Absent.push_back(absolutePath(Each.getKey(), Of.Directory));
    sort(Result.Absent);
    if (!Context.getLangOpts().CPlusPlus)
      return;
    vocabulary::Lexicon Meaning(Words);
    Result.Facts =
        facts::extractFacts(Context, Meaning, facts::Choice::Program);
    for (facts::Symbol &File : Result.Facts.Files)
      File = nameIn(Of, File);
    index::prune(Result.Facts, /*Whole=*/false);
  }

  const Command &Of;
  const vocabulary::Vocabulary &Words;
  Recorder &Looked;
  std::optional<index::UnitFacts> &Into;
};

IntrusiveRefCntPtr<vfs::FileSystem> fileSystem(const Command &Of,
                                               const Extraction &With) {
  IntrusiveRefCntPtr<vfs::FileSystem> Result = vfs::createPhysicalFileSystem();
  if (With.Changed) {
    auto Over = makeIntrusiveRefCnt<vfs::OverlayFileSystem>(Result);
    auto Files = makeIntrusiveRefCnt<vfs::InMemoryFileSystem>();
    for (const auto &Each : *With.Changed)
      Files->addFile(Each.getKey(), 0,
                     MemoryBuffer::getMemBuffer(Each.getValue()));
    Over->pushOverlay(Files);
    Result = Over;
  }
  Result->setCurrentWorkingDirectory(Of.Directory);
  return Result;
}

Extracted parse(const Command &Of, const Extraction &With) {
  Extracted Result;
  Result.Parsed = true;
  FirstError Errors;
  std::optional<index::UnitFacts> Facts;
  auto Looked = makeIntrusiveRefCnt<Recorder>(fileSystem(Of, With));
  auto Parse = [&] {
    IntrusiveRefCntPtr<clang::FileManager> Files(
        new clang::FileManager({}, Looked));
    clang::tooling::ToolInvocation Clang(
        Of.Arguments, std::make_unique<Action>(Of, With.Words, *Looked, Facts),
        Files.get());
    Clang.setDiagnosticConsumer(&Errors);
    Clang.run();
  };
  // clang's mistakes, too, are the problem of one unit.
  CrashRecoveryContext Guard;
  if (!Guard.RunSafely(Parse)) {
    Result.Problem = "clang crashed on it";
    return Result;
  }
  if (!Facts) {
    Result.Problem =
        Errors.Text.empty() ? "clang could not be run on it" : Errors.Text;
    return Result;
  }
  Facts->Extractor = With.Extractor;
  Facts->Profiles = With.Profiles;
  Result.Facts = std::move(Facts);
  return Result;
}

/// Where the facts of \p Of are kept while its own text is what it is.
std::optional<std::string> cachePath(const Command &Of,
                                     const Extraction &With) {
  const auto Text = With.Hashes.of(Of.Source);
  if (With.Cache.empty() || !Text)
    return std::nullopt;
  std::string Key;
  auto Add = [&](StringRef Part) { (Key += Part).push_back('\0'); };
  Add(With.Extractor);
  Add(With.Profiles);
  Add(Of.Directory);
  Add(Of.Source);
  for (const std::string &Each : Of.Arguments)
    Add(Each);
  Add(utohexstr(*Text));
  const XXH128_hash_t Hash =
      xxh3_128bits(arrayRefFromStringRef(StringRef(Key)));
  SmallString<256> Path(With.Cache);
  sys::path::append(Path, utohexstr(Hash.high64, true, 16) +
                              utohexstr(Hash.low64, true, 16) + ".facts");
  return Path.str().str();
}

bool fresh(const index::UnitFacts &Facts, FileHashes &Hashes) {
  return !Facts.Inputs.empty() &&
         all_of(Facts.Inputs,
                [&](const index::Input &Each) {
                  return Hashes.of(Each.Path) == Each.Hash;
                }) &&
         none_of(Facts.Absent,
                 [&](const std::string &Path) { return Hashes.exists(Path); });
}

} // namespace

std::optional<std::uint64_t> FileHashes::of(StringRef Path) {
  {
    std::lock_guard Lock(Guard);
    if (auto Found = Known.find(Path); Found != Known.end())
      return Found->second;
  }
  std::optional<std::uint64_t> Result;
  if (Changed && Changed->contains(Path))
    Result = xxh3_64bits(StringRef(Changed->find(Path)->second));
  else if (auto Text = MemoryBuffer::getFile(Path, /*IsText=*/false,
                                             /*RequiresNullTerminator=*/false))
    Result = xxh3_64bits((*Text)->getBuffer());
  std::lock_guard Lock(Guard);
  Known.try_emplace(Path, Result);
  return Result;
}

bool FileHashes::exists(StringRef Path) {
  std::lock_guard Lock(Guard);
  const auto [Entry, New] = Existing.try_emplace(Path);
  if (New)
    Entry->second =
        (Changed && Changed->contains(Path)) || sys::fs::exists(Path);
  return Entry->second;
}

Extracted extract(const Command &Of, const Extraction &With) {
  const std::optional<std::string> Path = cachePath(Of, With);
  if (Path && sys::fs::exists(*Path)) {
    // What cannot be read is made again.
    if (Expected<index::UnitFacts> Known = index::readFacts(*Path)) {
      if (fresh(*Known, With.Hashes)) {
        Known->Absent = {};
        return {std::move(*Known), "", false};
      }
    } else {
      consumeError(Known.takeError());
    }
  }
  Extracted Result = parse(Of, With);
  if (Path && Result.Facts)
    // A cache that cannot be written costs time alone.
    consumeError(index::writeFacts(*Result.Facts, *Path));
  // They are of use here alone: steps of a build are told what they may read.
  if (Result.Facts)
    Result.Facts->Absent = {};
  return Result;
}

std::vector<Extracted> extractAll(ArrayRef<Command> Units,
                                  const Extraction &With, unsigned Jobs,
                                  function_ref<void(const Extracted &)> Done) {
  CrashRecoveryContext::Enable();
  std::vector<Extracted> Result(Units.size());
  std::mutex Guard;
  DefaultThreadPool Pool(hardware_concurrency(Jobs));
  for (std::size_t I = 0; I < Units.size(); ++I)
    Pool.async([&, I] {
      Result[I] = extract(Units[I], With);
      std::lock_guard Lock(Guard);
      Done(Result[I]);
    });
  Pool.wait();
  return Result;
}

std::string extractorName(const char *Argv0) {
  void *InThisProgram = reinterpret_cast<void *>(&extractorName);
  const std::string Path = sys::fs::getMainExecutable(Argv0, InThisProgram);
  FileHashes Hashes;
  return "orm-lint " + utohexstr(Hashes.of(Path).value_or(0), true, 16) + ", " +
         clang::getClangFullVersion();
}

} // namespace ormlint::lint
