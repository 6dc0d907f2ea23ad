//===--- Shards.cpp - Which facts are those of a program ------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/lint/Shards.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"
#include <map>

using namespace llvm;

namespace ormlint::lint {

namespace {

constexpr std::int64_t Version = 1;

Error wrong(const Twine &What) {
  return createStringError(inconvertibleErrorCode(), What);
}

/// A list, and where it was found.
struct Found {
  Shard List;
  std::string Path, Directory;
};

std::string nameOf(const Shard &Of) {
  if (Of.Part != 0)
    return "shard-" + itostr(Of.Part) + "-of-" + itostr(Of.Parts) + ".json";
  // Of the same files, the later run counts.
  return "files-" + Of.Program + ".json";
}

bool isList(StringRef Name) {
  return Name.ends_with(".json") &&
         (Name.starts_with("shard-") || Name.starts_with("files-"));
}

Expected<std::vector<std::string>> listsIn(StringRef Directory) {
  std::vector<std::string> Result;
  std::error_code Code;
  for (sys::fs::directory_iterator At(Directory, Code), End; !Code && At != End;
       At.increment(Code))
    if (isList(sys::path::filename(At->path())))
      Result.push_back(At->path());
  if (Code)
    return wrong("'" + Directory + "': " + Code.message());
  sort(Result);
  return Result;
}

Expected<Shard> read(StringRef Path) {
  auto Text = MemoryBuffer::getFile(Path, /*IsText=*/true);
  if (!Text)
    return wrong("'" + Path + "': " + Text.getError().message());
  auto Bad = [&](const Twine &Why) {
    return wrong("'" + Path + "' is no list of facts (" + Why +
                 "): extract them again");
  };
  Expected<json::Value> Parsed = json::parse((*Text)->getBuffer());
  if (!Parsed)
    return Bad(toString(Parsed.takeError()));
  const json::Object *Given = Parsed->getAsObject();
  const auto Number = [&](StringRef Key) {
    return Given ? Given->getInteger(Key) : std::nullopt;
  };
  if (Number("orm-facts") != Version)
    return Bad("'orm-facts' is not " + Twine(Version));
  Shard Result;
  const auto Part = Number("part"), Parts = Number("of");
  const auto Program = Given->getString("program");
  const json::Array *Facts = Given->getArray("facts"),
                    *Unread = Given->getArray("unread");
  if (!Part || !Parts || !Program || !Facts || !Unread || *Part < 0 ||
      *Parts < 1 || *Part > *Parts)
    return Bad("it lacks one of part, of, program, facts, unread");
  Result.Part = *Part;
  Result.Parts = *Parts;
  Result.Program = Program->str();
  for (const json::Value &Each : *Facts) {
    const json::Object *Unit = Each.getAsObject();
    const auto Source = Unit ? Unit->getString("source") : std::nullopt;
    const auto File = Unit ? Unit->getString("file") : std::nullopt;
    if (!Source || !File)
      return Bad("an entry of 'facts' lacks source or file");
    Result.Facts.push_back({Source->str(), File->str()});
  }
  for (const json::Value &Each : *Unread) {
    const auto Source = Each.getAsString();
    if (!Source)
      return Bad("an entry of 'unread' is no text");
    Result.Unread.push_back(Source->str());
  }
  return Result;
}

/// "shard 2/8".
std::string called(const Shard &Of) {
  return "shard " + itostr(Of.Part) + "/" + itostr(Of.Parts);
}

/// Whether \p Lists are all shards of one program, each once.
Error checkShards(ArrayRef<const Found *> Shards) {
  if (Shards.empty())
    return Error::success();
  const Found &First = *Shards.front();
  std::map<std::int64_t, const Found *> There;
  for (const Found *Each : Shards) {
    if (Each->List.Parts != First.List.Parts ||
        Each->List.Program != First.List.Program)
      return wrong("'" + First.Path + "' and '" + Each->Path +
                   "' are of different programs: extract all shards by one "
                   "compilation database, into empty directories");
    const auto [Same, New] = There.try_emplace(Each->List.Part, Each);
    if (!New)
      return wrong(called(Each->List) + " is there twice: '" +
                   Same->second->Path + "', '" + Each->Path + "'");
  }
  std::string Missing;
  for (std::int64_t Part = 1; Part <= First.List.Parts; ++Part)
    if (!There.count(Part))
      Missing += (Missing.empty() ? "" : ", ") + itostr(Part) + "/" +
                 itostr(First.List.Parts);
  if (!Missing.empty())
    return wrong("shards are missing: " + Missing +
                 " (extract them, and name their directories, too)");
  return Error::success();
}

} // namespace

Shard shardOf(const Request &Asked, ArrayRef<Command> Units) {
  Shard Result;
  const bool Named = !Asked.Files.empty();
  Result.Part = Named ? 0 : Asked.Part;
  Result.Parts = Named ? 1 : Asked.Parts;
  std::string All;
  auto Add = [&](StringRef Part) { (All += Part).push_back('\0'); };
  for (const Command &Each : Units) {
    Add(Each.Source);
    if (!Named)
      for (const std::string &Word : Each.Arguments)
        Add(Word);
  }
  Result.Program =
      utohexstr(xxh3_64bits(StringRef(All)), /*LowerCase=*/true, 16);
  return Result;
}

Error beginShard(const Shard &Of, StringRef Into) {
  if (std::error_code Code = sys::fs::create_directories(Into))
    return wrong("cannot make '" + Into + "': " + Code.message());
  Expected<std::vector<std::string>> Lists = listsIn(Into);
  if (!Lists)
    return Lists.takeError();
  const bool Whole = Of.Part == 1 && Of.Parts == 1;
  for (const std::string &Each : *Lists)
    if (Whole || sys::path::filename(Each) == nameOf(Of))
      if (std::error_code Code = sys::fs::remove(Each))
        return wrong("cannot write '" + Each + "': " + Code.message());
  return Error::success();
}

Error finishShard(const Shard &Of, StringRef Into) {
  SmallString<256> Path(Into);
  sys::path::append(Path, nameOf(Of));
  return writeToOutput(Path, [&](raw_ostream &Out) {
    json::OStream Json(Out, /*IndentSize=*/1);
    Json.object([&] {
      Json.attribute("orm-facts", Version);
      Json.attribute("part", Of.Part);
      Json.attribute("of", Of.Parts);
      Json.attribute("program", Of.Program);
      Json.attributeArray("facts", [&] {
        for (const Shard::Unit &Each : Of.Facts)
          Json.object([&] {
            Json.attribute("source", Each.Source);
            Json.attribute("file", Each.File);
          });
      });
      Json.attributeArray("unread", [&] {
        for (const std::string &Each : Of.Unread)
          Json.value(Each);
      });
    });
    Out << '\n';
    return Error::success();
  });
}

Expected<std::vector<std::string>>
filesOfShards(ArrayRef<std::string> Directories) {
  std::vector<Found> Lists;
  for (const std::string &Directory : Directories) {
    Expected<std::vector<std::string>> Here = listsIn(Directory);
    if (!Here)
      return Here.takeError();
    if (Here->empty())
      return wrong("'" + Directory +
                   "' has no list of its facts: 'orm-lint extract -o " +
                   Directory + "' did not run, or not to its end");
    for (const std::string &Path : *Here) {
      Expected<Shard> List = read(Path);
      if (!List)
        return List.takeError();
      Lists.push_back({std::move(*List), Path, Directory});
    }
  }
  std::vector<const Found *> Shards;
  // What was named is newer than what a shard has of it.
  StringMap<const Found *> Named;
  for (const Found &Each : Lists) {
    if (Each.List.Part != 0)
      Shards.push_back(&Each);
    else
      for (const Shard::Unit &Unit : Each.List.Facts)
        Named[Unit.Source] = &Each;
  }
  if (Error Wrong = checkShards(Shards))
    return std::move(Wrong);
  std::vector<std::string> Result;
  for (const Found &Each : Lists) {
    for (const std::string &Source : Each.List.Unread)
      if (!Named.count(Source))
        return wrong("'" + Each.Path + "' has no facts of '" + Source +
                     "', which could not be read: mend it, and extract it "
                     "again");
    for (const Shard::Unit &Unit : Each.List.Facts) {
      const auto Newer = Named.find(Unit.Source);
      if (Newer != Named.end() && Newer->second != &Each)
        continue;
      SmallString<256> Path(Each.Directory);
      sys::path::append(Path, Unit.File);
      Result.push_back(Path.str().str());
    }
  }
  return Result;
}

} // namespace ormlint::lint
