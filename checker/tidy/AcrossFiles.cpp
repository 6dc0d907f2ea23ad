//===--- AcrossFiles.cpp - A unit as a part of its program ----------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidy/AcrossFiles.h"
#include "facts/Places.h"
#include "facts/UnitExtractor.h"
#include "index/Link.h"
#include "index/Paths.h"
#include "report/Elsewhere.h"
#include "report/Suppressions.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/TimeProfiler.h"

using namespace clang;

namespace ormlint::tidy {
namespace {

/// The texts of files: as the unit has read them, or else as they are on disk.
class Texts {
public:
  explicit Texts(SourceManager &Sources) : Sources(Sources) {}

  /// Whether the unit has read \p Path.
  bool inUnit(llvm::StringRef Path) { return find(Path).isValid(); }

  llvm::StringRef of(llvm::StringRef Path) {
    if (const FileID Id = find(Path); Id.isValid())
      return Sources.getBufferData(Id);
    std::unique_ptr<llvm::MemoryBuffer> &Text = OnDisk[Path];
    if (!Text) {
      auto Read = Sources.getFileManager().getBufferForFile(Path);
      Text = Read ? std::move(*Read) : llvm::MemoryBuffer::getMemBuffer("");
    }
    return Text->getBuffer();
  }

private:
  FileID find(llvm::StringRef Path) {
    const auto [Entry, New] = Read.try_emplace(Path);
    if (New)
      if (auto Ref = Sources.getFileManager().getOptionalFileRef(Path))
        Entry->second = Sources.translateFile(*Ref);
    return Entry->second;
  }

  SourceManager &Sources;
  llvm::StringMap<FileID> Read;
  llvm::StringMap<std::unique_ptr<llvm::MemoryBuffer>> OnDisk;
};

std::string stale(const SharedIndex &Of, llvm::ArrayRef<std::string> Files) {
  return "'" + Files.front() + "'" +
         (Files.size() == 1
              ? " has"
              : " and " + llvm::utostr(Files.size() - 1) + " more have") +
         " changed since the index '" + Of.path() +
         "' was written: what was made of it is left out until 'orm-lint "
         "--index' writes it again";
}

} // namespace

report::Report lintWithin(const SharedIndex &Program, ASTContext &Unit,
                          const vocabulary::Vocabulary &Words,
                          const Options &Set,
                          std::vector<std::string> &Warnings) {
  llvm::TimeTraceScope Timer("orm lint across files");
  SourceManager &Sources = Unit.getSourceManager();
  auto Absolute = [&](llvm::StringRef File) {
    llvm::SmallString<256> Path(File);
    Sources.getFileManager().makeAbsolutePath(Path);
    return index::absolutePath(Path);
  };
  const auto Main = Sources.getFileEntryRefForID(Sources.getMainFileID());
  const std::string Source = Main ? Absolute(Main->getName()) : std::string();

  vocabulary::Lexicon Meaning(Words);
  std::vector<facts::Unit> Units;
  facts::Unit AtHand =
      facts::extractFacts(Unit, Meaning, facts::Choice::Program);
  for (facts::Symbol &File : AtHand.Files)
    File = Absolute(File);
  index::prune(AtHand, /*Whole=*/false);
  std::vector<std::string> Stale;
  Units.push_back(
      Program.program()->around(AtHand, Source, [&](const index::Input &File) {
        const bool Current = Program.isCurrent(File);
        if (!Current)
          Stale.push_back(File.Path);
        return Current;
      }));
  if (!Stale.empty() && Program.mayComplain())
    Warnings.push_back(stale(Program, Stale));
  Units.insert(Units.begin(), std::move(AtHand));
  facts::Unit Linked = index::link(std::move(Units));
  index::prune(Linked, /*Whole=*/true);

  Texts Read(Sources);
  report::Report Result =
      report::lint(Linked, Words, Set.Analysis,
                   [&](llvm::StringRef File) { return Read.of(File); });
  auto InUnit = [&](const facts::Place &At) {
    return At.valid() && Read.inUnit(Result.Files[At.File]);
  };
  std::vector<report::Message> Elsewhere;
  report::Suppressions Comments;
  llvm::erase_if(Result.Messages, [&](report::Message &Each) {
    if (InUnit(Each.At))
      return false;
    const facts::Symbol File = Result.Files[Each.At.File];
    if (Each.At.valid() && Each.Sure >= Set.MinConfidence &&
        !Comments.suppress(File, Read.of(File), Each.At.Line, Each.Check))
      Elsewhere.push_back(std::move(Each));
    return true;
  });
  llvm::append_range(
      Result.Messages,
      report::seenFrom(Source, std::move(Elsewhere), Result.Files));
  auto Outside = [&](const auto &Each) { return !InUnit(Each); };
  llvm::erase_if(Result.Coverage.LoopsChecked, Outside);
  llvm::erase_if(Result.Coverage.LoopsReported, Outside);
  llvm::erase_if(Result.Coverage.LoopsUndecided,
                 [&](const auto &Each) { return !InUnit(Each.At); });
  llvm::erase_if(Result.Coverage.Skipped,
                 [&](const auto &Each) { return !InUnit(Each.At); });
  return Result;
}

} // namespace ormlint::tidy
